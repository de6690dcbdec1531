"""Pelican's settings: which there are, of what kind each must be, and what is wrong with those of a site.

Source: Pelican 4.12, ``docs/settings.rst`` and the places of its code that read a setting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from press.pelican_settings.addresses import address_faults
from press.pelican_settings.choices import cache_faults, choice_faults, class_faults
from press.pelican_settings.expressions import expression_faults
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.folders import folder_faults, path_metadata_faults
from press.pelican_settings.libraries import jinja_faults, markdown_faults
from press.pelican_settings.misfits import kind_faults
from press.pelican_settings.names import name_faults
from press.pelican_settings.patterns import pattern_faults
from press.pelican_settings.places import same_places
from press.pelican_settings.site_theme import template_page_faults, theme_faults
from press.pelican_settings.times import plain_format, time_faults

__all__ = ("Fault", "faults", "kind_faults", "plain_format")


def faults(settings: Settings, authored: Collection[str], read: Collection[str] = ()) -> Iterator[Fault]:
    """What is wrong with settings that are whole, of the right kinds, and have absolute paths.

    ``PATH`` is empty where that is wrong already: then nothing is said of what is in the content folder.
    ``authored`` are the names that somebody has set; ``read`` those that the settings files themselves use.
    """
    for find in _FIND:
        yield from find(settings, authored)
    yield from template_page_faults(settings)
    yield from path_metadata_faults(settings, authored)
    yield from class_faults(settings)
    yield from cache_faults(settings)
    yield from name_faults(settings, authored, read)


_FIND: Final = (
    folder_faults,
    theme_faults,
    time_faults,
    address_faults,
    expression_faults,
    choice_faults,
    markdown_faults,
    jinja_faults,
    pattern_faults,
    same_places,
)
