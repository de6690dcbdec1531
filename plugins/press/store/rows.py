"""Rows: JSON data as bytes with a checksum, so that damage is seen."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any, Final

CHECK: Final = 16  # bytes


def packed(key: bytes, data: Any) -> bytes:
    """Data as the bytes that are kept under a key; text may hold lone surrogates.

    Raises TypeError and ValueError: these are no JSON data. Raises RecursionError: they are nested too deeply.
    """
    value = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _check(key, value) + value


def unpacked(key: bytes, row: object) -> Any:
    """The data of a row. Raises ValueError: it is not what was kept under this key. Raises RecursionError."""
    if not isinstance(row, bytes) or row[:CHECK] != _check(key, memoryview(row)[CHECK:]):
        raise ValueError("damaged")
    return json.loads(row[CHECK:].decode("utf-8", "surrogatepass"))


def _check(key: bytes, value: bytes | memoryview) -> bytes:
    made = blake2b(key, digest_size=CHECK)
    made.update(value)
    return made.digest()
