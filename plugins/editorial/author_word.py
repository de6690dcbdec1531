"""The author's word on themes: what the ``Themes:`` key of the front matter says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuthorWord:
    """``add`` and ``remove`` change what the tagger finds; ``exactly`` replaces it (empty: no theme at all)."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    exactly: tuple[str, ...] | None = None

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every theme named, in the order of the header."""
        return self.exactly if self.exactly is not None else self.add + self.remove

    def says(self, slug: str) -> bool | None:
        """Whether the theme is on the text by the author's word; None where the author leaves it to the tagger."""
        if self.exactly is not None:
            return slug in self.exactly
        if slug in self.add:
            return True
        return False if slug in self.remove else None


def parse(value: str) -> AuthorWord:
    """The author's word in one of three forms.

    ``+just-culture, -reorganisation`` adds and removes; ``= ofsted, blame-culture`` says exactly
    these; ``none`` says none.

    Raises ValueError: none of the three, or a theme twice.
    """
    text = value.strip()
    if text.lower() == "none":
        return AuthorWord(exactly=())
    exact = text.startswith("=")
    names = [name.strip() for name in text.removeprefix("=").split(",")]
    if not all(name.strip("+-") for name in names):
        raise ValueError("a theme is missing between the commas")
    bare = [name.lstrip("+-").strip() for name in names]
    if twice := sorted({name for name in bare if bare.count(name) > 1}):
        raise ValueError(f'theme "{twice[0]}" is named twice')
    signed = [name for name in names if name[0] in "+-"]
    if exact and signed:
        raise ValueError(f'"{signed[0]}" has a sign, but the list begins with "="')
    if exact:
        return AuthorWord(exactly=tuple(bare))
    if len(signed) < len(names):
        unsigned = next(name for name in names if name not in signed)
        raise ValueError(f'"{unsigned}" has neither "+" nor "-"')
    return AuthorWord(
        add=tuple(name for name, sign in zip(bare, names, strict=True) if sign[0] == "+"),
        remove=tuple(name for name, sign in zip(bare, names, strict=True) if sign[0] == "-"),
    )
