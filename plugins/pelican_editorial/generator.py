"""The generator: a page and a feed for each reading list, the themes of each text as data, and the stylesheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.contents import Page
from pelican.generators import Generator
from pelican.writers import Writer

from editorial import curated, front_matter, tag_data, urls
from editorial.desk import Manuscript
from editorial.model import Publication
from editorial.reading_lists import ReadingList
from pelican_editorial import stylesheet


class EditorialGenerator(Generator):
    """Reads the introductions of curated lists; writes the pages of all lists and the feeds of those of themes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._introductions: dict[str, Page] = {}

    def generate_context(self) -> None:
        """Make a page of each curated list, so that links to it resolve and links in it are checked."""
        for manuscript in self.context["desk"].manuscripts:
            if manuscript.kind == front_matter.LIST and manuscript.header.title:
                page = self._introduction(manuscript)
                self._introductions[manuscript.slug] = page
                self.add_source_path(page)

    def _introduction(self, manuscript: Manuscript) -> Page:
        text = curated.parse(manuscript)[0].introduction
        url = urls.of_list(manuscript.slug)
        converter = Markdown(**self.settings["MARKDOWN"])
        if "meta" in converter.preprocessors:  # the header was read already; a first line "Note: ..." is text
            converter.preprocessors.deregister("meta")
        return Page(
            converter.convert(text),
            metadata={
                "title": manuscript.header.title,
                "slug": manuscript.slug,
                "status": "published" if manuscript.header.status == "published" else "draft",
                "url": url,
                "save_as": f"{url}index.html",
            },
            settings=self.settings,
            source_path=str(Path(self.path).parent / manuscript.source.path),
            context=self.context,
        )

    def generate_output(self, writer: Writer) -> None:
        """Write the lists, the themes of each text as data, and the stylesheet."""
        sheet = Path(self.output_path, self.settings["THEME_STATIC_DIR"], "site.css")
        sheet.parent.mkdir(parents=True, exist_ok=True)
        sheet.write_text(stylesheet.joined(Path(self.theme, "static", "css")), encoding="utf-8", newline="\n")
        for text in self.context["library"].publications:
            self._write_themes(text)
        template = self.get_template("reading_list")
        for reading_list in self.context["library"].lists:
            page = None if reading_list.theme else self._introductions[reading_list.slug]
            writer.write_file(
                f"{reading_list.url}index.html",
                template,
                self.context,
                reading_list=reading_list,
                introduction=page.content if page else "",
                url=reading_list.url,
            )
            if reading_list.theme and reading_list.entries:  # Pelican dates an empty feed by the clock
                self._write_feed(writer, reading_list)

    def _write_themes(self, text: Publication) -> None:
        library = self.context["library"]
        data = tag_data.of_text(text, library.tags_of(text.slug), library.plain[text.slug])
        file = Path(self.output_path, urls.of_themes_data(text.kind, text.slug))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")

    def _write_feed(self, writer: Writer, reading_list: ReadingList) -> None:
        members = {entry.publication.slug for entry in reading_list.entries}
        writer.write_feed(
            [article for article in self.context["articles"] if article.slug in members],
            self.context,
            f"{reading_list.url}feed.atom.xml",
            feed_title=reading_list.title,
        )
