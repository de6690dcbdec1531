"""``python -m press``: Pelican's arguments, and ``--check`` (write nothing), ``--strict``, ``--json`` and ``--sarif``."""

from __future__ import annotations

import argparse
import gc
import logging
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pelican

from manuscript.problems import ContentError
from press import interrupts
from press import settings as site_settings
from press.log import PelicanLog
from press.report import Form, counted, report, say
from press.site import BUILT, INTERRUPTED, PROBLEMS, Site

_FLAGS = {
    "--check": ("PRESS_CHECK_ONLY", "find every problem, and write nothing"),
    "--strict": ("PRESS_STRICT", "treat warnings as errors"),
    "--json": ("PRESS_JSON", "print the problems as JSON"),
    "--sarif": ("PRESS_SARIF", "print the problems in SARIF 2.1.0, which code hosts show beside the lines"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Build, check or serve.

    Returns the exit code: 0 built, 1 problems, 2 wrong arguments, 130 interrupted (143 by SIGTERM, 129 by SIGHUP).
    """
    given, args = _arguments(argv)
    pelican.init_logging(level=args.verbosity or logging.WARNING, name="pelican", handler=pelican.LOG_HANDLERS[args.log_handler])
    # What is loaded by now lives as long as the process: to look through it again and again for garbage takes time.
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    log = PelicanLog()
    log.attach({})
    try:
        with interrupts.as_exceptions():
            settings_file = args.settings or (pelican.DEFAULT_CONFIG_NAME if Path(pelican.DEFAULT_CONFIG_NAME).is_file() else None)
            with redirect_stdout(sys.stderr):  # what settings print is no data
                loaded = site_settings.load(settings_file, pelican.get_config(args))
            if args.listen or args.autoreload:
                log.detach()
                return _serve(args, loaded.settings)
            Site(loaded.settings, loaded.problems, log=log, settings_file=Path(settings_file) if settings_file else None).run()
    except KeyboardInterrupt as error:
        return 128 + error.number if isinstance(error, interrupts.Interrupted) else INTERRUPTED
    except ContentError as error:
        if args.verbosity == logging.DEBUG and error.__cause__:
            traceback.print_exception(error.__cause__)
        form: Form = "sarif" if "PRESS_SARIF" in given else "json" if "PRESS_JSON" in given else "text"
        say(report(error.problems, form), sys.stderr if form == "text" else sys.stdout)
        say(f"{counted(error.problems)}. Nothing was written; the site stands as it was.", sys.stderr)
        return PROBLEMS
    return BUILT


def _arguments(argv: Sequence[str] | None) -> tuple[dict[str, Any], argparse.Namespace]:
    """The settings that our own flags stand for, and Pelican's arguments. Exits with 2: they are wrong."""
    ours = argparse.ArgumentParser(prog="press", add_help=False, allow_abbrev=False)
    for flag, (_, says) in _FLAGS.items():
        ours.add_argument(flag, action="store_true", help=says)
    flags, rest = ours.parse_known_args(argv)
    if {"-h", "--help"} & set(rest):
        print(f"{ours.format_help()}\nand the arguments of Pelican:\n")
    try:
        args = pelican.parse_arguments(rest)
    except ValueError as error:  # a setting after -e that is no JSON
        ours.error(str(error))
    given = {name: True for flag, (name, _) in _FLAGS.items() if getattr(flags, flag.removeprefix("--"))}
    if args.fatal == "warnings":
        given["PRESS_STRICT"] = True
    if given and (args.listen or args.autoreload):
        ours.error(f"{', '.join(_FLAGS)} go with a single build, not with --listen or --autoreload")
    if args.autoreload:
        given["PRESS_WATCHING"] = True
    args.overrides = {**args.overrides, **given}
    return given, args


def _serve(args: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Serve the output, and, when asked for, build again on every change, until interrupted."""
    where = (settings.get("BIND"), settings.get("PORT"), settings.get("OUTPUT_PATH"))
    if not args.autoreload:
        pelican.listen(*where)
        return BUILT
    args.overrides["PELICAN_CLASS"] = Site  # Pelican reads the settings again at every change of theirs
    server = multiprocessing.Process(target=_listen, args=where, daemon=True) if args.listen else None
    if server:
        server.start()
    try:
        pelican.autoreload(args)
    finally:
        if server:
            server.terminate()
    return BUILT


def _listen(address: str, port: int, output: str) -> None:
    """Serve, in a process of its own, which this one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    pelican.listen(address, port, output)


if __name__ == "__main__":
    sys.exit(main())
