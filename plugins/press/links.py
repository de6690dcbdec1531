"""Links: that every ``{filename}``, ``{static}`` and ``{attach}`` leads to something that is published."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from manuscript.links import links, resolved
from manuscript.problems import ContentError, Problem, nearest
from manuscript.source import Source, read


def check(files: Collection[str], context: Mapping[str, Any], root: Path, told: Collection[Problem] = ()) -> Iterator[Problem]:
    """A problem for every link in a Markdown source to a file that does not exist, or to a draft.

    ``files`` is the inventory. Reads the sources themselves, so that the links of a source that
    Pelican could not use are checked too. Links out of drafts are checked like all others.
    ``told`` are problems that are known: one that names the same file in the same line says it already.
    """
    named = {(problem.path, problem.line): problem.message for problem in told}
    sources = dict(_sources(files, root))
    unpublished = {file: status for file, source in sources.items() if (status := _status(file, source, context)) in ("draft", "skip")}
    for file, source in sources.items():
        for link in links(source):
            target = resolved(file, link.target)
            mark = f"{{{link.what}}}{link.target}"
            if f"{root.name}/{target} " in named.get((source.path, link.line), ""):
                continue
            if target not in files:
                message = f"{mark} leads to {root.name}/{target}, which does not exist"
                remedy = _nearest(link.target, file, files) or "Correct the path, which starts from the folder of this file"
                yield Problem(source.path, link.line, link.column, "broken-link", message, remedy)
            elif target in unpublished and file not in unpublished:
                what = "what is not published: a draft, or held back" if unpublished[target] == "draft" else "what is skipped"
                yield Problem(
                    source.path, link.line, link.column, "link-to-draft", f"{mark} leads to {what}", "Publish it, or take the link out"
                )


def _sources(files: Collection[str], root: Path) -> Iterator[tuple[str, Source]]:
    for file in files:
        if file.endswith(".md"):
            try:
                yield file, read(root / file, root)
            except ContentError:  # named by whoever publishes it
                continue


def _status(file: str, source: Source, context: Mapping[str, Any]) -> str:
    """The status of a source: by Pelican's reading where there is one (a date may hold a text back), else by its header."""
    content = context["generated_content"].get(file)
    return source.status if content is None else str(content.status)


def _nearest(target: str, here: str, files: Collection[str]) -> str:
    """``Did you mean``, as a path from the file ``here``; judged by names, for the same folders make strangers look alike."""
    by_name = {PurePosixPath(file).stem: file for file in sorted(files)}
    near = nearest(PurePosixPath(unquote(urlsplit(target).path)).stem, by_name)
    if not near:
        return ""
    path = f"/{by_name[near]}" if target.startswith("/") else posixpath.relpath(by_name[near], posixpath.dirname(here) or ".")
    return f'Did you mean "{path}"?'
