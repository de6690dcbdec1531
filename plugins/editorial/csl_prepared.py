"""A prepared style: what a style in CSL lists, as functions that look nothing up in it again.

citeproc-py searches the tree of a style for every value that it writes, which is most of its time. A pruned style is mostly
texts and groups; those are made into functions here once, which join what they write as citeproc-py does. Names, dates,
labels and numbers stay with citeproc-py, whose answers are kept. What comes upon anything else is refused, for citeproc-py to list.
Source: CSL 1.0.2, "Rendering Elements"; citeproc-py 0.11, ``model.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

# What citeproc-py calls an item: it is asked for the record, and for nothing else that is prepared.
Reference = Any
# What an element writes of a record, as citeproc-py's strings, or None.
Writes = Callable[[Reference], Any]

_FORMATS: Final[Sequence[tuple[str, Mapping[str, str]]]] = (
    ("font-style", {"italic": "Italic", "oblique": "Oblique"}),
    ("font-variant", {"small-caps": "SmallCaps"}),
    ("font-weight", {"bold": "Bold", "light": "Light"}),
    ("text-decoration", {"underline": "Underline"}),
    ("vertical-align", {"sup": "Superscript", "sub": "Subscript"}),
)
_PLAIN: Final = frozenset({"normal", "none", "baseline"})
# Conditions that the record alone decides.
_DECIDED: Final = frozenset({"type", "variable", "is-numeric", "is-uncertain-date", "match"})
# What only the item that is cited has, or what citeproc-py makes a range of.
_OTHER: Final = ("locator", "citation-number", "page")


class NotPreparedError(Exception):
    """A record comes upon something in a style that is not prepared."""


def prepared(root: Any) -> Callable[[Reference], str]:
    """What lists a record as the style of citeproc-py with this root does, and raises NotPreparedError for one that it cannot list.

    The root must have its formatter. Raises NotPreparedError.
    """
    layout = root.bibliography.layout
    layout.repressed = {}  # where citeproc-py notes which names stood for others
    try:
        inner, wrap, form = _children(layout, "", None), _wrap(layout), _form(layout)
    except RecursionError:  # a macro that calls itself
        raise NotPreparedError("macro") from None

    def listed(reference: Reference) -> str:
        text = form(wrap(inner(reference)))
        return "" if text is None else str(text)

    listed.layout = layout  # type: ignore[attr-defined]  # lxml forgets what was noted with an element that nobody holds
    return listed


# In what follows ``context`` is the text in the layout by which an element is called, as citeproc-py hands it down; None for one
# that stands there itself.


def _written(element: Any, context: Any) -> Writes:
    kinds = {"text": _text, "group": _group, "names": _names, "date": _date, "label": _value, "number": _value}
    try:
        return kinds.get(_tag(element), _refused)(element, context)
    except NotPreparedError:  # it may stand in a branch that no record comes to
        return _refused(element, context)


def _refused(element: Any, _context: Any) -> Writes:
    def refuse(_: Reference) -> Any:
        raise NotPreparedError(_tag(element))

    return refuse


def _child(element: Any, delimiter: str, context: Any) -> Writes:
    """An element in its place: to a choose the delimiter of the group around it passes through."""
    return _choose(element, delimiter, context) if _tag(element) == "choose" else _written(element, context)


def _children(parent: Any, delimiter: str, context: Any) -> Writes:
    from citeproc.string import join

    writers = [_child(one, delimiter, context) for one in parent]

    def children(reference: Reference) -> Any:
        found = [text for write in writers if (text := write(reference)) is not None]
        return join(found, delimiter) if found else None

    return children


def _text(element: Any, context: Any) -> Writes:
    says, wrap, form, quote = _said(element, context), _wrap(element), _form(element), _quote(element)
    strips, has_case = element.get("strip-periods", "false").lower() == "true", "text-case" in element.attrib
    default = element.get_root().get("default-locale", "en")

    def text(reference: Reference) -> Any:
        found = says(reference)
        if not found:
            return None
        if strips:
            found = found.replace(".", "")
        if has_case:
            found = element.case(found, reference.get("language", default)[:2])
        return wrap(quote(form(found)))

    return text


def _said(element: Any, context: Any) -> Writes:
    """The words of a text, before they are given any form."""
    if "variable" in element.attrib:
        return _variable(element)
    if "macro" in element.attrib:
        macros = [one for one in element.get_root() if _tag(one) == "macro" and one.get("name") == element.get("macro")]
        if not macros:
            raise NotPreparedError("macro")
        return _children(macros[0], "", element if context is None else context)
    if "term" in element.attrib or "value" in element.attrib:
        words = element.process(_NoItem())[0]
        return lambda _: words
    raise NotPreparedError("text")


class _NoItem:
    """The item of what no item has a part in."""

    reference = type("NoReference", (), {"language": "en"})


def _variable(element: Any) -> Writes:
    name = element.get("variable")
    if name.startswith(_OTHER):
        raise NotPreparedError(name)
    long = name.replace("-", "_")
    short = f"{long}_short" if element.get("form") == "short" else long
    return lambda reference: reference.get(short) if short in reference else reference.get(long)


def _group(element: Any, context: Any) -> Writes:
    from citeproc.string import String, join

    delimiter = element.get("delimiter", "")
    parts = [(_child(one, delimiter, context), one.calls_variable()) for one in element]
    asks = any(calls for _, calls in parts)
    wrap, form = _wrap(element), _form(element)

    def group(reference: Reference) -> Any:
        found = [(text, calls) for write, calls in parts if (text := write(reference)) is not None]
        if not found or (asks and not any(calls for _, calls in found)):
            return None
        try:
            text = join((text for text, _ in found), delimiter)
        except Exception:  # as citeproc-py does
            text = String("")
        return wrap(form(text)) if text else None

    return group


def _choose(element: Any, delimiter: str, context: Any) -> Writes:
    try:
        branches = [(_condition(one), _children(one, delimiter, context)) for one in element]
    except NotPreparedError:
        return _refused(element, context)

    def choose(reference: Reference) -> Any:
        return next((write(reference) for holds, write in branches if holds(reference)), None)

    return choose


def _condition(branch: Any) -> Callable[[Reference], bool]:
    if _tag(branch) == "else":
        return lambda _: True
    if not set(branch.attrib) <= _DECIDED or "locator" in branch.get("variable", "").split():
        raise NotPreparedError("condition")
    kinds = [one.lower() for one in branch.get("type", "").split()]
    variables, numbers, dates = (
        [one.replace("-", "_") for one in branch.get(name, "").split()] for name in ("variable", "is-numeric", "is-uncertain-date")
    )
    together: Callable[[list[bool]], bool] = {"any": any, "none": lambda results: not any(results)}.get(branch.get("match", ""), all)
    is_number = branch.re_numeric.match

    def holds(reference: Reference) -> bool:
        results = [kind == reference.type for kind in kinds] + [one in reference for one in variables]
        results += [one in reference and bool(is_number(str(reference[one]))) for one in numbers]
        return together(results + [isinstance(date := reference.get(one), dict) and bool(date.get("circa")) for one in dates])

    return holds


# --- what stays with citeproc-py --------------------------------------------------------------------


def _names(element: Any, context: Any) -> Writes:
    roles = element.get("variable").split()
    write = _kept(element, context, roles)
    substitute = next((one for one in element if _tag(one) == "substitute"), None)
    if substitute is None:
        return write
    first = next(iter(substitute), None)
    if first is None or _tag(first) != "names" or len(first):
        raise NotPreparedError("substitute")
    others = first.get("variable").split()
    instead = _kept(element, context, [*roles, *others])

    def names(reference: Reference) -> Any:
        if any(role in reference for role in roles):
            return write(reference)
        text = instead(reference) if any(role in reference for role in others) else None
        if not text:  # what stands then in the place of names must not stand in its own
            raise NotPreparedError("substitute")
        return text

    return names


def _value(element: Any, context: Any) -> Writes:
    name = element.get("variable")
    if name.startswith((*_OTHER, "number-of")):
        raise NotPreparedError(name)
    return _kept(element, context, [name.replace("-", "_"), name])


def _date(element: Any, context: Any) -> Writes:
    name, parts = element.get("variable").replace("-", "_"), [one.get("name") for one in element]
    if "form" in element.attrib:
        # Of a date of the locale citeproc-py changes the parts as a style has others, and they stay changed.
        if any(_tag(one) == "date" and "form" in one.attrib and len(one) for one in element.get_root().iter()):
            raise NotPreparedError("date")
        parts = element.get("date-parts", "year-month-day").split("-")
    return _kept(element, context, [name], parts=parts)


def _kept(element: Any, context: Any, variables: Sequence[str], *, parts: Sequence[str] = ()) -> Writes:
    """What citeproc-py writes of these variables (and of a plain date no more than these parts of it), asked once for each value."""
    from citeproc.source import Date, VariableError

    answers: dict[str, Any] = {}

    def kept(reference: Reference) -> Any:
        values = [reference.get(one) for one in variables]
        if isinstance(values[0], Date) and "season" not in values[0]:
            values = [values[0].get(part) for part in parts]
        key = repr(values)
        if key not in answers:
            try:
                answers[key] = element.render(_Item(reference), context=context)
            except VariableError:
                answers[key] = None
        return answers[key]

    return kept


class _Item(dict[str, Any]):
    """An item that is listed: its record, no part of it."""

    has_locator = False

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self.reference = reference


# --- the form of what is written --------------------------------------------------------------------


def _tag(element: Any) -> str:
    return str(element.tag).partition("}")[2]


def _wrap(element: Any) -> Callable[[Any], Any]:
    """What puts prefix and suffix around a text, without a mark twice where they meet."""
    from citeproc.string import normalize_seam

    prefix, suffix = element.get("prefix", ""), element.get("suffix", "")

    def wrap(text: Any) -> Any:
        if text is None:
            return None
        whole = prefix + normalize_seam(prefix, text)
        return whole + normalize_seam(whole, suffix)

    return wrap


def _form(element: Any) -> Callable[[Any], Any]:
    """What sets a text in italics and so on."""
    formatter = element.get_formatter()
    asked = [(values, element.get(name)) for name, values in _FORMATS]
    if any(value not in values for values, value in asked if value and value not in _PLAIN):
        raise NotPreparedError("form")
    marks = [getattr(formatter, values[value]) for values, value in asked if value and value not in _PLAIN]

    def form(text: Any) -> Any:
        for mark in marks:
            text = mark(text)
        return text

    return form


def _quote(element: Any) -> Callable[[Any], Any]:
    if element.get("quotes", "false").lower() != "true":
        return lambda text: text
    opening, closing = (element.get_single_term(name=name) for name in ("open-quote", "close-quote"))
    return lambda text: opening + text + closing
