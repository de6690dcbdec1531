"""A post that is edited: a new word in its body or its title, and whether the page that came out has it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from sites import Site

_SYLLABLES = ("bar", "dal", "fen", "gor", "kim", "lun", "mot", "pel", "rav", "sib")


class Edited:
    """The post in the middle of a site, and its next edits.

    Each edit puts one new word in the place of the one before: posts grow no longer from round to round, and an edit of the body
    leaves the title as it is.
    """

    def __init__(self, site: Site) -> None:
        posts = sorted(site.posts.glob("post-*.md"))
        self.file = posts[len(posts) // 2]
        self.address = f"posts/{self.file.stem}/"
        self.page = site.output / site.page.format(slug=self.file.stem)
        self._text = self.file.read_text(encoding="utf-8")
        self._words = _new_words()
        self._in_body = self._in_title = ""

    def body(self) -> str:
        """The word that the body ends with from now on."""
        self._in_body = next(self._words)
        self._write()
        return self._in_body

    def title(self) -> str:
        """The word that the title ends with from now on."""
        self._in_title = next(self._words)
        self._write()
        return self._in_title

    def nothing(self) -> str:
        """What every page has; nothing is written."""
        return ""

    def _write(self) -> None:
        text = self._text
        if self._in_title:
            text = re.sub(r'^(title: .*?)("?)$', rf"\1 {self._in_title}\2", text, count=1, flags=re.MULTILINE | re.IGNORECASE)
        if self._in_body:
            text = f"{text.rstrip()} And so says {self._in_body}.\n"
        self.file.write_text(text, encoding="utf-8", newline="\n")


def has(page: Path, word: str) -> bool:
    """Whether a page is there and has the word."""
    return page.exists() and word in page.read_text(encoding="utf-8")


def _new_words() -> Iterator[str]:
    """Words that no post has, of letters only, as readers of texts take them for words."""
    return ("zor" + "".join(parts) for parts in itertools.product(_SYLLABLES, repeat=3))
