"""Messages: JSON data as bytes in a pipe, which begin with how many they are."""

from __future__ import annotations

import json
import os
from typing import Any, Final

HEAD: Final = 8  # bytes that say how long a message is
CHUNK: Final = 1 << 20  # bytes that are read at once


def encoded(data: Any) -> bytes:
    """JSON data as bytes; text may hold lone surrogates. Raises TypeError, ValueError and RecursionError."""
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def decoded(data: bytes | bytearray) -> Any:
    """What was encoded. Raises RecursionError."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


def message(data: bytes) -> memoryview:
    """The data with its length before it."""
    return memoryview(len(data).to_bytes(HEAD, "big") + data)


def is_whole(received: bytearray) -> bool:
    """Whether all of a message has come."""
    return len(received) >= HEAD and len(received) - HEAD >= int.from_bytes(received[:HEAD], "big")


def read_message(end: int) -> bytearray:
    """The data of the next message, which is waited for; empty where there is none."""
    return _read(end, int.from_bytes(_read(end, HEAD), "big"))


def write_message(end: int, data: bytes) -> None:
    """Write all of a message. Raises OSError."""
    unsent = message(data)
    while unsent:
        unsent = unsent[os.write(end, unsent) :]


def _read(end: int, size: int) -> bytearray:
    data = bytearray()
    while len(data) < size and (chunk := os.read(end, min(size - len(data), CHUNK))):
        data += chunk
    return data
