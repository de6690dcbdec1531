"""The generator of feeds: every feed in its three formats, with the archives of long ones, and the list of all for feed readers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pelican.contents import Article
from pelican.generators import Generator
from pelican.writers import Writer

from editorial import publications
from editorial.feeds import atom, json_feed, opml, rss
from editorial.feeds.archives import Part, parts
from editorial.feeds.entries import Author, Category, Entry, Site
from editorial.feeds.feeds import ATOM, FORMATS, JSON, RSS, Feed, Format
from editorial.feeds.feeds import address as feed_address
from editorial.library import Library
from editorial.model import Publication
from editorial.record import blocks
from editorial.record.blocks import Block
from pelican_editorial import feed_content, files
from pelican_editorial.filters import language_tag

OPML: Final = "feeds/subscriptions.opml"
_WRITERS: Final[Mapping[Format, Any]] = {ATOM: atom, RSS: rss, JSON: json_feed}


class FeedGenerator(Generator):
    """Writes the feeds that the context names, each text once for all of them in each format."""

    def generate_output(self, _writer: Writer) -> None:
        """Write every feed, under the addresses that it had too, the feeds of what was withdrawn, and their list."""
        library: Library = self.context["library"]
        feeds: tuple[Feed, ...] = self.context["feeds"]
        site, entries = self._site(), self._entries(library)
        ended = [(_ended(block), self._instant(block)) for block in library.gone if block.realm in ("theme", "list", "person", "group")]
        all_parts: list[tuple[Part, ...]] = []
        for form in FORMATS:  # one after the other: the texts in one format are all that is held at a time
            written = {slug: _WRITERS[form].entry(one) for slug, one in entries.items()}
            # Atom is the longest of the three, and the documents of all three hold the same.
            sizes = {} if all_parts else {slug: len(text.encode()) for slug, text in written.items()}
            all_parts = all_parts or [parts([sizes[text.slug] for text in feed.texts]) for feed in feeds]
            for feed, those in zip(feeds, all_parts, strict=True):
                for part in those:
                    texts = feed.texts[part.start : part.end]
                    updated = max((entries[text.slug].updated for text in texts), default=None)
                    document = _WRITERS[form].feed(feed, part, (written[text.slug] for text in texts), updated, site)
                    self._write(feed, form, part, document)
            for feed, updated in ended:
                self._write(feed, form, Part(0, 0, 0), _WRITERS[form].feed(feed, Part(0, 0, 0), (), updated, site))
        files.write(self.output_path, OPML, opml.document(feeds, site))

    def _write(self, feed: Feed, form: Format, part: Part, document: str) -> None:
        data = document.encode()
        for stem in (feed.stem, *(() if part.number else feed.former)):
            files.write(self.output_path, feed_address(stem, form, part.number), data)

    def _site(self) -> Site:
        """The site as its feeds name it."""
        settings = self.settings
        return Site(
            name=settings["SITENAME"],
            address=settings["EDITORIAL_ADDRESS"],
            lang=language_tag(settings["DEFAULT_LANG"]),
            rights=settings["EDITORIAL_LICENCE"],
            since=_since(settings["EDITORIAL_AUTHORITY"], ZoneInfo(settings["TIMEZONE"])),
            hub=settings["EDITORIAL_HUB"],
            stylesheet=f"{settings['SITEURL']}/{settings['THEME_STATIC_DIR']}/css/feed.css",
        )

    def _instant(self, block: Block) -> datetime.datetime:
        """When something was withdrawn."""
        return publications.instant(block.withdrawn or block.published, ZoneInfo(self.settings["TIMEZONE"]))

    def _entries(self, library: Library) -> Mapping[str, Entry]:
        """Every published text as subscribers get it, by slug."""
        frame = self.get_template("partials/in_feed").render
        shown = {**self.context, **self.settings}
        articles: Iterable[Article] = self.context["articles"]
        return {article.slug: self._entry(library, library.publication(article.slug), article, frame, shown) for article in articles}

    def _entry(self, library: Library, text: Publication, article: Article, frame: Callable[..., str], shown: Mapping[str, Any]) -> Entry:
        site, history = self.settings["EDITORIAL_ADDRESS"], library.histories[text.slug]
        body = Markup(article.get_content(site))
        content = frame(shown, publication=text, body=body, history=history)
        return Entry(
            id=history.id,
            url=f"{site}/{text.url}",
            title=text.title,
            summary=text.summary,
            content=feed_content.for_feeds(content, f"{site}/{text.url}"),
            lang=text.lang,
            published=history.published,
            updated=history.updated,
            authors=tuple(Author(one.name, f"{site}/{one.page}" if library.has_page(one) else "") for one in text.authors),
            categories=_categories(library, text, article, site),
            home=text.canonical,
        )


def _categories(library: Library, text: Publication, article: Article, site: str) -> tuple[Category, ...]:
    """The themes of a text, then the free words of its header that are not the label of one, each once."""
    themes = [Category(tag.theme.label, tag.theme.slug, f"{site}/themes/") for tag in library.tags_of(text.slug)]
    labels = {one.label.casefold() for one in themes}
    free = [tag.name for tag in getattr(article, "tags", ()) if tag.name.casefold() not in labels]
    return (*themes, *(Category(name) for name in dict.fromkeys(free)))


def _ended(block: Block) -> Feed:
    """The feed of what was withdrawn: nothing but the sentence that says why."""
    stems = [f"{address}feed" for address in block.addresses]
    return Feed(f"{block.id}/feed", "list", stems[-1], block.address, block.title, block.because, (), tuple(stems[:-1]))


def _since(authority: str, zone: datetime.tzinfo) -> datetime.datetime:
    """The instant from which ids are minted."""
    return datetime.datetime.combine(blocks.since(authority), datetime.time(), zone)
