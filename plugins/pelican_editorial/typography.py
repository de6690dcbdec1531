"""Typography: typogrify's punctuation, on body HTML and on titles, where it does no harm."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from markupsafe import Markup
from smartypants import Attr, smartypants
from typogrify.filters import widont

# What is not prose, and comes out exactly as it went in.
_KEPT = re.compile(
    r"<!--.*?-->|<(svg|math|code|pre|kbd|samp|script|style|textarea)\b.*?</\1\s*>|(?<=>)(?:https?://|mailto:)[^<]*(?=</a>)",
    re.DOTALL | re.IGNORECASE,
)
# To smartypants a tag ends at its first >, also where that stands in an attribute.
_TAG = re.compile(r"(?<=<)[A-Za-z][^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)+(?=>)")
# The marks that smartypants writes as entities: dashes, quotation marks, the ellipsis.
_MARKS = re.compile(r"&#(8211|8212|8216|8217|8220|8221|8230);")
# smartypants takes as long over a paragraph that has nothing for it as over any other.
_PARAGRAPH_ENDS = re.compile(r"(?<=</p>)")
_STRAIGHT = re.compile(r"['\"`\\]|--|\.\s?\.")
# Where marks stand as they do in most texts, what becomes of each is plain; the others are for smartypants to judge.
_PLAIN_MARKS = re.compile(
    r"(?=['\"-])(?:"  # what follows looks back from behind the mark, so that this is all that is asked of other characters
    r"(?P<apostrophe>'(?<!'s')(?:(?<=[^\W\d_]')(?=[^\W\d_])|(?<=[\w.,;:!?]')(?=\s|\Z|[.,;:!?)])))"
    r"|(?P<single>'(?:(?<=\s')|(?<!.'))(?=[^\W\d_]))"
    r'|(?P<double>"(?:(?<=\s")|(?<!."))(?=[^\W\d_]))'
    r'|(?P<closing>"(?<=[\w.,;:!?)]")(?=\s|\Z|[.,;:!?)]))'
    r"|(?P<en>--(?<!---)(?!-))|(?P<em>---(?<!----)(?!-)))",
    re.DOTALL,
)
_BECOMES = {"apostrophe": "’", "single": "‘", "double": "“", "closing": "”", "en": "–", "em": "—"}
_ALL_TAGS = re.compile(r"(<[^>]*>)")
# In these elements smartypants leaves everything.
_LEFT_ALONE = re.compile(r"<!--|</?(?:pre|samp|code|tt|kbd|script|style|math)", re.IGNORECASE)
_TOO_LONG = 14
# A place-holder is made of characters that no text may have (the first of the private use area).
_PLACE = "\ue000{}\ue001"
_PLACES = re.compile("\ue000(\\d+)\ue001")


def set_body(body: str) -> str:
    """Body HTML with curly quotation marks, dashes and ellipses; code, comments, SVG and MathML as they were."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return _PLACE.format(len(kept) - 1)

    tagged = _TAG.sub(lambda match: match[0].replace("<", "&lt;").replace(">", "&gt;"), _KEPT.sub(keep, body))
    paragraphs = _PARAGRAPH_ENDS.split(tagged)
    text = "".join(_curly(paragraph) if _STRAIGHT.search(paragraph) else paragraph for paragraph in paragraphs)
    return _PLACES.sub(lambda match: kept[int(match[1])] if int(match[1]) < len(kept) else match[0], text)


# Titles and labels stand on many pages.
@lru_cache(maxsize=8192)
def set_title(title: str) -> Markup:
    """A plain title as HTML: escaped, with its punctuation set, its last two words kept together, unless they fill a line of a phone."""
    text = _curly(html.escape(title, quote=False))
    return Markup(text if sum(map(len, text.split()[-2:])) > _TOO_LONG else widont(text))


@lru_cache(maxsize=8192)
def set_plain(text: str) -> str:
    """Plain text with its punctuation set, plain still."""
    return html.unescape(_curly(html.escape(text, quote=False)))


@lru_cache(maxsize=8192)
def set_text(text: str) -> Markup:
    """Plain text as HTML: escaped, with its punctuation set."""
    return Markup(_curly(html.escape(text, quote=False)))


def _curly(text: str) -> str:
    if not _STRAIGHT.search(text):
        return text
    quick = _quickly(text)
    # Set 2: two hyphens are an en dash, three an em dash.
    return _MARKS.sub(_character, smartypants(text, Attr.set2) if quick is None else quick)


def _quickly(text: str) -> str | None:
    """What smartypants makes of a text in which all marks are plain, at a tenth of the time; None for any other."""
    parts = _ALL_TAGS.split(text)
    parts[::2] = [_PLAIN_MARKS.sub(lambda mark: _BECOMES[mark.lastgroup or ""], part) for part in parts[::2]]
    if any("<" in part or _STRAIGHT.search(part) for part in parts[::2]) or _LEFT_ALONE.search(text):
        return None
    return "".join(parts)


def _character(mark: re.Match[str]) -> str:
    return chr(int(mark[1]))
