"""Bodies: the body and the summary of a text by what they are made of, so that what is unchanged is not made again to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import getattr_static
from typing import Any, Final

from pelican.contents import Content

from press.tracing.digests import Digests, body_digest

_OF_SUMMARIES: Final = ("SUMMARY_MAX_LENGTH", "SUMMARY_MAX_PARAGRAPHS", "SUMMARY_END_SUFFIX", "FORMATTED_FIELDS")
_MAKING: Final = ("content", "summary", "get_content", "get_summary", "_update_content", "_link_replacer", "get_siteurl")
_LINKS: Final = "INTRASITE_LINK_REGEX"
_PELICANS: Final = r"[{|](?P<what>.*?)[|}]"


class Bodies:
    """For one build. ``known`` is what earlier builds found: what digest the body or summary has that is made of such and such.

    Only what has no link to be resolved is known so: of other bodies each build makes its own. ``found`` is what is to be kept.
    """

    def __init__(self, digests: Digests, known: Mapping[str, str]) -> None:
        self._digests = digests
        self._known = known
        self._pelicans: dict[type, bool] = {}
        self._settings: tuple[Any, str] = (None, "")  # those of the site, and their digest
        self.found: dict[str, str] = {}

    def made_of(self, text: Content, name: str) -> str:
        """What the body (``content``) or the summary of a text is made of, as a text of digests; empty where that cannot be told."""
        if hasattr(text, "_get_content") or not self._is_pelicans(text):
            return ""
        stated = getattr(text, "body_digest", None)
        of_body = (stated() if callable(stated) else None) or body_digest(text._content or "")
        of_header = self._digests.of(text.metadata.get("summary", ...)) if name == "summary" else ""
        return f"{name} {of_body} {self._of_settings(text.settings)} {of_header}"

    def _of_settings(self, settings: Mapping[str, Any]) -> str:
        """The digest of the settings that bodies and summaries are made by."""
        if self._settings[0] is not settings:
            self._settings = settings, self._digests.of(tuple(settings.get(one) for one in (_LINKS, *_OF_SUMMARIES)))
        return self._settings[1]

    def recall(self, made_of: str) -> str:
        """The digest of what is made so; empty if it is not known."""
        digest = self.found.get(made_of) or self._known.get(made_of, "")
        if digest:
            self.found[made_of] = digest
        return digest

    def keep(self, text: Content, name: str, digest: str) -> None:
        """Remember the digest of a body or summary, if no link is in it."""
        if (made_of := self.made_of(text, name)) and not self._has_links(text):
            self.found[made_of] = digest

    def _is_pelicans(self, text: Content) -> bool:
        """Whether the body and the summary are made by Pelican's own methods."""
        cls = type(text)
        if cls not in self._pelicans:
            self._pelicans[cls] = all(getattr_static(cls, name) is vars(Content)[name] for name in _MAKING)
        return self._pelicans[cls] and vars(text).keys().isdisjoint(_MAKING)

    def _has_links(self, text: Content) -> bool:
        body = text._content or ""
        if text.settings.get(_LINKS) == _PELICANS and "{" not in body and "|" not in body:
            return False
        return text._get_intrasite_link_regex().search(body) is not None
