"""Pages: every link, picture and anchor in the pages and feeds that were written leads somewhere.

Judged by what stands in the output, so that it does not matter what made a link: a source, a
plugin or the site theme. Each file is parsed once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from manuscript.problems import Problem
from press.pages.faults import in_pages
from press.pages.feeds import in_feeds
from press.pages.site import Site
from press.pages.sources import PageSource
from press.pages.telling import Telling

__all__ = ("PageSource", "check")


def check(
    staged: Path,
    *,
    site_url: str,
    sources: Mapping[str, PageSource],
    drafts: Collection[str] = (),
    also: Collection[str] = (),
) -> Iterator[Problem]:
    """A problem for every link to what does not exist, or to a draft; sorted.

    ``staged`` is the folder of the output, in which pages have their names: ``sources`` of those that
    come from one source, and ``drafts``. ``site_url`` is the site's public address, or empty;
    links elsewhere are not checked. ``also`` are paths of the site at which something stands without a file here.

    A problem stands in the source where the address is written, else on the page. What stands on
    several pages and in no source comes from the site theme, and is said once.
    """
    site = Site.of(staged, site_url, drafts, also)
    faults = [*in_pages(site, staged, sources), *in_feeds(site, staged)]
    yield from sorted(Telling(site, sources).problems(faults)) if faults else ()
