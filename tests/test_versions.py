"""editorial.versions and its checks: papers as they were, and who signed which version."""

import dataclasses

import pytest
from examples import ADA, BEN, NOW, desk, frozen, library, manuscript, paper, post
from hypothesis import given
from hypothesis import strategies as st

from editorial import versions
from editorial.checks import check
from editorial.desk import Manuscript
from manuscript.source import parse

FIRST = paper("lamps", "One lamp.\n\nTwo lamps.", day="2012-01-01", Signatories="ada, ben (joined 2012-02-01)")
SECOND = {"Version": "2", "Modified": "2013-01-01"}


def told(*made: Manuscript) -> list[str]:
    return [str(problem) for problem in check(desk(*made), NOW.date())]


def second(body: str = "One lamp.\n\nThree lamps.", **keys: str) -> Manuscript:
    return paper("lamps", body, day="2012-01-01", **{**SECOND, **keys})


def test_a_version_that_is_kept_and_its_successor_are_in_order() -> None:
    assert told(frozen(FIRST), second(Signatories="ada (joined 2012-12-31)")) == []


def test_a_frozen_version_says_its_slug_and_its_links_start_from_the_content_folder() -> None:
    text = "Title: T\nDate: 2012-01-01\nGroup: circle\n\nSee [a]({filename}../posts/a.md#x), ![b]({static}../images/b.svg), `{filename}c.md`.\n"

    assert versions.frozen(text, "content/papers/lamps.md", "lamps") == (
        "Title: T\nDate: 2012-01-01\nGroup: circle\nSlug: lamps\nVersion: 1\n"
        "Digest: sha256-47f7c61aef26d2489e1189965ec906d0b85779dbb6370efd112f8d32626aef03\n"
        "\nSee [a]({filename}/posts/a.md#x), ![b]({static}/images/b.svg), `{filename}c.md`.\n"
    )


_bodies = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=60)


@given(_bodies, _bodies)
def test_a_digest_is_that_of_the_words_and_of_no_others(one: str, other: str) -> None:
    first, second = (versions.digest(parse(f"Title: T\n\n{body}\n", "a.md")) for body in (one, other))

    assert (first == second) == (one.strip() == other.strip())


@given(_bodies)
def test_what_is_frozen_is_as_it_was_frozen(body: str) -> None:
    text = versions.frozen(f"Title: T\nVersion: 1\n\n{body}\n", "content/papers/a.md", "a")
    source = parse(text, "content/papers/versions/a/v1.md")
    said = source.field("Digest")

    assert said and said.value == versions.digest(source)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace("Two lamps.", "Ten lamps."), "content/papers/versions/lamps/v1.md:7: version 1 was edited after it was frozen. Take the file back as it was (git checkout); what has to change belongs into a new version."),
        (lambda text: text.replace("ada, ben (joined 2012-02-01)", "ada"), "content/papers/versions/lamps/v1.md:7: version 1 was edited after it was frozen. Take the file back as it was (git checkout); what has to change belongs into a new version."),
        (lambda text: "\n".join(line for line in text.split("\n") if not line.startswith("Digest")), "content/papers/versions/lamps/v1.md:1: a frozen version has a line Digest:, which this one lacks. Take the file back as it was frozen; python3 tasks.py release-paper writes such files."),
    ],
)  # fmt: skip
def test_a_frozen_version_that_was_edited_is_named(change, problem: str) -> None:  # type: ignore[no-untyped-def]
    kept = frozen(FIRST)
    header = "".join(f"{field.key}: {field.value}\n" for field in kept.source.fields)
    edited = manuscript(change(f"{header}\n{kept.source.body}"), kept.source.path, "version")

    assert told(dataclasses.replace(edited, slug="lamps"), second()) == [problem]


def test_a_frozen_version_in_another_s_file_is_named() -> None:
    kept = frozen(FIRST)
    moved = dataclasses.replace(kept, source=dataclasses.replace(kept.source, path="content/papers/versions/lamps/v3.md"))

    assert told(moved, second()) == [
        "content/papers/versions/lamps/v3.md:1: this is version 1 of lamps by its header, which is kept in "
        "content/papers/versions/lamps/v1.md. Take the file back as it was frozen; python3 tasks.py release-paper writes such files."
    ]


@pytest.mark.parametrize(
    ("made", "problems"),
    [
        ([second(Version="1")], ["content/papers/lamps.md:4: version 1 is frozen already, and this is version 1. Write Version: 2."]),
        ([second(Status="draft")], ['content/papers/versions/lamps/v1.md:1: version 1 is published for good, and its paper "lamps" is a draft. Publish the paper, with the text of this version if there is no later one.']),
        ([], ['content/papers/versions/lamps/v1.md:1: version 1 is published for good, and its paper "lamps" is not there. Put the paper back; if its file was renamed, write Slug: lamps into its header.']),
    ],
)  # fmt: skip
def test_a_frozen_version_needs_a_later_one_that_is_published(made: list[Manuscript], problems: list[str]) -> None:
    assert told(frozen(FIRST), *made) == problems


def test_a_later_version_has_a_day_of_its_own_and_the_earlier_is_kept() -> None:
    assert told(paper("lamps", Version="2")) == [
        "content/papers/lamps.md:4: version 2 has no date of its own. Add a line Modified:, the day on which it was published.",
        "content/papers/lamps.md:4: this is version 2, and version 1 is not kept. "
        "If it was published here, take its file back, or let python3 tasks.py release-paper lamps take it from git.",
    ]


@pytest.mark.parametrize(
    ("signatories", "problems"),
    [
        ("ada", ['content/papers/lamps.md:6: "ada" has no day of signing: a signature under an earlier version is not one under version 2. Write ada (joined …) with the day of signing version 2, or take ada out.']),
        ("ada (joined 2011-12-31)", ['content/papers/lamps.md:6: "ada" signed on 2011-12-31, before version 1: a signature under an earlier version is not one under version 2. Write ada (joined …) with the day of signing version 2, or take ada out.']),
        ("editors", ['content/papers/lamps.md:6: "editors" has no day of signing: a signature under an earlier version is not one under version 2. Write editors (joined …) with the day of signing version 2, or take editors out.']),
        ("ben (clerk; joined 2012-02-01)", ['content/papers/lamps.md:6: "ben" signed version 1 on 2012-02-01: a signature under an earlier version is not one under version 2. Write ben (clerk; joined …) with the day of signing version 2, or take ben out.']),
        ("ben (joined 2013-01-01)", []),
        ("ada (joined 2012-01-01)", []),
        ("ada (joined 2012-06-01; withdrawn 2012-05-01)", ['content/papers/lamps.md:6: "ada" withdrew on 2012-05-01, before signing on 2012-06-01. Correct one of the two days.']),
        ("ada (joined 2026-01-02)", ['content/papers/lamps.md:6: "ada" signed on 2026-01-02, which is after today. Correct the day.']),
        ("ada (joined 2012-06-01; withdrawn 2026-01-02)", ['content/papers/lamps.md:6: "ada" withdrew on 2026-01-02, which is after today. Correct the day.']),
        ("nobody (joined 2012-06-01)", ['content/papers/lamps.md:6: author "nobody" is not in content/data/people.toml. Add it there, or name another.']),
    ],
)  # fmt: skip
def test_under_a_version_stands_only_who_has_signed_it(signatories: str, problems: list[str]) -> None:
    assert told(frozen(FIRST), second(Signatories=signatories)) == problems


def test_whoever_withdraws_before_the_paper_is_published_never_signed_it() -> None:
    assert told(paper("lamps", day="2012-01-01", Signatories="ada (withdrawn 2011-12-31)")) == [
        'content/papers/lamps.md:4: "ada" withdrew on 2011-12-31, before signing on 2012-01-01. Correct one of the two days.'
    ]


def test_a_change_after_today_is_named_and_a_text_that_is_held_back_may_have_later_dates() -> None:
    later = paper("later", day="2030-01-01", Signatories="ada (joined 2030-01-02)", Modified="2030-02-01")

    assert told(post("a", Modified="2026-01-02"), later) == [
        "content/posts/a.md:3: it was modified on 2026-01-02, which is after today. Correct the date."
    ]


def test_the_library_knows_every_version_with_its_signatories_and_what_changed() -> None:
    made = library(frozen(FIRST), second(Signatories="ada (clerk; joined 2012-12-31), ben (joined 2012-12-30; withdrawn 2013-02-01)"))
    found = [
        (one.article.version, one.article.url, str(one.article.dated.date()), [signature.person for signature in one.article.signed_by])
        for one in made.versions_of("lamps")
    ]
    current, first = made.versions_of("lamps")

    assert (found, [signature.person for signature in current.article.withdrew], first.differences) == (
        [(2, "papers/lamps/", "2013-01-01", [ADA]), (1, "papers/lamps/v1/", "2012-01-01", [ADA, BEN])], [BEN], (),
    )  # fmt: skip
    assert [(one.change, one.parts) for one in current.differences] == [
        ("changed", (("left-out", "Two"), ("added", "Three"), ("same", "lamps.")))
    ]


def test_a_paper_with_one_version_has_no_others() -> None:
    assert library(FIRST).versions_of("lamps") == ()


def test_without_a_kept_version_too_a_later_one_needs_the_day_of_each_signature() -> None:
    assert told(paper("lamps", **SECOND, Signatories="ada"))[1] == (
        'content/papers/lamps.md:6: "ada" has no day of signing: a signature under an earlier version is not one under version 2. '
        "Write ada (joined …) with the day of signing version 2, or take ada out."
    )


def test_who_signs_a_version_on_its_day_signs_it_though_the_one_before_is_of_the_same_day() -> None:
    today = {"Modified": "2013-01-01", "Signatories": "ada (joined 2013-01-01)"}
    kept = frozen(paper("lamps", "Two.", Version="2", **today))

    assert told(frozen(FIRST), kept, paper("lamps", "Three.", Version="3", **today)) == []


@pytest.mark.parametrize(
    ("change", "is_edited"),
    [
        (("ben (joined 2012-02-01)", "ben (joined 2012-02-01; withdrawn 2014-01-01)"), False),
        (("ben (joined 2012-02-01)", "ben (joined 2012-02-02)"), True),
        (("{filename}/posts/a.md", "{filename}/posts/b.md"), False),
        (("[a]", "[b]"), True),
    ],
)
def test_in_a_kept_version_a_signatory_may_withdraw_and_a_link_be_mended(change: tuple[str, str], is_edited: bool) -> None:
    kept = frozen(paper("lamps", "See [a]({filename}/posts/a.md).", day="2012-01-01", Signatories="ada, ben (joined 2012-02-01)"))
    header = "".join(f"{field.key}: {field.value}\n" for field in kept.source.fields)
    edited = manuscript(f"{header}\n{kept.source.body}".replace(*change), kept.source.path, "version")

    assert [problem.code for problem in check(desk(dataclasses.replace(edited, slug="lamps"), second()), NOW.date())] == (
        ["version-edited"] if is_edited else []
    )


def test_a_version_is_published_and_of_its_paper_s_slug_and_group() -> None:
    draft = frozen(paper("lamps", day="2012-01-01", Status="draft"))
    elsewhere = dataclasses.replace(frozen(FIRST), slug="lamps", header=dataclasses.replace(frozen(FIRST).header, slug="oil"))

    assert [told(draft, second()), told(elsewhere, second())] == [
        ["content/papers/versions/lamps/v1.md:4: a frozen version is published for good, and the status of this one is draft. "
         "Take the file back as it was frozen; python3 tasks.py release-paper writes such files."],
        ["content/papers/versions/lamps/v1.md:1: this is version 1 of oil by its header, which is kept in content/papers/versions/oil/v1.md. "
         "Take the file back as it was frozen; python3 tasks.py release-paper writes such files."],
    ]  # fmt: skip


def test_a_version_that_is_gone_from_between_others_is_named_and_so_is_one_before_its_time() -> None:
    kept = frozen(paper("lamps", "Two.", day="2012-01-01", Version="2", Modified="2013-01-01"))

    assert told(frozen(FIRST), kept, paper("lamps", day="2012-01-01", Version="4", Modified="2012-06-01")) == [
        "content/papers/lamps.md:4: this is version 4, and version 3 is not kept. "
        "If it was published here, take its file back, or let python3 tasks.py release-paper lamps take it from git.",
        "content/papers/lamps.md:5: version 4 is of 2012-06-01, before version 2 of 2013-01-01. Correct one of the two dates.",
    ]
