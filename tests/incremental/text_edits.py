"""Edits of texts and of what they link to."""

from __future__ import annotations

import re
from random import Random

from incremental.kinds import STOCK, kind
from incremental.looks import AUTHORS, CATEGORIES, LAMP, TAGS, a_day, new_post
from incremental.project import Project, bumped, fresh
from incremental.texts import POSTS, TEXTS, Text, changed, link_to, some, words


@kind("add")
def _add(project: Project, rng: Random) -> str:
    made = new_post(project, rng, f"new-{rng.randrange(30)}")
    return f"{made.name} is new"


@kind("body")
def _body(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, *TEXTS)):
        return ""
    text.body = changed(text, rng)
    text.keep(project)
    return f"the body of {text.name} is another"


@kind("heading")
def _heading(project: Project, rng: Random) -> str:
    if not (text := some(project, rng)):
        return ""
    text.body = f"{text.body.rstrip()}\n\n## Heading {fresh('h', rng)}\n\n{words(rng)}\n"
    text.keep(project)
    return f"{text.name} has one more heading"


def _key(name: str, key: str, values: tuple[str, ...], *looks: str) -> None:
    """A kind of edit that sets a key of a post; # in a value becomes a mark, "" takes the key away."""

    @kind(name, *looks)
    def _(project: Project, rng: Random) -> str:
        if not (text := some(project, rng)):
            return ""
        before, value = text.fields.get(key, ""), re.sub("#", lambda _: fresh("h", rng), rng.choice(values))
        text.set(key, value)
        text.keep(project)
        return f"{key} of {text.name} is {value!r}" if value != before else ""


_key("title", "Title", ("Title #", 'A "quoted" title #', "Oil & <wick> #", "It's late... #"))
_key("slug", "Slug", ("slug-#", "other-#", ""))
_key("tags", "Tags", tuple(", ".join(tags) for tags in ((), TAGS[:1], TAGS[1:3], TAGS[2:], TAGS, ("new #",))))
_key("summary", "Summary", ("A summary #.", ""))
_key("category", "Category", (*CATEGORIES, "New #"), *STOCK)
_key("author", "Authors", (*AUTHORS, "Ada; Ben", "Ben; Cy Dee"), *STOCK)
_key("author-of-ours", "Authors", ("ada", "ben", "ben, ada"), "ours")
_key("skip", "Status", ("skip",))
_key("draft", "Status", ("draft",))
_key("hidden", "Status", ("hidden",))
_key("modified", "Modified", ("2020-12-30", "2021-01-31T10:00:00+00:00", ""), *STOCK)
_key("address", "Save_as", ("odd/#.html", ""), *STOCK)
_key("template-key", "Template", ("page", ""), "sidebar")


@kind("date")
def _date(project: Project, rng: Random) -> str:
    if not (text := some(project, rng)):
        return ""
    text.set("Date", a_day(project, rng))
    text.keep(project)
    return f"{text.name} is of {text.fields['Date']}"


@kind("date-in-future")
def _future(project: Project, rng: Random) -> str:
    if not (text := some(project, rng)):
        return ""
    text.set("Date", rng.choice(("2024-06-01", "2099-01-01")))
    text.keep(project)
    return f"{text.name} is of {text.fields['Date']}"


@kind("back-from-draft")
def _back(project: Project, rng: Random) -> str:
    texts = [text for name in project.names(*POSTS) if "Status" in (text := Text.of(project, name)).fields and text.stem != "far-lamps"]
    if not texts:
        return ""
    text = rng.choice(texts)
    text.set("Status", "")
    text.keep(project)
    return f"{text.name} is published"


@kind("delete")
def _delete(project: Project, rng: Random) -> str:
    names = project.names("content/posts/*")
    if len(names) < 3:
        return ""
    name = rng.choice(names)
    project.remove(name)
    if rng.random() < 0.8:
        _forget(project, name)
    return f"{name} is deleted"


def _forget(project: Project, name: str) -> None:
    """Take out of other texts the lines that lead to one."""
    stem = name.rpartition("/")[2].partition(".")[0]
    for other in project.names(*TEXTS, "content/lists/themes/*.md"):
        lines = project.read(other).split("\n")
        kept = [line for line in lines if not re.search(rf"(?<![\w-]){re.escape(stem)}(?![\w-])", line)]
        if kept != lines:
            project.write(other, "\n".join(kept))


@kind("rename")
def _rename(project: Project, rng: Random) -> str:
    if not (text := some(project, rng)):
        return ""
    stem = f"renamed-{fresh('r', rng)}"
    name = text.name.replace(text.stem, stem)
    (project.folder / text.name).rename(project.folder / name)
    if rng.random() < 0.8:
        for other in project.names(*TEXTS, "content/lists/themes/*.md"):
            if (found := project.read(other)) != (left := re.sub(rf"(?<![\w-]){re.escape(text.stem)}(?![\w-])", stem, found)):
                project.write(other, left)
    return f"{text.name} is {name} now, with its time"


@kind("swap")
def _swap(project: Project, rng: Random) -> str:
    names = project.names("content/posts/*.md")
    if len(names) < 2:
        return ""
    one, other = rng.sample(names, 2)
    paths = [project.folder / one, project.folder / other, project.folder / "swapped"]
    for source, target in ((0, 2), (1, 0), (2, 1)):
        paths[source].rename(paths[target])
    return f"{one} and {other} have exchanged their names"


@kind("link")
def _link(project: Project, rng: Random) -> str:
    text, other = some(project, rng), some(project, rng)
    if not text or not other:
        return ""
    text.body = f"{text.body.rstrip()}\n\nSee [the other]({link_to(other.name)}{rng.choice(('', '#no-such-place')) if rng.random() < 0.1 else ''}).\n"
    text.keep(project)
    return f"{text.name} links to {other.name}"


@kind("unlink")
def _unlink(project: Project, rng: Random) -> str:
    texts = [text for name in project.names(*POSTS, "content/pages/*") if "{filename}" in (text := Text.of(project, name)).body]
    if not texts:
        return ""
    text = rng.choice(texts)
    text.body = "\n".join(line for line in text.body.split("\n") if "{filename}" not in line)
    text.keep(project)
    return f"{text.name} links to no other text"


@kind("image-added")
def _image_added(project: Project, rng: Random) -> str:
    if not (text := some(project, rng)):
        return ""
    name = f"images/new-{rng.randrange(5)}.svg"
    project.write(f"content/{name}", LAMP.format(fresh("l", rng)))
    text.body = f"{text.body.rstrip()}\n\n![A picture]({{static}}/{name})\n"
    text.keep(project)
    return f"{text.name} shows {name}"


@kind("image-changed")
def _image_changed(project: Project, rng: Random) -> str:
    if not (names := project.names("content/images/*")):
        return ""
    name = rng.choice(names)
    project.write(name, LAMP.format(fresh("l", rng)))
    return f"{name} is another picture"


@kind("image-removed")
def _image_removed(project: Project, rng: Random) -> str:
    names = project.names("content/images/*")
    if not names:
        return ""
    name = rng.choice(names)
    project.remove(name)
    if rng.random() < 0.8:
        _forget(project, name)
    return f"{name} is deleted"


@kind("page")
def _page(project: Project, rng: Random) -> str:
    name = f"content/pages/page-{rng.randrange(3)}.md"
    if project.has(name) and rng.random() < 0.5:
        project.remove(name)
        return f"{name} is deleted"
    project.write(name, f"Title: A page {fresh('h', rng)}\n\n{words(rng)}\n")
    return f"{name} is written"


@kind("translation", *STOCK)
def _translation(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/posts/*[!_]?.md")):
        return ""
    text.set("Slug", text.fields.get("Slug", "") or f"slug-{fresh('h', rng)}")
    text.keep(project)
    text.set("Lang", rng.choice(("de", "fr")))
    text.set("Title", f"Anders {fresh('h', rng)}")
    text.name = f"content/posts/{text.stem}_{text.fields['Lang']}.md"
    text.keep(project)
    return f"{text.name} is a translation"


@kind("rst", *STOCK)
def _rst(project: Project, rng: Random) -> str:
    name = "content/posts/note.rst"
    if not project.has(name):
        return ""
    project.write(name, bumped(project.read(name), rng))
    return f"{name} is another"


@kind("included", *STOCK)
def _included(project: Project, rng: Random) -> str:
    project.write("content/parts/part.txt", f"A part {fresh('y', rng)} of the note.\n", rng.choice(("now", "same")))
    return "what note.rst includes is another"
