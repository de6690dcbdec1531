"""What Markdown and Jinja make of the settings for them."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Collection, Iterator
from typing import Any, Final

import jinja2
import markdown.extensions
from markdown import Markdown
from pelican.settings import DEFAULT_CONFIG

from manuscript.problems import did_you_mean
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.values import described, is_count, is_list


def markdown_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That Markdown cannot be made with MARKDOWN, by extension where one is to blame."""
    options = settings["MARKDOWN"]
    if options == DEFAULT_CONFIG["MARKDOWN"]:
        return
    for option in options.keys() - set(_MARKDOWN_OPTIONS):
        near = did_you_mean(str(option), _MARKDOWN_OPTIONS) or "Take it out"
        yield Fault("MARKDOWN", "doubtful-setting", f'Markdown does not know the option "{option}"', near)
    configs, names = options.get("extension_configs", {}), options.get("extensions", [])
    if not isinstance(configs, dict):
        yield Fault("MARKDOWN", "bad-setting", f'"extension_configs" of MARKDOWN is {described(configs)}, and must be a dictionary')
    elif not is_count(options.get("tab_length", 4)):
        yield Fault(
            "MARKDOWN", "bad-setting", f'"tab_length" of MARKDOWN is {described(options["tab_length"])}, and must be a whole number'
        )
    elif not is_list(names):
        yield Fault("MARKDOWN", "bad-setting", f'"extensions" of MARKDOWN is {described(names)}, and must be a list')
    else:
        # As Pelican has it: what is configured is used.
        used = [*names, *(name for name in configs if name not in names)]
        yield from _markdown(used, configs, options)


def jinja_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That Jinja cannot be made with JINJA_ENVIRONMENT, by extension where one is to blame."""
    options = settings["JINJA_ENVIRONMENT"]
    known = tuple(inspect.signature(jinja2.Environment).parameters)
    for option in sorted(options.keys() - set(known), key=str):
        near = did_you_mean(str(option), known) or "Take it out"
        yield Fault("JINJA_ENVIRONMENT", "bad-setting", f'Jinja does not know the option "{option}"', near)
    if "loader" in options:
        yield Fault("JINJA_ENVIRONMENT", "bad-setting", "JINJA_ENVIRONMENT has a loader, and Pelican sets its own", "Take it out")
    used, usable = options.get("extensions", ()), {name: value for name, value in options.items() if name in known}
    if not is_list(used):
        yield Fault("JINJA_ENVIRONMENT", "bad-setting", f'"extensions" of JINJA_ENVIRONMENT is {described(used)}, and must be a list')
        return
    bad = [(name, error) for name in used if (error := _unloaded(extensions=[name]))]
    for name, refused in bad:
        message = f'the Jinja extension "{name}" cannot be used: {_told(refused)}'
        yield Fault("JINJA_ENVIRONMENT", "bad-setting", message, "Install it, or correct its name")
    if not bad and (error := _unloaded(**usable)):
        yield Fault("JINJA_ENVIRONMENT", "bad-setting", f"Jinja cannot use JINJA_ENVIRONMENT: {_told(error)}")


_MARKDOWN_OPTIONS: Final = ("extension_configs", "extensions", "output_format", "tab_length")


def _markdown(used: list[Any], configs: dict[str, Any], options: dict[str, Any]) -> Iterator[Fault]:
    odd = [name for name, config in configs.items() if not isinstance(config, dict)]
    for name in odd:
        yield Fault(
            "MARKDOWN", "bad-setting", f'the options of the extension "{name}" are {described(configs[name])}, and must be a dictionary'
        )
    if odd or not (error := _refused(**{**options, "extensions": used})):
        return
    singly = [(name, single) for name in used if (single := _refused(extensions=[name], extension_configs=configs))]
    for name, single in singly:
        yield _extension_fault(name, single)
    if not singly:  # none of the extensions alone
        yield Fault("MARKDOWN", "bad-setting", f"Markdown cannot use MARKDOWN: {_told(error)}")


def _refused(**options: Any) -> BaseException | None:
    try:
        Markdown(**options)
    except (Exception, SystemExit) as error:  # an extension may raise whatever it likes
        return error
    return None


def _extension_fault(name: Any, error: BaseException) -> Fault:
    shown = name if isinstance(name, str) else type(name).__name__
    if isinstance(error, ModuleNotFoundError):
        known = [f"markdown.extensions.{module.name}" for module in pkgutil.iter_modules(markdown.extensions.__path__)]
        near = did_you_mean(shown, known) or "Install it, or correct its name"
        return Fault("MARKDOWN", "bad-setting", f'the Markdown extension "{shown}" cannot be imported', near)
    if isinstance(error, KeyError) and isinstance(name, str):
        near = did_you_mean(str(error.args[0]), _extension_options(name)) or "Correct it, or take it out"
        return Fault("MARKDOWN", "bad-setting", f'the Markdown extension "{name}" has no option "{error.args[0]}"', near)
    return Fault("MARKDOWN", "bad-setting", f'the Markdown extension "{shown}" cannot be used: {_told(error)}')


def _extension_options(name: str) -> tuple[str, ...]:
    try:
        return tuple(Markdown().build_extension(name, {}).config)
    except Exception:
        return ()


def _unloaded(**options: Any) -> BaseException | None:
    try:
        jinja2.Environment(**options)
    except (Exception, SystemExit) as error:
        return error
    return None


def _told(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(". ")
