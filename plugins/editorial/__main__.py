"""``python -m editorial``: commands for authors. Today's date is an argument."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from manuscript.problems import ContentError

# Each is a module in editorial/commands/, imported when it is asked for.
COMMANDS: Final[Mapping[str, str]] = {
    "new": "begin a post or a paper",
    "themes": "what every text is tagged with, what is suggested, and which cues are of no use",
    "lists": "the reading lists, and what is missing from them",
    "permissions": "what may be reproduced, by whom, until when",
    "release-paper": "keep the published version of a paper, and begin the next",
    "record": "what has been published, and corrections to the record of it",
    "explain": "why a text has its themes, and not others",
    "evaluate": "how good the tags are, measured against what people say",
    "themes-diff": "what a change of vocabulary or model changes in tags and lists",
    "train": "learn from the examples and from confirmed texts",
    "skos": "the vocabulary in SKOS, as Turtle or JSON-LD",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit code: 0 done, 1 a problem, 2 wrong arguments."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="editorial", description="Commands for authors.")
    commands = parser.add_subparsers(dest="command", required=True)
    asked = next((argument for argument in arguments if argument in COMMANDS), "")
    for name, says in COMMANDS.items():
        command = commands.add_parser(name, help=says)
        if name == asked:
            command.add_argument("--content", type=Path, default=Path("content"), help="the content folder")
            module = import_module(f"editorial.commands.{name.replace('-', '_')}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except ContentError as error:
        print("\n".join(str(problem) for problem in sorted(error.problems)), file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.stdout = None
        return 0


if __name__ == "__main__":
    sys.exit(main())
