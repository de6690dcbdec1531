"""The generator of feeds: every feed in its three formats, with the archives of long ones, and the list of all for feed readers."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
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

    def generate_output(self, writer: Writer) -> None:
        """Write every feed, under the addresses that it had too, the feeds of what was withdrawn, and their list."""
        library: Library = self.context["library"]
        feeds: tuple[Feed, ...] = self.context["feeds"]
        site, items = self._site(), self._items(library, writer)
        items.update((one.id, self._correction(one, items)) for one in library.corrections)
        sizes = self._sizes(items, getattr(writer, "store", None))
        for feed in feeds:
            for part in parts([sizes[key] for key in feed.keys]):
                self._write(writer, feed, part, [items[key] for key in feed.keys[part.start : part.end]], site)
        for block in library.gone:
            if block.realm in ("theme", "list", "person", "group"):
                self._write(writer, _ended(block), Part(0, 0, 0), [], site, updated=withdrawal(block, library.zone).when)
        files.write(writer, [OPML], None, lambda: [opml.document(feeds, site)])

    def _write(
        self, writer: Writer, feed: Feed, part: Part, items: Sequence[_Item], site: Site, updated: datetime.datetime | None = None
    ) -> None:
        """Write one document of a feed in all formats."""
        changed = updated or max((one.entry.updated for one in items), default=None)
        for form in FORMATS:
            names = [feed_address(stem, form, part.number) for stem in (feed.stem, *(() if part.number else feed.former))]
            told = (replace(feed, texts=(), corrections=()), part, form, [(one.entry, one.digest) for one in items], changed, site)
            known = None if any(not one.digest for one in items) else told
            files.write(writer, names, known, partial(_documents, len(names), form, feed, part, items, changed, site))

    def _sizes(self, items: Mapping[str, _Item], store: Any) -> dict[str, int]:
        """How long each item is in bytes, in Atom: it is the longest of the three, and the documents of all three hold the same."""
        keys = {one.key: name for name, one in items.items() if one.digest}
        known = store.recall("feed-size", keys) if store else {}
        sizes = {keys[key]: int(size) for key, size in known.items()}
        fresh = {name: len(atom.entry(one.whole()).encode()) for name, one in items.items() if name not in sizes}
        if store:
            store.keep("feed-size", {items[name].key: size for name, size in fresh.items() if items[name].digest})
        return {**sizes, **fresh}

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

    def _correction(self, one: Correction, items: Mapping[str, _Item]) -> _Item:
        """A correction as subscribers get it: the sentence, then the text as it is now, if it is still there."""
        address = self.settings["EDITORIAL_ADDRESS"]
        url, says = f"{address}/{one.url}", typography.set_text(one.says)
        changed = items[one.text.slug] if one.text else None
        what = Markup('<p><strong>{}</strong></p>\n<p>In <a href="{}">{}</a>:</p>\n{}') if changed else Markup("<p><strong>{}</strong></p>")
        entry = Entry(
            id=one.id,
            url=url,
            title=f"{'Changed' if changed else 'Withdrawn'}: {one.title}",
            summary=typography.set_plain(one.says),
            content="",
            lang=changed.entry.lang if changed else language_tag(self.settings["DEFAULT_LANG"]),
            published=one.when,
            updated=one.when,
            authors=changed.entry.authors if changed else (Author(self.settings["SITENAME"], f"{address}/"),),
            categories=changed.entry.categories if changed else (),
        )
        title = typography.set_text(one.title)
        return _Item(
            entry,
            changed.digest if changed else "withdrawn",
            lambda: what.format(says, url, title, Markup(changed.words() if changed else "")),
        )

    def _items(self, library: Library, writer: Writer) -> dict[str, _Item]:
        """Every published text as subscribers get it, by slug."""
        template = self.get_template("partials/in_feed")
        articles: Iterable[Article] = self.context["articles"]
        wanted = {article.slug: self._wanted(library, article, template) for article in articles}
        entries = {article.slug: self._entry(library, library.publication(article.slug), article) for article in articles}
        if hasattr(writer, "parts"):
            made = writer.parts(template, {f"feeds/{slug}": those for slug, those in wanted.items()})
            return {slug: _Item(entry, made[f"feeds/{slug}"].digest, made[f"feeds/{slug}"].text) for slug, entry in entries.items()}
        return {slug: _Item(entry, "", wanted[slug][1]) for slug, entry in entries.items()}

    def _wanted(self, library: Library, article: Article, template: Any) -> tuple[Mapping[str, Any], Callable[[], str]]:
        """The variables that the words of a text in feeds are made of, and what makes them."""
        text = library.publication(article.slug)
        local = {
            **self.context,
            **self.settings,
            "publication": text,
            "article": article,
            "history": library.histories[text.slug],
            "output_file": text.slug,
        }
        page = f"{self.settings['EDITORIAL_ADDRESS']}/{text.url}"
        return local, lambda: feed_content.for_feeds(template.render(local), page)

    def _entry(self, library: Library, text: Publication, article: Article) -> Entry:
        """A text as subscribers get it, without its words."""
        site, history = self.settings["EDITORIAL_ADDRESS"], library.histories[text.slug]
        return Entry(
            id=history.id,
            url=f"{site}/{text.url}",
            title=text.title,
            summary=typography.set_plain(text.summary),
            content="",
            lang=text.lang,
            published=history.published,
            updated=history.updated,
            authors=tuple(Author(one.name, f"{site}/{one.page}" if library.has_page(one) else "") for one in text.authors),
            categories=_categories(library, text, article, site),
            home=text.canonical,
        )


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of feeds: its entry without its words, and these when they are asked for; ``digest`` is theirs, or empty."""

    entry: Entry
    digest: str
    words: Callable[[], str]

    @property
    def key(self) -> str:
        """What tells it from all others, as a digest."""
        return hashlib.blake2b(repr((self.entry, self.digest)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def whole(self) -> Entry:
        """The entry with its words."""
        return replace(self.entry, content=self.words())


def _documents(
    number: int, form: Format, feed: Feed, part: Part, items: Sequence[_Item], updated: datetime.datetime | None, site: Site
) -> list[str]:
    """The document of a part of a feed, as often as it is written."""
    writer = _WRITERS[form]
    return [writer.feed(feed, part, [writer.entry(one.whole()) for one in items], updated, site)] * number


def _categories(library: Library, text: Publication, article: Article, site: str) -> tuple[Category, ...]:
    """The themes of a text, then the free words of its header that are not the label of one, each once."""
    themes = [Category(theme.label, theme.slug, f"{site}/themes/") for theme in library.themes_of(text.slug)]
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
