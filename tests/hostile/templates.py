"""Templates and site themes that fail: the template, its line, and the page are named."""

from __future__ import annotations

from typing import Any

from hostile.cases import Case, Link, page, post

GOOD = {"content/a.md": post(), "content/pages/p.md": page()}
OVER = 'THEME_TEMPLATES_OVERRIDES = ["over"]\n'


def over(name: str, text: str, *says: str, **more: Any) -> Case:
    """A template for posts that fails."""
    return Case(name=name, files={**GOOD, "over/article.html": text}, conf=OVER, **{"code": 1, "says": says, **more})


CASES = (
    Case(name="a theme that does not exist", files=GOOD, conf='THEME = "no-such-theme"\n', code=1, says=("no-such-theme",)),
    Case(name="a theme that is a file", files={**GOOD, "theme": "x"}, conf='THEME = "theme"\n', code=1, says=("theme",)),
    Case(name="a theme without templates", files={**GOOD, "theme/static/x.css": ""}, conf='THEME = "theme"\n', code=1, says=("theme & templates",)),
    Case(name="a theme without a static folder", files={**GOOD, "theme/templates/article.html": "<html><body>{{ article.content }}</body></html>"}, conf='THEME = "theme"\n', code=None, says=("static",)),
    Case(name="a static folder of the theme that does not exist", files={**GOOD, "theme/static/x.css": "", "theme/templates/article.html": "<html><body>{{ article.content }}</body></html>"}, conf='THEME = "theme"\nTHEME_STATIC_PATHS = ["static", "no-such"]\n', code=1, says=("no-such",)),
    Case(name="a theme that links to a style sheet that is not there", files={**GOOD, "theme/static/x.css": "", "theme/templates/article.html": '<html><head><link rel="stylesheet" href="{{ SITEURL }}/theme/no-such.css"></head><body>{{ article.content }}</body></html>'}, conf='THEME = "theme"\n', code=None, says=("no-such.css",)),
    Case(name="a theme whose menu leads nowhere", files={**GOOD, "theme/static/x.css": "", "theme/templates/base.html": '<html><body><nav><a href="{{ SITEURL }}/no-such.html">x</a></nav>{% block content %}{% endblock %}</body></html>'}, conf='THEME = "theme"\n', code=None, says=("no-such.html",)),
    Case(name="folders of overrides that do not exist", files=GOOD, conf='THEME_TEMPLATES_OVERRIDES = ["no-such"]\n', code=None, says=("no-such",)),
    over("a mistake in the syntax", "<html>\n<body>\n{% if %}\n</body></html>\n", "over/article.html:3:"),
    over("a block that is not closed", "<html>\n{% for x in articles %}\n{{ x }}\n", "over/article.html:"),
    over("an unknown tag", "<html>\n{% trans %}x{% endtrans %}\n", "over/article.html:2: & trans"),
    over("a filter that does not exist", "<html>\n{{ article.title|no_such }}\n", "over/article.html:2: & no_such"),
    over("a test that does not exist", "<html>\n{% if article is no_such %}x{% endif %}\n", "over/article.html:2: & no_such"),
    over("an attribute of what is undefined", "<html>\n\n{{ NO_SUCH.name }}\n", "over/article.html:3: & one.html"),
    over("a call of what is undefined", "<html>\n{{ no_such(1) }}\n", "over/article.html:2: & one.html"),
    over("a division by zero", "<html>\n{{ 1 / 0 }}\n", "over/article.html:2: & one.html"),
    over("a key that is not there", "<html>\n{{ {}['x'].y }}\n", "over/article.html:2:"),
    over("a comparison of what does not compare", "<html>\n{{ 1 < 'x' }}\n", "over/article.html:2:"),
    over("a filter of Python that fails", "<html>\n{{ article.title|int(base='x') }}{{ 'x'|batch(0)|list }}{{ article.date|strftime }}\n", "over/article.html:2:"),
    over("an include that is not there", "<html>\n{% include 'no-such.html' %}\n", "over/article.html:2: & no-such.html"),
    over("a base that is not there", "{% extends 'no-such.html' %}\n", "over/article.html:1: & no-such.html||over/article.html: & no-such.html"),
    over("an import that is not there", "<html>\n{% from 'base.html' import no_such %}{{ no_such() }}\n", "over/article.html:2:"),
    over("an include of itself", "<html>\n{% include 'article.html' %}\n", "over/article.html:2:"),
    over("a base that is itself", "{% extends 'article.html' %}\n", "over/article.html"),
    over("a macro that calls itself for ever", "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}\n", "over/article.html:"),
    over("a template that is not UTF-8", b"<html>\ncaf\xe9\n", "over/article.html"),
    over("an empty template", "", code=None),
    Case(name="a template that is a link to nothing", files={**GOOD, "over/article.html": Link("no-such")}, conf=OVER, code=None, says=("over/article.html",)),
    Case(name="a failure in one post only", files={**GOOD, "content/b.md": post(title="Two"), "over/article.html": "<html><body>\n{% if article.slug == 'two' %}\n{{ 1 / 0 }}\n{% endif %}</body></html>"}, conf=OVER, code=1, says=("over/article.html:3: & two.html",)),
    Case(name="failures in several templates", files={**GOOD, "over/article.html": "{{ 1 / 0 }}", "over/page.html": "\n{{ 1 / 0 }}", "over/index.html": "\n\n{% if %}"}, conf=OVER, code=1, says=("over/article.html:1:", "over/page.html:2:", "over/index.html:3:")),
    Case(name="a failure in a template that another includes", files={**GOOD, "over/article.html": "<html>\n\n{% include 'part.html' %}\n", "over/part.html": "x\n{{ 1 / 0 }}\n"}, conf=OVER, code=1, says=("over/part.html:2: & one.html",)),
    Case(name="a failure beside a mistake in a text", files={**GOOD, "content/b.md": post("[x]({filename}nowhere.md)", title="Two"), "over/article.html": "\n{% if %}"}, conf=OVER, code=1, says=("over/article.html:2:", "content/b.md:4:")),
    Case(name="a template of a post that is not there", files={**GOOD, "content/b.md": post("Words.", "Template: no-such", title="Two")}, code=1, says=("content/b.md:3: & no-such",)),
    Case(name="a template of a page that is misspelt", files={**GOOD, "content/pages/q.md": page("Words.", "Template: pge", title="Q")}, code=1, says=("content/pages/q.md:2: & pge",)),
    Case(name="a template of a post outside of the theme", files={**GOOD, "secret.html": "the secret", "content/b.md": post("Words.", "Template: ../../secret", title="Two")}, code=1, says=("content/b.md:3:",)),
    Case(name="a template of a draft that is not there", files={**GOOD, "content/b.md": post("Words.", "Status: draft", "Template: no-such", title="Two")}, code=1, says=("content/b.md:4: & no-such",)),
    Case(name="a template page that is not there", files=GOOD, conf='TEMPLATE_PAGES = {"extra/no-such.html": "x.html"}\n', code=1, says=("no-such.html",)),
    Case(name="a template page that fails", files={**GOOD, "content/extra/x.txt": "a\n{{ 1 / 0 }}\n"}, conf='TEMPLATE_PAGES = {"extra/x.txt": "x.txt"}\n', code=1, says=("extra/x.txt:2:",)),
    Case(name="a direct template that is not there", files=GOOD, conf='DIRECT_TEMPLATES = ["index", "no-such"]\n', code=1, says=("no-such",)),
    Case(name="paginated pages of a template that is not there", files=GOOD, conf='PAGINATED_TEMPLATES = {"no-such": 3}\nDEFAULT_PAGINATION = 3\n', code=None),
    Case(name="archives of years by a template that fails", files={**GOOD, "over/period_archives.html": "\n{{ 1 / 0 }}"}, conf=OVER + 'YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"\n', code=1, says=("over/period_archives.html:2:",)),
)  # fmt: skip
