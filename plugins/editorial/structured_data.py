"""Structured data: a text and those who wrote it in the words of schema.org, for search engines, as JSON-LD.

Source: schema.org 29, the types Report, BlogPosting, Person, Organization.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from editorial.carried import Carried
from editorial.contributors import Contributor
from editorial.csl_fields import day, text
from editorial.model import Group, GroupArticle, Person, Publication
from editorial.themes import Theme

CONTEXT = "https://schema.org"


def of_text(
    publication: Publication,
    record: Mapping[str, Any],
    *,
    words: int,
    themes: Iterable[Theme],
    carried: Iterable[Carried],
    pages: Collection[str],
    address: str,
    site: str,
) -> dict[str, Any]:
    """A post, a paper or a version of a paper: what its record says, its length and themes, and what it carries.

    ``pages`` are the addresses of the contributors who have one; ``address`` is the site's public address, ``site`` its name.
    """

    def agents(authors: Iterable[Person | Group]) -> list[dict[str, str]]:
        return [_agent(author, address if author.page in pages else "") for author in authors]

    data = {
        "@context": CONTEXT,
        **_work(publication, record),
        "author": agents(publication.authors) or [{"@type": "Organization", "name": site}],
        "mainEntityOfPage": f"{address}/{publication.url}",
        "description": publication.summary,
        "inLanguage": publication.lang,
        "dateModified": (publication.modified or publication.published).isoformat(),
        "wordCount": words,
        "about": [theme.label for theme in themes],
        "isBasedOn": [
            {**_carried(article, address), "author": agents(article.authors)}
            for article in {one.article.url: one.article for one in carried}.values()
        ],
        "isPartOf": {"@type": "Blog", "name": site, "url": f"{address}/"},
    }
    return {key: value for key, value in data.items() if value}


def of_contributor(contributor: Contributor, *, address: str) -> dict[str, Any]:
    """A person or a group, with those that belong together."""
    data = {
        "@context": CONTEXT,
        **_agent(contributor.who, address),
        "description": contributor.who.about,
        "sameAs": contributor.who.url,
        "memberOf": [_agent(group, address) for group in contributor.groups],
        "member": [_agent(person, address) for person in contributor.members],
    }
    return {key: value for key, value in data.items() if value}


def _work(publication: Publication, record: Mapping[str, Any]) -> dict[str, Any]:
    kind = "Report" if publication.kind == "paper" else "BlogPosting"
    data = {
        "@type": kind,
        "headline" if kind == "BlogPosting" else "name": text(record, "title"),
        "datePublished": day(record),
        "url": text(record, "URL"),
        "version": text(record, "version"),
        "genre": text(record, "genre"),
    }
    return {key: value for key, value in data.items() if value}


def _carried(article: GroupArticle, address: str) -> dict[str, Any]:
    return {
        "@type": "Report",
        "name": article.title,
        "datePublished": article.dated.date().isoformat(),
        "version": str(article.version),
        "url": article.canonical or f"{address}/{article.url}",
    }


def _agent(who: Person | Group, address: str) -> dict[str, str]:
    """Somebody by name, with the address of their page where the site's is given."""
    named = {"@type": "Organization" if isinstance(who, Group) else "Person", "name": who.name}
    return {**named, "url": f"{address}/{who.page}"} if address else named
