"""Ping: tell a WebSub hub which feeds have changed since it was told last. Never part of a build. Source: WebSub §4, §6."""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

# Hubs take several addresses in one request; so many fit into any.
_AT_ONCE: Final = 20
_TIMEOUT: Final = 30.0  # seconds
_ENDINGS: Final = (".atom.xml", ".rss.xml", ".json")
# The head of a feed, in which its hub is named.
_HEAD: Final = 8192


def main(argv: Sequence[str] | None = None) -> int:
    """Tell the hub, and keep what it was told. Returns the exit code: 0 told, 1 not told."""
    parser = argparse.ArgumentParser(prog="ping", description="Tell a WebSub hub which feeds have changed.")
    parser.add_argument("hub")
    parser.add_argument("--address", required=True, help="the site's public address")
    parser.add_argument("--output", type=Path, required=True, help="the site as it was published")
    parser.add_argument("--told", type=Path, required=True, help="where it is kept what the hub was told")
    args = parser.parse_args(argv)
    before = _told(args.told)
    now = dict(feeds(args.output, args.address, args.hub))
    if not now:
        print(f"No feed in {args.output} names the hub yet: publish first.", file=sys.stderr)
        return 1
    changed = [address for address, digest in now.items() if before.get(address) != digest]
    for first in range(0, len(changed), _AT_ONCE):
        if fault := tell(args.hub, changed[first : first + _AT_ONCE]):
            print(f"The hub {args.hub} was not told: {fault}", file=sys.stderr)
            return 1
    args.told.parent.mkdir(parents=True, exist_ok=True)
    args.told.write_text(json.dumps(now, indent=1), encoding="utf-8")
    print(f"The hub was told of {len(changed)} {'feed' if len(changed) == 1 else 'feeds'} of {len(now)}.")
    return 0


def _told(file: Path) -> Mapping[str, str]:
    """What the hub was told of each feed, by address; nothing where that cannot be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def feeds(output: Path, address: str, hub: str) -> Iterator[tuple[str, str]]:
    """The feeds of a site that name the hub, by address, each with a digest of it."""
    for file in sorted(output.rglob("*")):
        if file.name.endswith(_ENDINGS) and file.is_file():
            data = file.read_bytes()
            own = f"{address}/{file.relative_to(output).as_posix()}"  # a copy at a former address names another
            if f'"{own}"'.encode() in data[:_HEAD] and any(named.encode() in data[:_HEAD] for named in (hub, html.escape(hub))):
                yield own, hashlib.sha256(data).hexdigest()


def tell(hub: str, addresses: Sequence[str]) -> str:
    """Tell a hub that these feeds are new; why it did not take it, in words, or nothing."""
    body = urllib.parse.urlencode([("hub.mode", "publish"), *(("hub.url", address) for address in addresses)])
    try:
        with urllib.request.urlopen(hub, data=body.encode(), timeout=_TIMEOUT):
            return ""
    except urllib.error.HTTPError as error:
        return f"it answers {error.code} {error.reason}"
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", error))


if __name__ == "__main__":
    sys.exit(main())
