"""Static files: those of the content folder and of the site theme, copied; none from elsewhere, none over a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.generators import SourceFileGenerator, StaticGenerator

from manuscript.problems import ContentError, Problem
from manuscript.source import shown_path
from press.claims import Owner
from press.inventory import Inventory, is_ignored
from press.writer import PressWriter


class PressStaticGenerator(StaticGenerator):
    """Pelican's generator of static files, which takes only what is in the inventory, and says what it cannot copy."""

    inventory: Inventory

    def generate_context(self) -> None:
        """Read what lies in the folders of STATIC_PATHS, and what published texts link to."""
        links = {os.path.normpath(link) for link in self.context["static_links"]}
        known = self.inventory.known
        before = self.context["static_links"]
        self.context["static_links"] = {file for link in links for file in (link, unquote(link)) if file in known}
        super().generate_context()
        self.context["static_links"] = before
        self.staticfiles.sort(key=lambda file: file.source_path)

    def generate_output(self, writer: Any) -> None:
        """Copy the files of the site theme, then those of the content folder."""
        if not isinstance(writer, PressWriter):  # a plugin's: it knows of no owners
            super().generate_output(writer)
            return
        for file, name in self._of_theme():
            _copy(file, name, Owner(f"the site theme's {file.name}"), writer, path=file.name)
        root = Path(self.path)
        for static in self.context["staticfiles"]:
            path = shown_path(Path(static.source_path), root)
            owner = Owner("static file", path)
            if not self.settings["STATIC_CREATE_LINKS"]:
                _copy(Path(static.source_path), static.save_as, owner, writer, path=path)
            elif writer.claim(static.save_as, owner):
                self._link_staticfile(static)

    def _of_theme(self) -> Iterator[tuple[Path, str]]:
        """The static files of the site theme, each with its name in the output, sorted."""
        for given in self.settings["THEME_STATIC_PATHS"]:
            base, folder = Path(self.theme, given), self.settings["THEME_STATIC_DIR"]
            if base.is_file():
                yield base, f"{folder}/{base.name}"
            for above, folders, files in os.walk(base, followlinks=True):
                folders[:] = sorted(name for name in folders if not is_ignored(name, self.settings["IGNORE_FILES"]))
                for name in sorted(files):
                    if not is_ignored(name, self.settings["IGNORE_FILES"]):
                        file = Path(above, name)
                        yield file, f"{folder}/{file.relative_to(base).as_posix()}"


class PressSourceGenerator(SourceFileGenerator):
    """Pelican's generator of sources beside pages (OUTPUT_SOURCES), none over a page."""

    def generate_output(self, writer: Any = None) -> None:
        """Copy the source of every text."""
        for text in (*self.context["articles"], *self.context["pages"]):
            for one in (text, *text.translations):
                path = shown_path(Path(one.source_path), Path(self.path))
                name = f"{os.path.splitext(one.save_as)[0]}{self.output_extension}"  # noqa: PTH122
                _copy(Path(one.source_path), name, Owner("source file", path), writer, path=path)


def _copy(file: Path, name: str, owner: Owner, writer: Any, *, path: str) -> None:
    """Copy a file into the output. Raises ContentError: it cannot be read. Raises OSError: it cannot be written."""
    if not (target := writer.claim(name, owner)):
        return
    try:
        source = file.open("rb")
    except OSError as error:
        message = f"the file cannot be read ({error.strerror})"
        raise ContentError(Problem(path, 0, 0, "unreadable", message, "Check that it exists and who may read it")) from error
    with source:
        writer.write_copy(source, name, owner, target)
