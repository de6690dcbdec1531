"""Digests: short names for what something was made from."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

SIZE: Final = 16  # bytes: by chance, no two of 2**64 are alike


def digest(*parts: str | bytes) -> str:
    """The digest of all parts in their order, as 32 hexadecimal digits.

    Text counts as its UTF-8 and may hold lone surrogates. Where one part ends and the next begins is part of it.
    """
    return framed(*parts).hexdigest()


def framed(*parts: str | bytes) -> blake2b:
    """A hash that has the parts, and may be copied or given more by ``add``."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        add(made, part)
    return made


def add(made: blake2b, part: str | bytes) -> None:
    """Give a hash one more part."""
    data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
    made.update(len(data).to_bytes(8, "big"))
    made.update(data)
