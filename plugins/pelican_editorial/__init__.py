"""The door: Pelican's articles become editorial's library, and the library becomes pages, tags and feeds.

Import it in ``pelicanconf.py`` and pass the module in ``PLUGINS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pelican import signals
from pelican.contents import Article, Author, Content, Page, Tag
from pelican.generators import ArticlesGenerator, Generator

from editorial import assembly, checks, list_checks, memory, publications, reproduction_checks, tag_checks
from editorial.carried import Carried
from editorial.desk import read_desk
from editorial.feeds import feeds
from editorial.model import Publication
from editorial.record import record_checks
from editorial.themes import Theme
from manuscript.problems import ContentError, Problem, has_errors
from manuscript.source import shown_path
from pelican_editorial import our_settings, publishing, typography
from pelican_editorial.bibliography import Bibliography
from pelican_editorial.carrying import CarryingExtension, carry
from pelican_editorial.citing import CitationExtension
from pelican_editorial.converting import converter, without_comments
from pelican_editorial.feed_generator import FeedGenerator
from pelican_editorial.filters import filters, language_tag
from pelican_editorial.generator import EditorialGenerator


def register() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(prepare)
    signals.get_generators.connect(generators)
    signals.content_object_init.connect(set_words)
    signals.content_object_init.connect(hold_back)
    signals.article_generator_pretaxonomy.connect(open_library)


def generators(_: object) -> tuple[type[Generator], ...]:
    """Our generators, for Pelican to run beside its own."""
    return EditorialGenerator, FeedGenerator


def prepare(generator: Generator) -> None:
    """Give a generator the filters, and, once a build, read the desk into the context that all generators share."""
    settings, context = generator.settings, generator.context
    if "desk" not in context:
        context["desk"] = desk = read_desk(Path(settings["PATH"]), context.get("store") or memory.NOTHING)
        context["now"] = our_settings.now()
        context["style"], faults = our_settings.style(settings)
        context["bibliography"] = Bibliography.of(settings, language_tag(settings["DEFAULT_LANG"]))
        today = context["now"].astimezone(ZoneInfo(settings["TIMEZONE"])).date()
        _report(context, {*checks.check(desk, today), *our_settings.faults(settings, desk.record.authority), *faults})
        ours = (CitationExtension(works=desk.works, style=context["style"]), CarryingExtension())
        others = [one for one in settings["MARKDOWN"].get("extensions", []) if not isinstance(one, tuple(map(type, ours)))]
        settings["MARKDOWN"] = {**settings["MARKDOWN"], "extensions": [*others, *ours]}
        context["convert"] = converter(settings, context.get("clean"))
        # For the press: what templates call of ours hangs on nothing but what it is given, and what pages ask the library is told apart.
        context.setdefault("pure", set()).update(("editorial", "manuscript", "pelican_editorial"))
        context.setdefault("asked", set()).update(("library", "feeds_beside"))
        hung_on = (context["style"].cache_key, settings["DEFAULT_LANG"], settings["SITENAME"], settings.get("EDITORIAL_ADDRESS"))
        context.setdefault("basis", []).extend(map(str, hung_on))
        context.setdefault("headers_checked", set()).update(manuscript.source.path for manuscript in desk.manuscripts)
    generator.env.filters.update({**filters(settings["DEFAULT_LANG"], context["style"]), **context["bibliography"].filters()})


def set_words(content: Content) -> None:
    """Set the body's punctuation."""
    if isinstance(content, Article | Page) and content._content:
        content._content = typography.set_body(without_comments(content._content))


def hold_back(content: Content) -> None:
    """Hold back what is dated after now, and what lives elsewhere: to Pelican, a draft is what has no page."""
    if not isinstance(content, Article | Page):
        return
    content.written_status = written = getattr(content, "written_status", content.status)  # kept by the press, and asked for again
    now = content._context.get("now")
    is_future = (
        isinstance(content, Article) and now and publications.is_future(getattr(content, "date", None), zone=content.timezone, now=now)
    )
    content.status = "draft" if is_future or written == "held" else written


# For the press, which keeps what a text became: the one hangs on nothing but its source, the other on the day.
set_words.of_the_source = True  # type: ignore[attr-defined]
hold_back.in_each_build = True  # type: ignore[attr-defined]


def open_library(generator: ArticlesGenerator) -> None:
    """Build the library, put it into the context, and let each article carry its themes and names for Pelican's own use."""
    settings, context = generator.settings, generator.context
    desk = context["desk"]
    address = settings.get("EDITORIAL_ADDRESS")
    address = address if isinstance(address, str) else ""
    authority = settings.get("EDITORIAL_AUTHORITY")
    authority = authority if isinstance(authority, str) else ""
    try:
        built = assembly.build(
            desk,
            lang=language_tag(settings["DEFAULT_LANG"]),
            zone=ZoneInfo(settings["TIMEZONE"]),
            now=context["now"],
            address=address,
            authority=authority,
            memory=context.get("store") or memory.NOTHING,
            crew=context.get("crew") or memory.ALONE,
        )
    except ContentError as error:
        _report(context, set(error.problems))
        context["unwritable"] = True
        return
    late = (tag_checks.check(desk, built), list_checks.check(desk, built, address), reproduction_checks.check(desk, built))
    _report(context, {problem for found in late for problem in found})
    _report(context, set(record_checks.check(desk, built.matching, authority, context.get("problems", ()))))
    if has_errors(context.get("problems", ())):  # what is faulty is left out of the library: it is no site
        context["unwritable"] = True
        return
    context["library"] = built
    if settings.get(publishing.SETTING):
        publishing.prepare(context, settings)
    context["feeds"] = all_feeds = feeds.of_library(
        built, authority=desk.record.authority or authority, about=settings["EDITORIAL_DESCRIPTION"]
    )
    context["feed_formats"], context["feed_groups"] = feeds.FORMATS, feeds.grouped(all_feeds)
    context["feeds_beside"] = feeds.Beside(all_feeds)
    for article in (*generator.articles, *generator.hidden_articles, *generator.drafts):
        if article.slug not in built:
            path = shown_path(Path(article.source_path), Path(settings["PATH"]))
            message = "Pelican reads this as an article, and it is neither a post nor a paper"
            _report(context, {Problem(path, 0, 0, "not-published", message, "Put it into content/posts/ or content/papers/")})
            continue
        text = built.publication(article.slug)
        if carried := built.carried.get(text.slug):
            frame = generator.get_template("partials/reproduction").render
            shown = partial(_framed, frame, {**context, **settings, "publication": text})
            article._content = carry(article._content, carried, context["convert"], shown, partial(_unbalanced, context, text))
        themes = [_theme_tag(theme, settings) for theme in built.themes_of(text.slug)]
        article.tags = [*themes, *(tag for tag in getattr(article, "tags", []) if tag not in themes)]
        if text.authors:
            article.authors = [Author(author.name, settings) for author in text.authors]
            article.author = article.authors[0]
        article.metadata["summary"] = typography.set_text(text.summary)


def _framed(frame: Callable[..., str], context: Mapping[str, Any], carried: Carried, words: str, address: str) -> str:
    """A carried article as the site theme frames it."""
    return frame(context, carried=carried, words=Markup(words), address=address).strip()


def _unbalanced(context: dict[str, Any], post: Publication, carried: Carried, tag: str) -> None:
    """Tell that the words of an article would break out of its frame."""
    message = f"{carried.source.path} has a tag {tag} without its other end in what is carried: whose words follow would not be told"
    remedy = "Close it there, or carry the whole article"
    _report(context, {Problem(post.path, 0, 0, "bad-reproduction", message, remedy)})


def _theme_tag(theme: Theme, settings: dict[str, Any]) -> Tag:
    """A theme as a tag of Pelican's, whose address is the theme's."""
    tag = Tag(theme.label, settings)
    tag.slug = theme.slug
    return tag


def newest_first(article: Article) -> tuple[float, str]:
    """A sort key for ARTICLE_ORDER_BY: newest first, articles of one instant by slug."""
    return (-article.date.timestamp(), article.slug)


def _report(context: dict[str, Any], problems: set[Problem]) -> None:
    """Hand problems to the press; where another class builds the site, errors are raised."""
    if "problems" in context:
        context["problems"] |= problems
    elif has_errors(problems):
        raise ContentError(*sorted(problems))
