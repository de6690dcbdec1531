"""Works in BibTeX, from CSL-JSON: for BibTeX with hyperref, and for biblatex with biber."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase
from typing import Any, Final

from editorial import csl_fields
from editorial.csl_fields import Name, text

_TYPES: Final = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
# What an entry type calls the work that contains it, and who published it; "series" and "publisher" elsewhere.
_CONTAINERS: Final = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "misc": "howpublished"}
_PUBLISHERS: Final = {"techreport": "institution", "phdthesis": "school"}

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# BibTeX counts braces and does not know a backslash before one, so that braces go by their names, and names stand in
# braces of their own, which keep the space after them. < > | are other signs in LaTeX's oldest font encoding.
_ESCAPES: Final = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
    }
)
# Two signs that LaTeX would join to a third: a dash, a quotation mark, a reversed question mark.
_LIGATURE: Final = re.compile(r"-(?=-)|`(?=`)|'(?=')|,(?=,)|[?!](?=`)")

# url and doi are read verbatim by biber and by \url and \href, so that % & # _ stay raw: an escaped one would become
# part of the address. Only what would unbalance or end the field is written as a URL may write it anyway (RFC 3986 §2.1:
# none of these signs is allowed raw).
_VERBATIM: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    """The works as BibTeX entries, in the order given, with an empty line between; empty for none.

    Keys are the ids, in ASCII, each once in the file also for a reader that knows no capitals. A value keeps its letters, but
    is on one line.
    """
    works = list(items)
    keys = _unique([_key(text(work, "id")) for work in works])
    return "\n".join(_entry(key, work) for key, work in zip(keys, works, strict=True))


def _entry(key: str, item: Mapping[str, Any]) -> str:
    kind = _TYPES.get(text(item, "type"), "misc")
    # The names of months are macros of every BibTeX style, which writes them out; a number would be printed as it is.
    fields = "".join(
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in _fields(kind, item).items() if value
    )
    return f"@{kind}{{{key},\n{fields}}}\n"


def _fields(kind: str, item: Mapping[str, Any]) -> dict[str, str]:
    """The values of an entry's fields, escaped, in the order of the file; some empty."""
    date = csl_fields.issued(item)
    number = ("issue", "number") if kind == "article" else ("number", "issue")
    return {
        "author": " and ".join(map(_name, csl_fields.names(item, "author"))),
        "editor": " and ".join(map(_name, csl_fields.names(item, "editor"))),
        "title": _braced(text(item, "title")),
        _CONTAINERS.get(kind, "series"): _escaped(text(item, "container-title")),
        "edition": _escaped(text(item, "edition")),
        "volume": _escaped(text(item, "volume")),
        "number": _escaped(text(item, number[0]) or text(item, number[1])),
        "pages": "--".join(map(_escaped, csl_fields.PAGE_RANGE.split(text(item, "page")))),
        # A thesis is a doctor's in BibTeX, unless its type says another.
        "type": _escaped(text(item, "genre")) if kind in ("phdthesis", "techreport") else "",
        _PUBLISHERS.get(kind, "publisher"): _escaped(text(item, "publisher")),
        "address": _escaped(text(item, "publisher-place")),
        "year": str(date[0]) if date else "",
        "month": _MONTHS[date[1] - 1] if len(date) > 1 else "",
        # BibTeX has no field for a day and passes this one over; biblatex prefers it to year and month. Without a day it
        # would say nothing new.
        "date": "{:04d}-{:02d}-{:02d}".format(*date) if len(date) > 2 and date[0] > 0 else "",
        "version": _escaped(text(item, "version")),
        "isbn": _escaped(text(item, "ISBN")),
        "issn": _escaped(text(item, "ISSN")),
        "doi": csl_fields.doi(item).translate(_VERBATIM),
        "url": text(item, "URL").translate(_VERBATIM),
        "language": _escaped(text(item, "language")),
        "abstract": _escaped(text(item, "abstract")),
        "note": _escaped(text(item, "note")),
    }


def _escaped(words: str) -> str:
    return _LIGATURE.sub(r"\g<0>{}", words.translate(_ESCAPES))


def _braced(words: str) -> str:
    """The words, escaped, in braces: no style changes their capitals, no reader splits them. Empty for none.

    Braces that begin with a backslash are a "special character" to BibTeX, which does change capitals in it; hence ``{}``.
    """
    escaped = _escaped(words)
    start = "{}" if escaped.startswith("\\") else ""
    return f"{{{start}{escaped}}}" if words else ""


def _name(name: Name) -> str:
    """A name as ``von Last, Jr, First``; a body, and a person of one name only, in braces."""
    von = " ".join(filter(None, (name.dropping, name.particle)))
    whole = csl_fields.with_particle(von, name.family)
    if not name.given:
        return _braced(name.literal or ", ".join(filter(None, (whole, name.suffix))))
    is_apart = whole == f"{von} {name.family}"
    family = f"{_part(von)} {_part(name.family, is_family=True)}" if is_apart else _part(whole, is_family=True)
    return ", ".join(filter(None, (family, _part(name.suffix), _part(name.given))))


def _part(words: str, *, is_family: bool = False) -> str:
    """A part of a name, escaped; in braces where BibTeX would split it, or take a word of a family name for a particle.

    That is a word without a capital, as ``y`` in Vargas y Llosa.
    """
    each = words.split()
    is_split = "," in words or any(word.casefold() == "and" for word in each)
    has_particle = is_family and len(each) > 1 and not all(_initial(word).isupper() for word in each)
    # python-bibtexparser (2.1) loses a word that begins with a backslash and stands next to "and".
    has_escape = any(_escaped(word).startswith("\\") for word in each)
    return _braced(words) if is_split or has_particle or has_escape else _escaped(words)


def _initial(word: str) -> str:
    return next(filter(str.isalpha, word), "")


def _key(name: str) -> str:
    """The id in the letters that a BibTeX key may have, accents dropped; ``work`` where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_:.-]+", "-", plain).strip("-") or "work"


def _unique(keys: list[str]) -> Iterator[str]:
    """Each key once: the second of a kind is followed by the first letter with which it is like no other."""
    taken: set[str] = set()
    wanted = {key.lower() for key in keys}
    for key in keys:
        if key.lower() in taken:
            key = next(longer for longer in map(key.__add__, _ends()) if longer.lower() not in taken | wanted)
        taken.add(key.lower())
        yield key


def _ends() -> Iterator[str]:
    """All words of small letters, the short ones first: a to z, then aa, ab and so on without end."""
    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))
