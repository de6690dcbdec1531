"""The command: Pelican's arguments and our own flags; one build, or serving and building on every change."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pelican

from manuscript.problems import ContentError
from press import inputs, interrupts, progress, unchanged
from press import settings as site_settings
from press.log import PelicanLog
from press.report import Form, counted, report, say
from press.site import BUILT, INTERRUPTED, PROBLEMS, Site

_FLAGS = {
    "--check": ("PRESS_CHECK_ONLY", "find every problem, and write nothing"),
    "--strict": ("PRESS_STRICT", "treat warnings as errors"),
    "--clean": ("PRESS_CLEAN", "make everything anew, and look at nothing that an earlier build has kept"),
    "--timings": ("PRESS_TIMINGS", "say what the build has spent its time on"),
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
        with interrupts.as_exceptions(), progress.shown_on(sys.stderr):
            settings_file = args.settings or (pelican.DEFAULT_CONFIG_NAME if Path(pelican.DEFAULT_CONFIG_NAME).is_file() else None)
            if args.listen or args.autoreload:
                log.detach()
                return _serve(args, settings_file)
            _build(tuple(sys.argv[1:] if argv is None else argv), args, settings_file, log)
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


def _build(arguments: Sequence[str], args: argparse.Namespace, settings_file: str | None, log: PelicanLog) -> None:
    """Build once, and remember what the site was made from, so that the same need not be built again. Raises ContentError."""
    unchanged.forget(arguments)
    aside = inputs.Below("/proc", "/dev", "/sys", ".cache")
    with inputs.observed(aside) as read:
        with redirect_stdout(sys.stderr):  # what settings print is no data
            loaded = site_settings.load(settings_file, pelican.get_config(args))
        aside.add(*_written_to(Path(loaded.settings["OUTPUT_PATH"])))
        for file in inputs.modules():
            read.take(file)
        site = Site(loaded.settings, loaded.problems, log=log, settings_file=Path(settings_file) if settings_file else None)
        site.run()
    if site.success:
        for file in inputs.modules():
            read.take(file)
        read.aside += _written_to(Path(loaded.settings["OUTPUT_PATH"]))
        unchanged.remember(arguments, site.success(read))


def _written_to(output: Path) -> tuple[str, ...]:
    """Where a build writes, which it does not read."""
    place = output.absolute()
    return str(place), str(place.with_name(f".{place.name}.press"))


def _arguments(argv: Sequence[str] | None) -> tuple[dict[str, Any], argparse.Namespace]:
    """The settings that our own flags stand for, and Pelican's arguments. Exits with 2: they are wrong."""
    ours = argparse.ArgumentParser(prog="press", add_help=False, allow_abbrev=False)
    for flag, (_, says) in _FLAGS.items():
        ours.add_argument(flag, action="store_true", help=says)
    ours.add_argument("--why", metavar="PAGE", help="say why a page was made, named as in the output, or that it was not")
    flags, rest = ours.parse_known_args(argv)
    if {"-h", "--help"} & set(rest):
        print(f"{ours.format_help()}\nand the arguments of Pelican:\n")
    try:
        args = pelican.parse_arguments(rest)
    except ValueError as error:  # a setting after -e that is no JSON
        ours.error(str(error))
    given = {name: True for flag, (name, _) in _FLAGS.items() if getattr(flags, flag.removeprefix("--"))}
    if flags.why is not None:
        given["PRESS_WHY"] = flags.why
    if args.fatal == "warnings":
        given["PRESS_STRICT"] = True
    if given and (args.listen or args.autoreload):
        ours.error(f"{', '.join(_FLAGS)} and --why go with a single build, not with --listen or --autoreload")
    if args.autoreload:
        given["PRESS_WATCHING"] = True
    args.overrides = {**args.overrides, **given}
    return given, args


def _serve(args: argparse.Namespace, settings_file: str | None) -> int:
    """Serve the output, and, when asked for, build again on every change, until interrupted."""
    from press.watching import Wanted, serve
    from press.watching.pelican_press import PelicanPress

    overrides = pelican.get_config(args)
    wanted = Wanted(settings_file, overrides, serves=bool(args.listen), builds=bool(args.autoreload))
    return serve(PelicanPress(settings_file, overrides), wanted)
