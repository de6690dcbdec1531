"""The writer: Pelican's, but a template that fails is a problem with its place, and the other pages go on."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError
from pelican.writers import FileOverwriteFailedError, Writer

from manuscript.problems import Problem


class PressWriter(Writer):
    """Writes into ``output_path``; ``problems`` holds what went wrong, once for each place in a template."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.problems: dict[tuple[str, int], Problem] = {}

    def write_file(self, name: str, template: Template, *args: Any, **kwargs: Any) -> None:
        """Render a page and write it, as Pelican's writer does."""
        try:
            super().write_file(name, template, *args, **kwargs)
        except FileOverwriteFailedError:
            message = f"two pages would be written to {name}"
            self._add(Problem(name, 0, 0, "duplicate-slug", message, "Give one of the two another slug"))
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            path, line = self._place(error, template)
            self._add(Problem(path, line, 0, "template", f"{error} (while writing {name})", "Mend the template"))

    def _add(self, problem: Problem) -> None:
        self.problems.setdefault((problem.path, problem.line), problem)

    def _place(self, error: Exception, template: Template) -> tuple[str, int]:
        """The innermost line of a template that the error came from, relative to the project."""
        site_theme = Path(self.settings["THEME"])
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file = Path(frame.filename)
            if site_theme in file.parents:
                return file.relative_to(site_theme.parent).as_posix(), frame.lineno or 0
        return template.name or "template", getattr(error, "lineno", 0)
