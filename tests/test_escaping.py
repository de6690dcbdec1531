"""press.escaping: what templates print is text, but for what says by its type that it is HTML."""

import re
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from lxml import html
from markupsafe import Markup
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG

from press.escaping import escaping, html_of_settings, protect, safe


def rendered(template: str, **values: object) -> str:
    env = Environment()
    env.filters["framed"] = framed = lambda text: f"<section>{text}</section>"
    protect(env, "en", own={"framed": framed})
    return env.from_string(template).render(**values)


def article(body: str = "<p>Body & soul</p>", **header: str) -> Article:
    settings = {**DEFAULT_CONFIG, "ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html"}
    return Article(body, metadata={"title": "A <b> title", **header}, settings=settings, context={"localsiteurl": ""}, source_path="a.md")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ article.title }}", "A &lt;b&gt; title"),
        ("{{ article.title | safe }}", "A <b> title</b>"),
        ("{{ article.content }}", "<p>Body & soul</p>"),
        ('{{ article["content"] }}', "<p>Body & soul</p>"),
        ("{{ article.content | replace('Body', 'Mind') }}", "<p>Mind & soul</p>"),
        ("{{ article.content | striptags }}", "Body &amp; soul"),
        ("{{ article.content | framed }}", "<section><p>Body & soul</p></section>"),
        ("{{ article.title | framed }}", "&lt;section&gt;A &lt;b&gt; title&lt;/section&gt;"),
        ("{{ article.summary }}", "<p>Body & soul</p>"),
        ("{% for one in [article] | map(attribute='content') %}{{ one }}{% endfor %}", "<p>Body & soul</p>"),
        ("{{ '<i>' }}", "&lt;i&gt;"),
    ],
)
def test_the_body_is_html_and_the_title_is_words(template: str, expected: str) -> None:
    assert rendered(template, article=article()) == expected


def test_a_summary_in_words_is_escaped_and_a_formatted_one_is_html() -> None:
    text = article(summary="<i>a</i> & b")
    formatted = rendered("{{ article.summary }}", article=text)
    text.settings = {**text.settings, "FORMATTED_FIELDS": []}

    assert (formatted, rendered("{{ article.summary }}", article=text)) == ("<i>a</i> & b", "&lt;i&gt;a&lt;/i&gt; &amp; b")


def test_what_is_no_text_of_pelican_s_has_no_html() -> None:
    assert rendered("{{ x.content }}", x=SimpleNamespace(content="<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize(
    "words",
    [
        '" onmouseover="alert(1)',
        "'><script>alert(1)</script>",
        '<a title=" onmouseover=alert(1) x=">b</a>',
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
    ],
)
@pytest.mark.parametrize("place", ['<p title="{}">a</p>', "<p title='{}'>a</p>", "<p>{}</p>"])
def test_what_a_theme_calls_safe_breaks_out_of_no_attribute(words: str, place: str) -> None:
    page = html.fromstring(f"<div>{place.format(safe(words))}</div>")
    run = [name for element in page.iter() for name in element.attrib if re.fullmatch(r"on\w+", name)]

    assert (run, page.xpath("//script")) == ([], [])


def test_html_is_safe_as_it_is() -> None:
    assert safe(Markup('<b title="x=1">a</b>')) == '<b title="x=1">a</b>'


def test_settings_of_the_site_s_own_with_tags_are_html_and_pelican_s_are_words() -> None:
    settings = {"FOOTER": "<b>Us</b>", "SITENAME": "A <b>site</b>", "MOTTO": "a < b", "lower": "<b>x</b>", "NUMBER": 3}

    assert html_of_settings(settings) == {"FOOTER": Markup("<b>Us</b>")}


def test_escaping_is_switched_on_whatever_the_settings_say() -> None:
    assert escaping({"autoescape": False, "trim_blocks": True}) == {
        "autoescape": True, "trim_blocks": True, "auto_reload": False,
    }  # fmt: skip
