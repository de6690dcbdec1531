"""What texts may have: elements, and the attributes that each may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final


def listed(text: str) -> frozenset[str]:
    """The names that stand in a text, between white space."""
    return frozenset(text.split())


def anywhere(trusted: bool) -> frozenset[str]:
    """The attributes that every element may have."""
    return _ANYWHERE | _ANYWHERE_TRUSTED if trusted else _ANYWHERE


@lru_cache(maxsize=2)
def elements(trusted: bool) -> dict[str, frozenset[str]]:
    """The elements with the attributes that each may have beside those of all."""
    html = HTML | HTML_TRUSTED if trusted else HTML
    svg = SVG | SVG_TRUSTED if trusted else SVG
    of_svg = OF_SVG | OF_SVG_TRUSTED if trusted else OF_SVG
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for names, attributes in ((svg, of_svg), (MATHML, _OF_MATHML)):
        for name in names:
            found[name] |= attributes
    for name in html:
        found[name] |= frozenset(_OF_HTML.get(name, "").split())
        found[name] |= frozenset(_OF_HTML_TRUSTED.get(name, "").split()) if trusted else frozenset()
    found["a"] |= of_svg  # it is an element of drawings as well
    return dict(found)


HTML: Final = listed(
    """
    a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del
    details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label li
    mark menu meter nav ol p picture pre progress q rb rp rt rtc ruby s samp search section small source span strike strong sub
    summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr
    """
)
HTML_TRUSTED: Final = listed(
    "area button canvas datalist dialog fieldset iframe legend main map marquee nobr optgroup option output select slot textarea"
)
SVG: Final = listed(
    """
    circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient
    marker mask path pattern polygon polyline radialGradient rect stop svg switch symbol text textPath title tspan use view
    """
)
SVG_TRUSTED: Final = listed("animate animateMotion animateTransform mpath set")
MATHML: Final = listed(
    """
    annotation math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    """
)
# What HTML 4 says of looks; docutils and old texts use it.
_LOOKS: Final = listed("align bgcolor border char charoff clear color compact height hspace noshade nowrap size valign vspace width")
# On any element.
_ANYWHERE: Final = _LOOKS | listed("class dir hidden id lang role style tabindex title translate")
_ANYWHERE_TRUSTED: Final = listed(
    """
    about accesskey autocapitalize content contenteditable datatype draggable enterkeyhint exportparts inert inputmode is itemid
    itemprop itemref itemscope itemtype part popover prefix property resource rev slot spellcheck typeof vocab
    """
)
_OF_HTML: Final[Mapping[str, str]] = {
    "a": "download href hreflang name referrerpolicy rel target type",
    "audio": "controls loop muted preload src",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "name open",
    "font": "face",
    "img": "alt decoding fetchpriority loading longdesc sizes src srcset",
    "input": "checked disabled type",
    "ins": "cite datetime",
    "label": "for",
    "li": "type value",
    "meter": "high low max min optimum value",
    "ol": "reversed start type",
    "progress": "max value",
    "q": "cite",
    "source": "media sizes src srcset type",
    "table": "cellpadding cellspacing frame rules summary",
    "td": "abbr axis colspan headers rowspan scope",
    "th": "abbr axis colspan headers rowspan scope",
    "time": "datetime",
    "track": "default kind label src srclang",
    "ul": "type",
    "video": "controls loop muted playsinline poster preload src",
}
_OF_HTML_TRUSTED: Final[Mapping[str, str]] = {
    "area": "alt coords download href rel shape target",
    "audio": "autoplay crossorigin",
    "button": "disabled name popovertarget popovertargetaction type value",
    "dialog": "open",
    "fieldset": "disabled name",
    "iframe": "allowfullscreen frameborder loading referrerpolicy sandbox src",
    "img": "crossorigin ismap referrerpolicy usemap",
    "input": "alt list max maxlength min minlength multiple name pattern placeholder readonly required step value",
    "map": "name",
    "marquee": "behavior direction loop scrollamount scrolldelay",
    "optgroup": "disabled label",
    "option": "disabled label selected value",
    "output": "for name",
    "select": "disabled multiple name required",
    "slot": "name",
    "textarea": "cols disabled maxlength minlength name placeholder readonly required rows wrap",
    "video": "autoplay crossorigin",
}
# nh3 knows xlink:href as href, xmlns:xlink as xlink, xml:space as space.
OF_SVG: Final = listed(
    """
    alignment-baseline amplitude azimuth baseFrequency baseline-shift bias clip-path clip-rule clipPathUnits color-interpolation
    color-interpolation-filters cx cy d diffuseConstant direction display divisor dominant-baseline dx dy edgeMode elevation
    exponent fill fill-opacity fill-rule filter filterUnits flood-color flood-opacity focusable font-family font-size
    font-size-adjust font-stretch font-style font-variant font-weight fr fx fy gradientTransform gradientUnits href
    image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lengthAdjust letter-spacing lighting-color
    limitingConeAngle marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask maskContentUnits maskUnits
    method mode numOctaves offset opacity operator order orient paint-order pathLength patternContentUnits patternTransform
    patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY
    requiredExtensions result rotate rx ry scale seed shape-rendering side slope space spacing specularConstant specularExponent
    spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width surfaceScale systemLanguage tableValues target
    targetX targetY text-anchor text-decoration text-rendering textLength transform transform-origin type unicode-bidi values
    vector-effect version viewBox visibility word-spacing writing-mode x x1 x2 xChannelSelector xlink xmlns y y1 y2
    yChannelSelector z
    """
)
OF_SVG_TRUSTED: Final = listed(
    """
    accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints keySplines keyTimes max min
    origin overflow path repeatCount repeatDur restart to values
    """
)
_OF_MATHML: Final = listed(
    """
    accent accentunder columnalign columnlines columnspacing columnspan denomalign depth display displaystyle encoding fence form
    frame framespacing largeop linebreak linethickness lquote lspace mathbackground mathcolor mathsize mathvariant maxsize minsize
    movablelimits notation numalign rowalign rowlines rowspacing rowspan rquote rspace scriptlevel scriptminsize
    scriptsizemultiplier separator separators stretchy symmetric voffset xlink xmlns
    """
)
PREFIXES: Final = frozenset({"aria-", "data-"})
