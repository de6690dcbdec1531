// Typographer, feed by the RSS plugin, tags with their lists, a paginated index, related posts by tags in common.
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import markdownIt from "markdown-it";

const NEAREST = 5;

export default function (config) {
  config.setLibrary("md", markdownIt({ html: true, typographer: true }));
  config.addFilter("tagSlug", (tag) => tag.toLowerCase().replace(/[^a-z0-9]+/g, "-"));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("at", (map, key) => map.get(key));
  config.addCollection("posts", (all) => newestFirst(all));
  config.addCollection("titles", (all) => new Map(newestFirst(all).map((post) => [post.fileSlug, post.data.title])));
  config.addCollection("tagged", (all) => [...tagged(all)].sort().map(([tag, posts]) => ({ tag, posts })));
  config.addCollection("related", (all) => related(newestFirst(all), tagged(all)));
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed.xml",
    collection: { name: "posts", limit: 0 },
    metadata: { language: "en-GB", title: "Bench", base: "https://bench.example/", author: { name: "The editors" } },
  });
  // Posts hold no templates, and none is looked for in them.
  return { markdownTemplateEngine: false, dir: { input: ".", output: "public" } };
}

function newestFirst(all) {
  return all.getFilteredByGlob("posts/*.md").reverse();
}

function tagged(all) {
  const lists = new Map();
  for (const post of newestFirst(all))
    for (const tag of post.data.tags ?? []) lists.has(tag) ? lists.get(tag).push(post) : lists.set(tag, [post]);
  return lists;
}

// For each post the nearest by date on the lists of its tags, those that share more of them first.
function related(posts, lists) {
  const points = new Map(posts.map((post) => [post.url, new Map()]));
  for (const list of lists.values())
    list.forEach((post, at) => {
      const mine = points.get(post.url);
      for (const other of list.slice(Math.max(0, at - NEAREST), at + NEAREST + 1))
        if (other !== post) mine.set(other, (mine.get(other) ?? 0) + 1);
    });
  const best = (mine) => [...mine].sort((one, other) => other[1] - one[1]).slice(0, NEAREST).map(([post]) => post);
  return new Map([...points].map(([url, mine]) => [url, best(mine)]));
}
