"""Styles of citation: how a work is cited in a text and listed at its end, by a style in the Citation Style Language.

citeproc-py does the work. What it lacks, the letters that tell two works of one author and year apart, is added here.
"""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from editorial import csl_input, csl_prepared, csl_pruning
from editorial.citations import Citation
from editorial.csl_prepared import NotPreparedError
from editorial.csl_pruning import Shape
from editorial.memory import digest
from editorial.works import Work

# The styles that come with the project, from the repository of CSL styles (CC BY-SA 3.0), unchanged.
FOLDER: Final = Path(__file__).parent / "styles"
STYLES: Final = tuple(sorted(file.stem for file in FOLDER.glob("*.csl")))
DEFAULT: Final = "harvard-cite-them-right"
_CSL = "{http://purl.org/net/xbiblio/csl}"

# All that is kept of a style's markup: no style attributes, and no span within the span of a citation.
_MARKUP = re.compile(r"</?(?!(?:i|b|sup|sub)>)[a-z][^>]*>")
_LONGEST: Final = 2000
# A title that ends in a mark of its own, and the full stop of the style, which citeproc-py leaves. Source: Chicago 16, 14.105.
_TWICE_ENDED = re.compile(r"([?!](?:</[ib]>)*)\.(?=\s|$)")
_URL = re.compile(r"https?://[^\s<>]+")
# What ends a sentence or a quotation, and no address.
_AFTER_URL = ".,;:)’”'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a citation as HTML; ``key`` names the work that it leads to, or is empty for what stands between."""

    html: str
    key: str = ""


class Style:
    """One style, ready to cite. Answers are kept, since the same works are cited again and again."""

    def __init__(self, text: str, lang: str) -> None:
        """Read a style in CSL.

        Raises ValueError: it is not one, or does not cite by author and date (by numbers, say, or in notes).
        """
        from citeproc import CitationStylesStyle  # here, as not everything that knows works cites them

        _check(text)
        self._text, self._lang = text, lang
        self._places_letters = 'variable="year-suffix"' in text
        for locale in (lang, _CAPITALS.get(lang.lower(), ""), "en-GB"):
            try:
                self._style = CitationStylesStyle(io.BytesIO(text.encode()), locale=locale, validate=False)
                break
            except ValueError:  # no such locale
                continue
            except Exception as error:  # whatever citeproc-py makes of it
                raise ValueError(f"citeproc-py cannot read it ({type(error).__name__})") from None
        self._cited: dict[tuple[tuple[Citation, ...], tuple[str, ...]], tuple[Piece, ...]] = {}
        self._entries: dict[tuple[str, str], str] = {}
        self._ordered: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._prepared: Callable[[Any], str] | None = None
        self._try()

    @property
    def cache_key(self) -> str:
        """What tells it from other styles."""
        return digest(self._text, self._lang)

    def _try(self) -> None:
        """Cite something, so that what a style lacks is known before the first text is read. Raises ValueError."""
        work = Work("k", "T", item={"id": "k", "type": "book", "title": "T", "issued": {"date-parts": [[2000]]}})
        try:
            self.entry(work)
            self.cite([Citation("k", "p. 1")], {"k": work}, {})
        except Exception as error:  # a macro that is missing, a layout that is
            raise ValueError(f"citeproc-py cannot use it ({type(error).__name__})") from None

    def letters(self, works: Iterable[Work]) -> Mapping[str, str]:
        """The letter (a, b, ...) of each work that would be cited like another of these, by its key. Source: CSL 1.0.2, year-suffix."""
        alike: defaultdict[str, list[Work]] = defaultdict(list)
        for work in sorted(works, key=lambda work: work.sort_key):
            if work.year or self._places_letters:
                alike["".join(piece.html for piece in self.cite([Citation(work.key)], {work.key: work}, {}))].append(work)
        return {work.key: _letter(n) for group in alike.values() if len(group) > 1 for n, work in enumerate(group)}

    def cite(self, cluster: Sequence[Citation], works: Mapping[str, Work], letters: Mapping[str, str]) -> tuple[Piece, ...]:
        """A cluster as it stands in a text: each citation a piece that leads to its work, brackets and marks between.

        ``works`` hold every key that is cited.
        """
        asked = (tuple(cluster), tuple(letters.get(one.key, "") for one in cluster))
        if asked not in self._cited:
            whole = self._render(cluster, works, letters)
            self._cited[asked] = _parted(whole, [(one.key, self._alone(one, works, letters)) for one in cluster])
        return self._cited[asked]

    def entry(self, work: Work, letter: str = "") -> str:
        """A work as a list of works has it, as HTML, its addresses as links."""
        if (work.key, letter) not in self._entries:
            self._entries[work.key, letter] = self.listed(work, letter)
        return self._entries[work.key, letter]

    def listed(self, work: Work, letter: str = "") -> str:
        """An entry that is not kept, for what is listed once, or has a key that something else has too."""
        return self.listed_record(self._record(work, "0", letter))

    def listed_record(self, record: Mapping[str, Any]) -> str:
        """The entry of a record of ``csl_input``, whose id is 0."""
        text = flipped(_MARKUP.sub("", self._listed(_source([record]))))
        text = _TWICE_ENDED.sub(r"\1", text)
        # Before the values' own marks are entities, whose semicolons an address might be thought to end before.
        return csl_input.html(_URL.sub(lambda found: _link(found[0]), text))

    def _listed(self, source: Any) -> str:
        if self._prepared:
            with contextlib.suppress(NotPreparedError):
                return self._prepared(source["0"])
        import citeproc

        bibliography = citeproc.CitationStylesBibliography(self._style, source, citeproc.formatter.html)
        bibliography.register(citeproc.Citation([citeproc.CitationItem("0")]))
        return "".join(map(str, bibliography.bibliography()))

    def ordered(self, works: Iterable[Work]) -> tuple[Work, ...]:
        """Works in the order in which the style lists them."""
        by_key = {work.key: work for work in sorted(works, key=lambda work: work.sort_key)}
        keys = tuple(by_key)
        if len(keys) > 1 and keys not in self._ordered:  # the works of a text are listed on its page and in its feeds
            bibliography, _ = self._bibliography([Citation(key) for key in keys], by_key, {})
            bibliography.sort()
            self._ordered[keys] = tuple(keys[int(id_)] for id_ in bibliography.keys)
        return tuple(by_key[key] for key in self._ordered.get(keys, keys))

    def pruned(self, shape: Shape) -> Style:
        """A style that lists works of a shape as this one does, much faster, and no others."""
        style = Style(csl_pruning.pruned(self._text, shape), self._lang)
        with contextlib.suppress(NotPreparedError):
            style._prepared = csl_prepared.prepared(style._style.root)
        return style

    def _alone(self, citation: Citation, works: Mapping[str, Work], letters: Mapping[str, str]) -> str:
        """A citation without the brackets of its cluster."""
        layout = self._style.root.citation.layout
        text = self._render([citation], works, letters)
        return text.removeprefix(layout.get("prefix", "")).removesuffix(layout.get("suffix", ""))

    def _render(self, cluster: Sequence[Citation], works: Mapping[str, Work], letters: Mapping[str, str]) -> str:
        bibliography, made = self._bibliography(cluster, works, letters)
        return csl_input.html(_MARKUP.sub("", str(bibliography.cite(made, lambda _: None))))

    def _record(self, work: Work, id_: str, letter: str) -> dict[str, Any]:
        """The record of a work with its letter. Where a style does not say where letters stand, they follow the year (CSL 1.0.2)."""
        record = csl_input.record(work, id_)
        if letter and self._places_letters:
            record["year-suffix"] = letter
        elif letter:
            record["issued"] = {"literal": f"{work.year}{letter}"}
        return record

    def _bibliography(self, cluster: Sequence[Citation], works: Mapping[str, Work], letters: Mapping[str, str]) -> tuple[Any, Any]:
        """Citeproc's bibliography with these works, and its citation of them."""
        import citeproc

        # citeproc-py folds the case of ids; these have none.
        ids = {key: str(n) for n, key in enumerate(dict.fromkeys(one.key for one in cluster))}
        source = _source([self._record(works[key], id_, letters.get(key, "")) for key, id_ in ids.items()])
        for one in cluster:  # citeproc-py asks the record whether a locator is a number
            label, value = csl_input.locator(one.locator)
            if label:
                source[ids[one.key]]["locator"] = value
        bibliography = citeproc.CitationStylesBibliography(self._style, source, citeproc.formatter.html)
        made = citeproc.Citation([_item(one, ids[one.key]) for one in cluster])
        bibliography.register(made)
        return bibliography, made


def read(name: str, root: Path, lang: str) -> Style:
    """The style of that name, or in the file of that path, relative to ``root``.

    Raises ValueError: there is none, or it cannot be used.
    """
    file = FOLDER / f"{name}.csl" if name in STYLES else root / name
    try:
        return Style(file.read_text(encoding="utf-8"), lang)
    except OSError:
        raise ValueError("there is no such style, nor such a file") from None


_CAPITALS: Final[Mapping[str, str]] = {
    "en": "en-GB",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "it": "it-IT",
    "pt": "pt-PT",
    "cy": "cy-GB",
}


def _source(records: Sequence[Mapping[str, Any]]) -> Any:
    """Citeproc's source of records."""
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that it does not know
        return CiteProcJSON(records)


def _link(found: str) -> str:
    """An address as a link, without the marks that follow it."""
    url = found.rstrip(_AFTER_URL)
    return f'<a href="{url}">{url}</a>{found[len(url) :]}'


def flipped(text: str) -> str:
    """A text in which a quotation within one of the same marks has the other marks, which citeproc-py leaves as they were.

    A closing single mark before a letter is an apostrophe. What is longer than any entry is left as it is.
    """
    if len(text) > _LONGEST:
        return text
    for opening, closing, inner in (("‘", "’", "“”"), ("“", "”", "‘’")):
        whole = re.compile(f"{opening}(?P<before>[^{opening}]*?){opening}(?P<within>.*?){closing}(?!\\w)(?P<after>.*?{closing}(?!\\w))")
        text = whole.sub(rf"{opening}\g<before>{inner[0]}\g<within>{inner[1]}\g<after>", text)
    return text


def _check(text: str) -> None:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(f"it is not a style in CSL ({error})") from None
    kinds = [one.get("citation-format") for one in root.iter(f"{_CSL}category") if one.get("citation-format")]
    if root.tag != f"{_CSL}style" or root.find(f"{_CSL}citation") is None:
        raise ValueError("it is not a style in CSL, or one that only refers to another")
    if root.find(f"{_CSL}bibliography") is None or kinds[:1] != ["author-date"]:
        raise ValueError("it does not cite by author and date")


def _letter(n: int) -> str:
    """The n-th letter from 0: a to z, then aa, ab, ..."""
    return (_letter(n // 26 - 1) if n > 25 else "") + chr(ord("a") + n % 26)


def _item(citation: Citation, id_: str) -> Any:
    import citeproc

    label, value = csl_input.locator(citation.locator)
    if label:
        return citeproc.CitationItem(id_, locator=citeproc.Locator(label, csl_input.safe(value)))
    return citeproc.CitationItem(id_, **({"suffix": csl_input.safe(f", {value}")} if value else {}))


def _parted(whole: str, alone: Sequence[tuple[str, str]]) -> tuple[Piece, ...]:
    """A cluster parted at its citations, wherever the style has put each. One that the style has joined to another leads with it."""
    left = [(key, text) for key, text in alone if text]
    pieces: list[Piece] = []
    done = 0
    while found := [(place, -len(text), n) for n, (_, text) in enumerate(left) if (place := whole.find(text, done)) >= 0]:
        start, _, n = min(found)
        key, text = left.pop(n)
        pieces += [Piece(whole[done:start]), Piece(text, key)]
        done = start + len(text)
    if not pieces:
        return (Piece(whole, alone[0][0]),)
    return tuple(piece for piece in (*pieces, Piece(whole[done:])) if piece.html)
