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

from editorial.feeds import atom, json_feed, opml, rss
from editorial.feeds.archives import Part, parts
from editorial.feeds.entries import Author, Category, Entry, Site
from editorial.feeds.feeds import ATOM, FORMATS, JSON, RSS, Feed, Format, former_stems
from editorial.feeds.feeds import address as feed_address
from editorial.library import Library
from editorial.model import Publication
from editorial.record import blocks
from editorial.record.blocks import Block
from editorial.record.histories import Correction, withdrawal
from pelican_editorial import feed_content, files, typography
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
        entries.update((one.id, self._correction(one, entries)) for one in library.corrections)
        gone = (block for block in library.gone if block.realm in ("theme", "list", "person", "group"))
        ended = [(_ended(block), withdrawal(block, library.zone).when) for block in gone]
        all_parts: list[tuple[Part, ...]] = []
        for form in FORMATS:  # one after the other: the texts in one format are all that is held at a time
            written = {slug: _WRITERS[form].entry(one) for slug, one in entries.items()}
            # Atom is the longest of the three, and the documents of all three hold the same.
            sizes = {} if all_parts else {slug: len(text.encode()) for slug, text in written.items()}
            all_parts = all_parts or [parts([sizes[key] for key in feed.keys]) for feed in feeds]
            for feed, those in zip(feeds, all_parts, strict=True):
                all_keys = feed.keys
                for part in those:
                    keys = all_keys[part.start : part.end]
                    updated = max((entries[key].updated for key in keys), default=None)
                    document = _WRITERS[form].feed(feed, part, (written[key] for key in keys), updated, site)
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

    def _correction(self, one: Correction, entries: Mapping[str, Entry]) -> Entry:
        """A correction as subscribers get it: the sentence, then the text as it is now, if it is still there."""
        address = self.settings["EDITORIAL_ADDRESS"]
        url, says = f"{address}/{one.url}", typography.set_text(one.says)
        changed = entries[one.text.slug] if one.text else None
        what = Markup('<p><strong>{}</strong></p>\n<p>In <a href="{}">{}</a>:</p>\n{}') if changed else Markup("<p><strong>{}</strong></p>")
        return Entry(
            id=one.id,
            url=url,
            title=f"{'Changed' if changed else 'Withdrawn'}: {one.title}",
            summary=typography.set_plain(one.says),
            content=what.format(says, url, typography.set_text(one.title), Markup(changed.content if changed else "")),
            lang=changed.lang if changed else language_tag(self.settings["DEFAULT_LANG"]),
            published=one.when,
            updated=one.when,
            authors=changed.authors if changed else (Author(self.settings["SITENAME"], f"{address}/"),),
            categories=changed.categories if changed else (),
        )

    def _entries(self, library: Library) -> dict[str, Entry]:
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
            summary=typography.set_plain(text.summary),
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
    free = {tag.name.casefold(): tag.name for tag in reversed(getattr(article, "tags", ())) if tag.name.casefold() not in labels}
    return (*themes, *(Category(name) for name in reversed(free.values())))


def _ended(block: Block) -> Feed:
    """The feed of what was withdrawn: nothing but the sentence that says why."""
    *former, stem = former_stems([*block.addresses[:-1], f"{block.address.removesuffix('/')}/"])
    return Feed(f"{block.id}/feed", "list", stem, block.address, block.title, block.because, (), tuple(former))


def _since(authority: str, zone: datetime.tzinfo) -> datetime.datetime:
    """The instant from which ids are minted."""
    return datetime.datetime.combine(blocks.since(authority), datetime.time(), zone)
