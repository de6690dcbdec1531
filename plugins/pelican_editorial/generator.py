"""The generator: what Pelican has no generator for: lists, contributors, frozen versions, moved and withdrawn pages, files beside texts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.contents import Page
from pelican.generators import Generator
from pelican.writers import Writer

from editorial import bibtex, curated, front_matter, list_data, ris, tag_data, urls
from editorial.desk import Manuscript
from editorial.model import Publication
from editorial.reading_lists import ReadingList
from editorial.record import hosts
from editorial.routes import Routes
from editorial.versions import Version
from pelican_editorial import files, stylesheet
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
        self._write(f"{self.settings['THEME_STATIC_DIR']}/site.css", stylesheet.joined(styles))
        for text in (*library.publications, *(text for text in library.unlisted if text.status == "hidden")):
            data = tag_data.of_text(text, library.tags_of(text.slug), library.plain[text.slug])
            self._write(urls.of_themes_data(text.kind, text.slug), json_text(data))
            self._write_citations(text)
        for reading_list in library.lists:
            self._write_page(writer, reading_list, library.routes_of(reading_list))
            self._write_files(reading_list)
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
        self._write_citations(version.article)
        writer.write_file(f"{url}index.html", self.get_template("version"), self.context, page=page, version=version, url=url)

    def _write_citations(self, text: Publication) -> None:
        for name, written in self.context["bibliography"].files(text).items():
            self._write(f"{text.url}{name}", written)

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

    def _write_files(self, reading_list: ReadingList) -> None:
        """What readers take away: the list as JSON, and its texts and works as a bibliography in three formats."""
        library, address, site = self.context["library"], self.settings["EDITORIAL_ADDRESS"], self.settings["SITENAME"]
        marked, plain = (
            list_data.bibliography(reading_list, library, address=address, site=site, marked=marked) for marked in (True, False)
        )
        self._write(f"{reading_list.url}list.json", json_text(list_data.of_list(reading_list, library, address)))
        self._write(f"{reading_list.url}list.csl.json", json_text(marked))
        self._write(f"{reading_list.url}list.bib", bibtex.bibtex(plain))
        self._write(f"{reading_list.url}list.ris", ris.ris(plain))

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
        self._write("_redirects", hosts.redirects(library.moves, gone, base))
        self._write("moved.nginx", hosts.nginx_moved(library.moves, gone, base))
        self._write("gone.nginx", hosts.nginx_gone(gone, base))
        self._write(".htaccess", hosts.apache(library.moves, gone, base))

    def _write(self, name: str, text: str) -> None:
        files.write(self.output_path, name, text)


def _along(reading_list: ReadingList, html: str, root: str) -> str:
    """The HTML of an introduction in which links to entries of its list carry the list, as all links along it do."""
    anchors = {f"{root}/{text.url}": reading_list.anchor(entry) for entry in reading_list.entries if (text := entry.publication)}
    return re.sub(r'(?<=href=")[^"#]+(?=")', lambda link: f"{root}/{anchors[link[0]]}" if link[0] in anchors else link[0], html)
