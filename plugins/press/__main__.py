"""``python -m press``: Pelican's arguments, and ``--check`` (write nothing) and ``--json`` (problems as data)."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

import pelican

from press.site import Site


def main(argv: Sequence[str] | None = None) -> int:
    """Build, check or serve. Returns the exit code: 0 built, 1 problems, 2 wrong arguments, 130 interrupted."""
    ours = argparse.ArgumentParser(prog="press", add_help=False)
    ours.add_argument("--check", action="store_true")
    ours.add_argument("--json", action="store_true")
    flags, rest = ours.parse_known_args(argv)
    args = pelican.parse_arguments(rest)
    args.overrides = {**args.overrides, "PELICAN_CLASS": Site}
    if flags.check:
        args.overrides["PRESS_CHECK_ONLY"] = True
    if flags.json:
        args.overrides["PRESS_JSON"] = True
    if args.listen or args.autoreload:
        if flags.check or flags.json:
            ours.error("--check and --json go with a single build, not with --listen or --autoreload")
        pelican.main(rest)
        return 0
    pelican.init_logging(level=args.verbosity, name="pelican")
    try:
        site, _ = pelican.get_instance(args)
        site.run()
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a build names its own; what is left are the settings and the plugins they import
        if args.verbosity == logging.DEBUG:
            raise
        print(f"{args.settings or 'The settings'}: {type(error).__name__}: {error}. Run again with --debug to see where.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
