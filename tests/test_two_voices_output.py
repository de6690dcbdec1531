"""What is published of a post that carries an article: two voices, told apart for the eye, for a screen reader, in feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import SITE, Built, press

Copy = Callable[..., Path]
FIRST, LAST = '<article class="voice', "</article>"
PAPER = "Title: P\nDate: 2012-06-01\nGroup: circle\nSummary: What P asks.\n\nA lamp.\n"
POST = "Title: Q\nDate: 2012-07-01\nAuthors: ada\nReproduces: p\nPermission: own\n\nMine.\n\n{{ reproduce }}\n\nMine again.\n"


def voices(markup: str) -> list[str]:
    """What is carried in a page or feed, as HTML."""
    return [f"{FIRST}{piece.split(LAST)[0]}{LAST}" for piece in markup.split(FIRST)[1:]]


def page(site: Path, slug: str) -> str:
    return (site / "posts" / slug / "index.html").read_text(encoding="utf-8")


def seen(markup: str) -> str:
    """The words of a piece of HTML in single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", markup).replace("&nbsp;", " ").split())


def built(folder: Path) -> Path:
    made = press(folder)
    assert (made.code, made.err) == (0, "")
    return made.output


def problems(folder: Path) -> list[str]:
    """What a build says that fails, but for its last line."""
    made = press(folder)
    assert made.code == 1
    return made.err.strip().split("\n")[:-1]


def test_each_voice_is_an_article_that_names_itself_with_a_quotation_that_names_its_source(fixture_site: Built) -> None:
    found = [(slug, one) for slug in ("carried", "two-voices") for one in voices(page(fixture_site.output, slug))]

    assert [
        (slug, re.findall(r'aria-labelledby="(\S+) (\S+)"', one)[0], re.findall(r'<blockquote class="voice-words" cite="([^"]*)"', one))
        for slug, one in found
    ] == [
        ("carried", ("safe-lamps:voice:label", "safe-lamps:voice:title"), ["https://pamphleteer.example/papers/safe-lamps/v1/"]),
        ("two-voices", ("far-lamps:voice:label", "far-lamps:voice:title"), ["https://example.org/far-lamps"]),
        ("two-voices", ("safe-lamps.2:voice:label", "safe-lamps.2:voice:title"), ["https://pamphleteer.example/papers/safe-lamps/v1/"]),
    ]  # fmt: skip
    assert [re.findall(r'<(p|h\d) class="voice-(?:label|title)" id="(?:[^"]*:)voice:(\w+)"', one) for _, one in found] == [
        [("p", "label"), ("h2", "title")], [("p", "label"), ("h3", "title")], [("p", "label"), ("h3", "title")],
    ]  # fmt: skip


def test_each_voice_says_whose_it_is_how_much_of_it_from_when_by_whose_leave_and_where_it_ends(fixture_site: Built) -> None:
    found = [one for slug in ("carried", "two-voices") for one in voices(page(fixture_site.output, slug))]

    assert [(seen(one.split("</header>")[0]), seen(one.split("</blockquote>")[1])) for one in found] == [
        (
            "An article by The Circle (fixture) , reproduced in full Safe lamps: a position "
            "5 June 2012 · version 1, since revised · the whole article Reproduced on the group’s own site.",
            "Here ends the article by The Circle (fixture). What follows is by B. Writer (fixture).",
        ),
        (
            "An article by The Harbour (fixture) , reproduced in part Lamps far away 1 July 2012 · version 1 · only “Fog” · the whole article "
            "With permission of The Harbour (fixture), given on 2 July 2012 , for an extract of up to 60 words: "
            "unchanged, with the harbour’s name. On record: The harbour’s letter book, 2 July 2012.",
            "Here ends what is taken from the article by The Harbour (fixture). What follows is by A. Writer (fixture) and B. Writer (fixture).",
        ),
        (
            "An article by The Circle (fixture) , reproduced in part Safe lamps: a position "
            "5 June 2012 · version 1, since revised · the whole article Reproduced on the group’s own site.",
            "Here ends what is taken from the article by The Circle (fixture).",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        ("{{ reproduce }}", "reproduced in full"), ("{{ reproduce }}\nA lamp.\n{{ end reproduce }}", "reproduced in full"),
        ("{{ reproduce }}\nA lantern and nothing more.\n{{ end reproduce }}", "reproduced with changes"),
        ('{{ reproduce only="summary" }}', "its title and summary"),
    ],
)  # fmt: skip
def test_the_label_says_how_true_it_is(desk_copy: Copy, mark: str, label: str) -> None:
    made = press(desk_copy({"content/papers/p.md": PAPER, "content/posts/q.md": POST.replace("{{ reproduce }}", mark)}))
    (voice,) = voices(page(made.output, "q"))

    assert seen(voice.split("</p>")[0]) == f"An article by The Circle (fixture) , {label}"


def test_a_summary_carries_title_and_summary_and_no_other_word(desk_copy: Copy) -> None:
    post = POST.replace("{{ reproduce }}", '{{ reproduce only="summary" }}')
    (voice,) = voices(page(built(desk_copy({"content/papers/p.md": PAPER, "content/posts/q.md": post})), "q"))

    assert seen(voice.split("<blockquote")[1].split(">", 1)[1].split("</blockquote>")[0]) == "What P asks."


def test_what_was_changed_is_listed_on_the_page_and_told(desk_copy: Copy) -> None:
    post = POST.replace("{{ reproduce }}", "{{ reproduce }}\nA lamp. A new one.\n{{ end reproduce }}")
    made = press(desk_copy({"content/papers/p.md": PAPER, "content/posts/q.md": post}))
    section = page(made.output, "q").split('id="page:changed-1"')[1].split("</section>")[0]

    assert (made.code, re.findall(r"<ins>(.*?)</ins>", section), made.err.strip()) == (
        0, ["A new one."],
        'content/posts/q.md:10: this is not in the article: "A new one." '
        "Take it out, or move it out of the reproduction; readers are told of the change. (warning)",
    )  # fmt: skip


def test_the_end_says_who_speaks_again_only_where_somebody_does(desk_copy: Copy) -> None:
    post = POST.replace("\n\nMine again.\n", "\n")
    (voice,) = voices(page(built(desk_copy({"content/papers/p.md": PAPER, "content/posts/q.md": post})), "q"))

    assert seen(voice.split("</blockquote>")[1]) == "Here ends the article by The Circle (fixture)."


def test_the_feed_has_both_voices_each_with_its_name(fixture_site: Built) -> None:
    feed = feedparser.parse((fixture_site.output / "feeds" / "all.atom.xml").read_bytes(), sanitize_html=False)
    (content,) = [entry.content[0].value for entry in feed.entries if entry.link.endswith("/posts/carried/")]

    assert seen(re.sub(r"<sup.*?</sup>|<div>\s*<hr ?/?>\s*<ol>.*?</div>", "", content, flags=re.DOTALL)) == (
        "The Circle has a paper on lamps. Here it is, lamps and all. "
        "An article by The Circle (fixture) , reproduced in full Safe lamps: a position 5 June 2012 · version 1, since revised · the whole article "
        "Reproduced on the group’s own site. "
        "We hold that a lamp is kept safe by the people who keep it. Proposals Trim the lamp. Count the oil. "
        "Works that the article cites Wick, A. (1901) On Wicks &amp; &lt;Flames&gt; . Nowhere: Fixture Press. "
        "Here ends the article by The Circle (fixture). What follows is by B. Writer (fixture). Ben would count twice. "
        "Also in these reading lists: Lamp"
    )
    assert re.findall(r'<blockquote[^>]* cite="([^"]*)"|(\{)', content) == [("https://pamphleteer.example/papers/safe-lamps/v1/", "")]


def test_every_feed_with_a_voice_in_it_is_xml(fixture_site: Built) -> None:
    feeds = [file for file in fixture_site.output.rglob("*.xml") if "Here ends the article by" in file.read_text(encoding="utf-8")]

    assert (len(feeds) >= 4, {ElementTree.parse(file).getroot().tag.rsplit("}")[-1] for file in feeds}) == (True, {"feed", "rss"})


def test_links_of_the_article_lead_to_the_right_place_from_the_post(fixture_site: Built) -> None:
    first, (second, third) = voices(page(fixture_site.output, "carried"))[0], voices(page(fixture_site.output, "two-voices"))

    assert [re.findall(r'<a[^>]*href="([^"#][^"]*)"', one.split("<blockquote")[1]) for one in (first, second, third)] == [
        ["/posts/first-lamp/"], ["https://example.org/far-lamps#rain"], [],
    ]  # fmt: skip


def test_the_evidence_of_a_theme_names_the_article_and_its_line(fixture_site: Built) -> None:
    data = json.loads((fixture_site.output / "posts" / "two-voices" / "themes.json").read_text(encoding="utf-8"))
    evidence = [item for tag in data["themes"] for item in tag["evidence"]]
    files = {item["path"]: (SITE / item["path"]).read_text(encoding="utf-8").split("\n") for item in evidence}

    assert {(item["voice"], item["path"]) for item in evidence} >= {
        ("", "content/posts/two-voices.md"), ("far-lamps", "content/papers/far-lamps.md"), ("safe-lamps", "content/posts/two-voices.md"),
    }  # fmt: skip
    assert [item for item in evidence if item["exact"].split()[0] not in files[item["path"]][item["line"] - 1]] == []


def test_headings_named_like_the_parts_of_the_frame_make_no_id_twice(desk_copy: Copy) -> None:
    paper = f"{PAPER}\n## Title\n\nSee [@wick-1901].\n\n## Label\n\n## Works\n"
    post = f'{POST}\n## Title\n\n{{{{ reproduce sections="Works; Title" }}}}\n'
    ids = re.findall(r'\sid="([^"]*)"', page(built(desk_copy({"content/papers/p.md": paper, "content/posts/q.md": post})), "q"))

    assert ({one for one in ids if ids.count(one) > 1}, {"title", "p:title", "p:works", "p.2:title", "p.2:voice:title"} - set(ids)) == (
        set(),
        set(),
    )


def test_pictures_of_an_article_are_found_from_the_post(desk_copy: Copy) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    paper = f"{PAPER}\n![a]({{static}}chart.svg) ![b][l] [f]({{filename}}../posts/first-lamp.md#page:main)\n\n[l]: {{static}}../images/lamp.svg\n"
    site = built(desk_copy({"content/papers/p.md": paper, "content/papers/chart.svg": svg, "content/posts/q.md": POST}))
    (voice,) = voices(page(site, "q"))

    assert re.findall(r'(?:src|href)="(/(?!papers/p/)[^"]*)"', voice) == [
        "/papers/chart.svg",
        "/images/lamp.svg",
        "/posts/first-lamp/#page:main",
    ]
    assert [(site / "papers/chart.svg").read_text(), (site / "images/lamp.svg").is_file()] == [svg, True]


HOW_TO_WRITE = 'Write {{ reproduce }} or {{ reproduce sections="One heading; another" }} on a line of its own, from its beginning on.'


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"q": ("{{ reproduce }}", "{{ reprodce }}")}, [f"content/posts/q.md:9: {{{{ reprodce }}}} cannot be read. {HOW_TO_WRITE}"]),
        ({"q": ("{{ reproduce }}", '{{ reproduce sections="Fog" }}')}, ['content/posts/q.md:9: content/papers/p.md has no section "Fog". It has no headings.']),
        ({"q": ("{{ reproduce }}", '{{ reproduce version="4" }}')}, ['content/posts/q.md:9: "p" has no version 4 here. There is 1.']),
        (
            {"q": ("Reproduces: p\n", "")},
            ["content/posts/q.md:8: the header does not say what is reproduced. Add a line Reproduces: with the slug of the article."],
        ),
        (
            {"q": ("{{ reproduce }}", "")},
            ['content/posts/q.md:4: the post says that it reproduces "p", and nowhere carries it. '
             "Write {{ reproduce }} on a line of its own where the article shall stand."],
        ),
        ({"q": ("Reproduces: p", "Reproduces: q")}, ["content/posts/q.md:4: Reproduces names the text itself. Name another, or leave the line out."]),
        (
            {"q": ("Reproduces: p", "Reproduces: first-lamp")},
            ['content/posts/q.md:4: Reproduces: "first-lamp" is a post, not a group article. Name a text in content/papers/.'],
        ),
        (
            {"p": ("Summary:", "Status: draft\nSummary:")},
            ['content/posts/q.md:4: Reproduces: "p" is not published (its status is draft). Publish it, or leave the line out.'],
        ),
        (
            {"p": ("A lamp.", "A lamp.\n\n{{ reproduce safe-lamps }}")},
            ["content/papers/p.md:8: a paper carries no group article: only a post does. Link to the article, or write a post."],
        ),
        (
            {"p": ("2012-06-01", "2030-01-01")},
            ['content/posts/q.md:4: Reproduces: "p" is not published before 2030-01-01. Date the post no earlier, or make it a draft.'],
        ),
    ],
)  # fmt: skip
def test_a_site_with_a_faulty_reproduction_is_not_built_and_told_once(
    desk_copy: Copy, changes: dict[str, tuple[str, str]], told: list[str]
) -> None:
    texts = {"content/papers/p.md": PAPER, "content/posts/q.md": POST}
    for name, (old, new) in changes.items():
        file = f"content/{'papers' if name == 'p' else 'posts'}/{name}.md"
        assert old in texts[file]
        texts[file] = texts[file].replace(old, new)
    folder = desk_copy(texts)

    assert problems(folder) == told
    assert not (folder / "output").exists()


def test_a_pasted_article_without_a_mark_is_built_and_told(desk_copy: Copy) -> None:
    words = " ".join(f"This is sentence {n} of the paper, and it has some words." for n in range(12))
    post = POST.replace("Reproduces: p\nPermission: own\n", "").replace("{{ reproduce }}", words)
    made = press(desk_copy({"content/papers/p.md": PAPER + f"\n{words}\n", "content/posts/q.md": post}))

    assert (made.code, made.err.strip()) == (
        0,
        "content/posts/q.md:7: line 7 holds 144 words in 12 sentences of content/papers/p.md, and nothing says so. "
        "Write Reproduces: p and Permission: into the header, and {{ reproduce }} in their place, or around them. (warning)",
    )


def test_an_article_cannot_break_out_of_its_frame(desk_copy: Copy) -> None:
    broken = PAPER + "\n</blockquote></article>\n\nAnd these words?\n"
    made = press(desk_copy({"content/papers/p.md": broken, "content/posts/q.md": POST}))
    (voice,) = voices(page(made.output, "q"))

    assert (made.code, made.err.splitlines(), "And these words?" in voice) == (
        0,
        [f"content/papers/p.md:8: {tag} closes nothing that is open. Take it out, or open the element before it. (warning)"
         for tag in ("</blockquote>", "</article>")],
        True,
    )  # fmt: skip


def test_nobody_can_write_what_stands_in_the_place_of_an_article(desk_copy: Copy) -> None:
    made = press(desk_copy({"content/papers/p.md": PAPER, "content/posts/q.md": POST + '\n<div id="carried:1">&#1;carried:1&#1;</div>\n'}))

    assert made.err.splitlines() == [
        "content/posts/q.md:13: &#1; stands for U+0001, which is no character of a text. Delete it.",
        "1 problem. Nothing was written; the site stands as it was.",
    ]


def test_between_two_articles_nobody_else_is_announced(desk_copy: Copy) -> None:
    post = POST.replace("{{ reproduce }}", "{{ reproduce }}\n\n{{ reproduce }}")
    made = press(desk_copy({"content/papers/p.md": PAPER, "content/posts/q.md": post}))

    assert [("What follows" in one) for one in page(made.output, "q").split('class="voice-end"')[1:]][:2] == [False, True]


def test_a_held_article_s_links_to_itself_lead_to_its_home_and_to_drafts_are_told(desk_copy: Copy) -> None:
    far = (SITE / "content/papers/far-lamps.md").read_text(encoding="utf-8")
    itself = press(desk_copy({"content/papers/far-lamps.md": far.replace("(#rain)", "({filename}far-lamps.md#rain)")}))
    code = page(itself.output, "two-voices")

    assert (itself.code, 'href="https://example.org/far-lamps#rain"' in code, "/drafts/" in code) == (0, True, False)


def test_a_draft_says_that_it_has_no_permission_yet_and_no_sentence_ends_twice(desk_copy: Copy) -> None:
    draft = "Title: Q\nDate: 2012-08-01\nStatus: draft\nReproduces: far-lamps\n\nMine.\n\n{{ reproduce }}\n"
    data = (SITE / "content/data/permissions.toml").read_text(encoding="utf-8").replace('2 July 2012"', '2 July 2012."')
    changes = {"content/posts/q.md": draft, "content/data/permissions.toml": data}
    made = press(desk_copy(changes), "-e", 'DRAFT_SAVE_AS="drafts/{slug}/index.html"')
    shown = (made.output / "drafts/q/index.html").read_text(encoding="utf-8")

    assert ("No permission yet." in shown, "letter book, 2 July 2012.</p>" in page(made.output, "two-voices")) == (True, True)
