"""Pages: every link, picture and anchor in the pages and feeds that were written leads somewhere.

Judged by what stands in the output, so that it does not matter what made a link: a source, a
plugin or the site theme. Each file is parsed once, and with what is known of an earlier build, for as long as its bytes stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from manuscript.problems import Problem
from press.pages.faults import faults_of
from press.pages.finding import faulty_files
from press.pages.known import Known
from press.pages.readings import Readings
from press.pages.site import Site, names_below
from press.pages.sources import PageSource, PageSources
from press.pages.telling import Telling

__all__ = ("Known", "PageSource", "PageSources", "check", "names_below")


def check(
    staged: Path,
    *,
    site_url: str,
    sources: Mapping[str, PageSource],
    drafts: Collection[str] = (),
    also: Collection[str] = (),
    known: Known | None = None,
) -> Iterator[Problem]:
    """A problem for every link to what does not exist, or to a draft; sorted.

    ``staged`` is the folder of the output, in which pages have their names: ``sources`` of those that
    come from one source, and ``drafts``. ``site_url`` is the site's public address, or empty;
    links elsewhere are not checked. ``also`` are paths of the site at which something stands without a file here.
    With ``known`` the files of the site are those that it names, and of those that an earlier build has looked into only those are
    read that something may have broken; the problems are the same.

    A problem stands in the source where the address is written, else on the page. What stands on
    several pages and in no source comes from the site theme, and is said once.
    """
    site = Site.of(known.digests if known else names_below(staged), site_url, drafts, also)
    readings = Readings(site, staged, known)
    faulty = faulty_files(site, readings, sources, known)
    yield from sorted(Telling(site, sources).problems(faults_of(site, faulty))) if faulty else ()
