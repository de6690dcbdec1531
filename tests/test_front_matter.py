"""editorial.front_matter: what a header may say, and what it is told when it says something else."""

import datetime

import pytest

from editorial.author_word import AuthorWord
from editorial.front_matter import Header, read
from editorial.signatures import Signed
from manuscript.source import parse


def problems_of(text: str, kind: str = "post") -> list[str]:
    return [str(problem) for problem in read(parse(text, "a.md"), kind)[1]]


def test_every_key_of_a_paper_is_read_into_its_own_form() -> None:
    text = """Title: A paper
Date: 2015-12-15
Modified: 2016-01-02T10:00+01:00
Slug: a-paper
Summary: What it says.
Status: hidden
Authors: ada, ben
Group: circle
Signatories: ada (chair; joined 2016-01-01), ben
Themes: +oil, -lamps
Themes-checked: 2016-01-03
Tags: one, two
Responds-to: first
Supersedes: older, oldest
Canonical: https://example.org/paper
Version: 2
Changes: The end is new.
Lang: en-GB

Body."""

    assert read(parse(text, "a.md"), "paper") == (
        Header(
            title="A paper",
            date=datetime.date(2015, 12, 15),
            modified=datetime.datetime(2016, 1, 2, 10, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
            slug="a-paper",
            summary="What it says.",
            status="hidden",
            authors=("ada", "ben"),
            group="circle",
            signatories=(Signed("ada", "chair", datetime.date(2016, 1, 1)), Signed("ben")),
            themes=AuthorWord(add=("oil",), remove=("lamps",)),
            themes_checked=datetime.date(2016, 1, 3),
            tags=("one", "two"),
            responds_to=("first",),
            supersedes=("older", "oldest"),
            canonical="https://example.org/paper",
            version=2,
            changes="The end is new.",
            lang="en-GB",
        ),
        (),
    )


OK = "Title: T\nDate: 2015-12-15\n"


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("No header.", "post", "a.md:1: the file does not begin with a header. Begin with lines such as Title: and Date:, then an empty line."),
        ("Date: 2015-12-15\n", "post", "a.md:1: there is no title. Add a line Title: …."),
        ("Title:\nDate: 2015-12-15\n", "post", "a.md:1: there is no title. Add a line Title: …."),
        ("Title: T\n", "post", "a.md:1: there is no date. Add a line such as Date: 2015-12-15."),
        (OK, "paper", "a.md:1: a group article needs the group that speaks. Add a line Group: with an id from content/data/people.toml."),
        (
            "Title: T\nDate: 15.12.2015\n", "post",
            'a.md:2: Date: "15.12.2015" is not a date in ISO 8601. Write a day as 2015-12-15, or an instant with its offset as 2015-12-15T09:30+00:00.',
        ),
        (
            "Title: T\nDate: 2015-02-30\n", "post",
            'a.md:2: Date: "2015-02-30" is no day or time that there is. '
            "Write a day as 2015-12-15, or an instant with its offset as 2015-12-15T09:30+00:00.",
        ),
        (
            "Title: T\nDate: 2015-12-15T09:30\n", "post",
            'a.md:2: Date: "2015-12-15T09:30" is not a date in ISO 8601. '
            "Write a day as 2015-12-15, or an instant with its offset as 2015-12-15T09:30+00:00.",
        ),
        (OK + "Statsu: draft\n", "post", 'a.md:3: "Statsu" is not a key of the front matter. Did you mean "Status"?'),
        (
            OK + "Group: circle\n", "post",
            'a.md:3: a post has no key "Group". The keys of a post are Title, Date, Modified, Slug, Summary, Status, Authors, '
            "Themes, Themes-checked, Tags, Responds-to, Requires, Reproduces, Permission, Canonical, Changes, Lang, Id, Redirect-from.",
        ),
        (OK + "Title: Again\n", "post", "a.md:3: Title stands here a second time; the first is in line 1. Keep one of the two."),
        (OK + "Status: publishd\n", "post", 'a.md:3: Status: "publishd" is not a status. Did you mean "published"?'),
        (OK + "Status: nope\n", "post", 'a.md:3: Status: "nope" is not a status. Use one of published, draft, hidden, held, skip.'),
        (OK + "Slug: A b\n", "post", 'a.md:3: Slug: "A b" is not a slug. Use lower-case letters, digits and single hyphens, as in six-months-to-improve.'),
        (OK + "Lang: english\n", "post", 'a.md:3: Lang: "english" is not a language tag. Write a tag such as en-GB or fr.'),
        (OK + "Canonical: example.org\n", "post", 'a.md:3: Canonical: "example.org" is not an http or https address. Write the whole address, beginning with https://.'),
        (OK + "Id: 12\n", "post", 'a.md:3: Id: "12" is not a permanent id. Write a URI without spaces, such as tag:example.org,2015-12-15:posts/fees.'),
        (OK + "Redirect-from: /?p=1\n", "post", 'a.md:3: Redirect-from: "/?p=1" is not an address that a static site can keep. Write paths below the site\'s root, such as /posts/old/ or /2015/12/old.html.'),
        (OK + "Redirect-from: /a/, a/\n", "post", 'a.md:3: Redirect-from: "a/" is named twice. Write paths below the site\'s root, such as /posts/old/ or /2015/12/old.html.'),
        (OK + "Group: g\nVersion: 1.5\n", "paper", 'a.md:4: Version: "1.5" is not a version. Write a whole number from 1.'),
        (OK + "Themes: oil\n", "post", 'a.md:3: Themes: "oil" has neither "+" nor "-". Write "+theme, -theme", or "= theme, theme" for exactly these, or "none".'),
        (OK + "Tags:\n", "post", "a.md:3: Tags has no value. Write one, or leave the line out (free words of your own for feeds; themes are found by themselves)."),
        (OK + "Authors: ada, ada\n", "post", 'a.md:3: Authors: "ada" is named twice. Keep one of the two.'),
        (OK + f"Slug: {'a' * 201}\n", "post", "a.md:3: Slug: a slug of 201 characters is too long. Use lower-case letters, digits and single hyphens, as in six-months-to-improve."),
        (OK + "Modified: 2014-01-01\n", "post", "a.md:3: it was modified on 2014-01-01, before it was published on 2015-12-15. Correct one of the two dates."),
    ],
)  # fmt: skip
def test_a_faulty_header_is_told_what_is_wrong_and_what_to_do(text: str, kind: str, told: str) -> None:
    assert problems_of(text, kind) == [told]


def test_all_faults_of_a_header_are_found_at_once() -> None:
    assert len(problems_of("Titel: x\nDate: soon\nStatus: maybe\nLang: ?\nSlug: A\n")) == 6
