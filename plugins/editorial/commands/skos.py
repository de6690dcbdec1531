"""``skos``: the vocabulary in SKOS, as Turtle or JSON-LD."""

from __future__ import annotations

import argparse

from editorial import skos
from editorial.commands.shared import open_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the concepts live."""
    parser.add_argument("--address", required=True, help="the public address of the site, without a slash at the end")
    parser.add_argument("--lang", default="en-GB", help="the language of the labels")
    parser.add_argument("--json", action="store_true", help="as JSON-LD, not Turtle")


def run(args: argparse.Namespace) -> int:
    """Print the vocabulary."""
    graph = skos.graph(open_desk(args.content).themes, address=args.address.rstrip("/"), lang=args.lang)
    print(graph.serialize(format="json-ld" if args.json else "turtle").rstrip())
    return 0
