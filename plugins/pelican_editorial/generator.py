"""The generator: what Pelican has no generator for: lists, contributors, frozen versions, moved and withdrawn pages, files beside texts."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.contents import Page
from pelican.generators import Generator
from pelican.writers import Writer

from editorial import bibtex, curated, front_matter, list_data, ris, tag_data, urls
from editorial.desk import Manuscript
from editorial.library import Library
from editorial.model import Publication
from editorial.reading_lists import Entry, ReadingList
from editorial.record import hosts
from editorial.routes import Routes
from editorial.versions import Version
from pelican_editorial import files, stylesheet
from pelican_editorial.bibliography import FILES, Bibliography
from pelican_editorial.files import json_text


class EditorialGenerator(Generator):
    """Reads the introductions of lists and the frozen versions; writes their pages, those of contributors, and files to take away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: dict[str, Page] = {}

    def generate_context(self) -> None:
        """Make a page of each introduction and version, so that links to them resolve and links in them are checked."""
        for manuscript in self.context["desk"].lists():
            if manuscript.kind == front_matter.INTRODUCTION or manuscript.header.title:
                is_theme = manuscript.kind == front_matter.INTRODUCTION
                url = urls.of_theme(manuscript.slug) if is_theme else urls.of_list(manuscript.slug)
                self._read(manuscript, curated.parse(manuscript)[0].introduction, url)
        for manuscript in self.context["desk"].versions:
            self._read(manuscript, manuscript.source.body, urls.of_version(manuscript.slug, manuscript.header.version))

    def _read(self, manuscript: Manuscript, text: str, url: str) -> None:
        page = self._page(manuscript, text, url)
        if page.status == "published":
            self._pages[url] = page
        self.add_source_path(page)

    def _page(self, manuscript: Manuscript, text: str, url: str) -> Page:
        return Page(
            self.context["convert"](text, manuscript.source.path),
            metadata={
                "title": manuscript.header.title or manuscript.slug,
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
        """Write the lists, the versions, the contributors, the themes of each text as data, and the stylesheet."""
        library = self.context["library"]
        styles = Path(self.theme, "static", "css")
        files.write(writer, [f"{self.settings['THEME_STATIC_DIR']}/site.css"], None, lambda: [stylesheet.joined(styles)])
        for text in (*library.publications, *(text for text in library.unlisted if text.status == "hidden")):
            made_of = (text, library.made_of[text.slug])
            files.write(writer, [urls.of_themes_data(text.kind, text.slug)], made_of, partial(_themes_data, text, library))
            self._write_citations(writer, text)
        for reading_list in library.lists:
            self._write_page(writer, reading_list, library.routes_of(reading_list))
            self._write_files(writer, reading_list)
        for reading_list in library.intersections:
            self._write_page(writer, reading_list, library.routes_of(reading_list))
        for versions in library.versions.values():
            for version in versions[1:]:
                self._write_version(writer, version)
        self._write_contributors(writer)
        self._write_moved(writer)

    def _write_version(self, writer: Writer, version: Version) -> None:
        url = version.article.url
        page = self._pages[url]
        self._write_citations(writer, version.article)
        writer.write_file(f"{url}index.html", self.get_template("version"), self.context, page=page, version=version, url=url)

    def _write_citations(self, writer: Writer, text: Publication) -> None:
        """How a text is cited, in files beside its page."""
        bibliography: Bibliography = self.context["bibliography"]
        names = [f"{text.url}{name}" for name in FILES]
        files.write(writer, names, (text, bibliography), lambda: bibliography.files(text))

    def _write_contributors(self, writer: Writer) -> None:
        """The page of each person and group, and the two pages that list them."""
        contributors = self.context["library"].contributors
        template = self.get_template("contributor")
        for one in contributors:
            writer.write_file(f"{one.url}index.html", template, self.context, contributor=one, url=one.url)
        template = self.get_template("contributors")
        for name, shown in (("people", contributors), ("groups", tuple(one for one in contributors if one.is_group))):
            if shown:
                writer.write_file(f"{name}/index.html", template, self.context, contributors=shown, folder=name)

    def _write_page(self, writer: Writer, reading_list: ReadingList, routes: Routes) -> None:
        page = self._pages.get(reading_list.url)
        writer.write_file(
            f"{reading_list.url}index.html",
            self.get_template("reading_list"),
            self.context,
            reading_list=reading_list,
            routes=routes,
            introduction=_along(reading_list, page.content, self.settings["SITEURL"]) if page else "",
            url=reading_list.url,
        )

    def _write_files(self, writer: Writer, reading_list: ReadingList) -> None:
        """What readers take away: the list as JSON, and its texts and works as a bibliography in three formats."""
        library, address, site = self.context["library"], self.settings["EDITORIAL_ADDRESS"], self.settings["SITENAME"]
        names = [f"{reading_list.url}list.{ending}" for ending in ("json", "csl.json", "bib", "ris")]
        others = [_places(library, entry) for entry in reading_list.entries]
        made_of = (reading_list, library.works_on(reading_list), others, address, site)
        files.write(writer, names, made_of, partial(_list_files, reading_list, library, address, site))

    def _write_moved(self, writer: Writer) -> None:
        """A page at each address that leads elsewhere or to what was withdrawn, and the same for web servers to say."""
        library, base = self.context["library"], urlsplit(self.settings["EDITORIAL_ADDRESS"]).path
        titles = {item.address: item.title for item in library.matching.items}
        for name, old in {urls.file_at(old): old for old in library.moves}.items():
            new = library.moves[old]
            writer.write_file(name, self.get_template("moved"), self.context, old=old, new=new, title=titles.get(new, ""), url=old)
        gone = {address: block for block in library.gone for address in block.addresses}
        for name, here in {urls.file_at(address): address for address in gone}.items():
            writer.write_file(name, self.get_template("gone"), self.context, block=gone[here], here=here, url=here)
        told = {
            "_redirects": hosts.redirects(library.moves, gone, base),
            "moved.nginx": hosts.nginx_moved(library.moves, gone, base),
            "gone.nginx": hosts.nginx_gone(gone, base),
            ".htaccess": hosts.apache(library.moves, gone, base),
        }
        files.write(writer, list(told), told, told.values)


def _themes_data(text: Publication, library: Library) -> list[str]:
    return [json_text(tag_data.of_text(text, library.tags_of(text.slug), library.plain[text.slug]))]


def _list_files(reading_list: ReadingList, library: Library, address: str, site: str) -> list[str]:
    marked, plain = (list_data.bibliography(reading_list, library, address=address, site=site, marked=marked) for marked in (True, False))
    return [json_text(list_data.of_list(reading_list, library, address)), json_text(marked), bibtex.bibtex(plain), ris.ris(plain)]


def _places(library: Library, entry: Entry) -> list[tuple[str, str, int, int]]:
    """Where an entry stands on every list."""
    trails = library.trails_of(entry.item.id)
    return [(one.reading_list.url, one.reading_list.title, one.entry.position, len(one.reading_list.entries)) for one in trails]


def _along(reading_list: ReadingList, html: str, root: str) -> str:
    """The HTML of an introduction in which links to entries of its list carry the list, as all links along it do."""
    anchors = {f"{root}/{text.url}": reading_list.anchor(entry) for entry in reading_list.entries if (text := entry.publication)}
    return re.sub(r'(?<=href=")[^"#]+(?=")', lambda link: f"{root}/{anchors[link[0]]}" if link[0] in anchors else link[0], html)
