"""Records: a text of this site as a bibliography has it, in CSL-JSON. Every form of citing it is made from its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from editorial import csl_fields
from editorial.model import Group, GroupArticle, Person, Publication
from editorial.works import Work

# What kind of report a group article is.
GENRE: Final = "Position paper"


def of_text(text: Publication, *, address: str, site: str) -> dict[str, Any]:
    """The CSL-JSON record of a post, a paper, or a version of a paper.

    ``address`` is the site's public address, ``site`` its name. Names of groups, and of people whose name is not given in
    parts, are literal, so that nothing splits them; what nobody signs is the site's. A paper is dated by its version. Source: CSL-JSON
    1.0.2.
    """
    record: dict[str, Any] = {
        "id": id_of(text),
        "type": "report" if text.kind == "paper" else "post-weblog",
        "title": text.title,
        "author": [_name(author) for author in text.authors] or [{"literal": site}],
        "issued": {"date-parts": [[text.dated.year, text.dated.month, text.dated.day]]},
        "container-title": site,
        "URL": text.canonical or f"{address}/{text.url}",
        "language": text.lang,
        "abstract": text.summary,
    }
    if isinstance(text, GroupArticle):
        # What has its home elsewhere is not published by this site.
        record |= {"genre": GENRE, "version": str(text.version), "publisher": "" if text.canonical else site}
        del record["container-title"]
    return {key: value for key, value in record.items() if value}


def id_of(text: Publication) -> str:
    """What tells a text from others in a bibliography: its slug; a frozen version has its number after it."""
    number = text.version if isinstance(text, GroupArticle) and text.url.endswith(f"/v{text.version}/") else 0
    return f"{text.slug}-v{number}" if number else text.slug


def of_item(item: Publication | Work, *, address: str, site: str, marked: bool) -> Mapping[str, Any]:
    """The record of a text or a work. That of a work is as it was exported, but for CSL's markup where ``marked`` is false."""
    if isinstance(item, Work):
        return item.item if marked else csl_fields.unmarked(item.item)
    return of_text(item, address=address, site=site)


def _name(author: Person | Group) -> dict[str, str]:
    if isinstance(author, Person) and author.family:
        return {"family": author.family, **({"given": author.given} if author.given else {})}
    return {"literal": author.name}
