"""Evaluating: the digest of each fact, of a value that a page has read, or anew in another build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pelican.contents import Content

from press.escaping import HTML, html_of
from press.tracing import facts
from press.tracing.arguments import is_of_page
from press.tracing.facts import Fact
from press.tracing.reads import MISSING

if TYPE_CHECKING:
    from press.tracing.tracer import Tracer

_OF_SITE = frozenset({facts.ENTITY, facts.CALL, facts.DEEP, facts.FILTER})
_NEVER = "!"  # no digest


class Evaluator:
    """For one build. What does not depend on the page is evaluated once; what depends on the address of its links, once for each."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._known: dict[tuple[str, Fact], str] = {}
        self._place: tuple[Any, Any, Mapping[str, Any], str] = (None, None, {}, "")

    def digest_of(self, fact: Fact, local: Mapping[str, Any], template: Any) -> str:
        """The digest of a fact in this build, for a page. No digest that was recorded, if the page must be rendered."""
        kind = fact[0]
        if kind == facts.UNTRACKED:
            return _NEVER
        if self._place[0] is not local or self._place[1] is not template:
            self._tracer.asked.look_up()
            self._place = local, template, self._tracer.own_of(local), self._tracer.site_of(local)
        _, _, own, site = self._place
        if kind == facts.TEMPLATE:
            return self._tracer.environments.digest_of_template(getattr(template, "environment", None), fact[1], _same(template, fact[1]))
        if kind in facts.OF_THE_PAGE or (kind == facts.VAR and fact[1] in own) or (kind in facts.CALLS and is_of_page(fact[1:])):
            return self._evaluated(fact, own, site)
        key = (site if kind in _OF_SITE else "", fact)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._evaluated(fact, own, site)
        return found

    def page(self, template: Any, own: Iterable[str]) -> Any:
        """What a page is: the name of its template, and which variables are its own."""
        return getattr(template, "name", None), sorted(own)

    def _evaluated(self, fact: Fact, own: Mapping[str, Any], site: str) -> str:
        context = self._tracer.context
        before = context.get("localsiteurl", MISSING)
        if before != site:
            context["localsiteurl"] = site
        try:
            return self._evaluate(fact, own, site)
        except Exception:  # there is no such entity, filter or variable any more, or it fails now: rendering will tell
            return _NEVER
        finally:
            if before != site:
                if before is MISSING:
                    del context["localsiteurl"]
                else:
                    context["localsiteurl"] = before

    def _evaluate(self, fact: Fact, own: Mapping[str, Any], site: str) -> str:
        tracer, kind, name = self._tracer, fact[0], fact[1] if len(fact) > 1 else ""
        if kind == facts.ENTITY:
            if fact[2] in HTML:
                return self._of_body(fact)
            return tracer.digests.of(_attribute(tracer.entities.find(name), fact[2]))
        if kind == facts.DEEP:
            return tracer.digests.deep(tracer.entities.find(name), site, tracer.entities.attributes)
        if kind in (facts.VAR, facts.LOCAL):
            value = self._place[0].get(name, MISSING)
        elif kind == facts.PAGE:
            value = self.page(self._place[1], own)
        elif kind == facts.GLOBAL:
            value = tracer.environments.globals_of(name)
        elif kind == facts.SETTINGS:
            value = tracer.settings
        elif kind == facts.ASK:
            value = _attribute(tracer.context[name], fact[2])
        else:
            value = self._called(kind, fact[1:], own)
        return self.digest(fact, value)

    def _called(self, kind: str, rest: Fact, own: Mapping[str, Any]) -> Any:
        """What a call gives in this build. Raises LookupError."""
        tracer = self._tracer
        values, named = tracer.arguments.read(rest[2], rest[3], asked=tracer.context, own=own)
        if kind == facts.FILTER:
            return tracer.environments.function(rest[0], rest[1])(*values, **named)
        root = tracer.context[rest[0]] if rest[0] in tracer.asked.names.values() else tracer.entities.find(rest[0])
        return getattr(root, rest[1])(*values, **named)

    def digest(self, fact: Fact, value: Any) -> str:
        """The digest of a fact whose value is at hand. Raises Untrackable."""
        kind, digests = fact[0], self._tracer.digests
        if kind in (facts.VAR, facts.LOCAL):
            if callable(value) and self._tracer.is_pure(fact[1], value):
                return digests.of("callable")
            return digests.of_columns(value, fact[2:]) if fact[2:] else digests.of(value)
        if kind == facts.GLOBAL:
            return " ".join("callable" if callable(one) else digests.of(one) for one in value)
        digest = digests.of(value)
        if kind == facts.ENTITY and fact[2] in HTML and isinstance(text := self._tracer.entities.find(fact[1]), Content):
            self._tracer.bodies.keep(text, fact[2], digest)
        return digest

    def _of_body(self, fact: Fact) -> str:
        """The digest of a body or summary, which need not be made if it is known what it is made of."""
        _, key, name = fact
        text = self._tracer.entities.find(key)
        if not isinstance(text, Content):
            return self.digest(fact, _attribute(text, name))
        made_of = self._tracer.bodies.made_of(text, name)
        known = self._tracer.bodies.recall(made_of) if made_of else ""
        if known:
            return known
        raw = _attribute(text, name)
        return self.digest(fact, raw if raw is MISSING else html_of(text, name, raw))


def _attribute(obj: Any, name: Any) -> Any:
    return getattr(obj, name, MISSING) if isinstance(name, str) else MISSING


def _same(template: Any, name: str) -> Any:
    return template if getattr(template, "name", None) == name else None
