"""The tracer: what pages read in this build, and whether it is what they read in an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment
from jinja2.utils import missing

from press.tracing import facts, shapes
from press.tracing.arguments import Arguments
from press.tracing.asked import Asked
from press.tracing.bodies import Bodies
from press.tracing.digests import Digests
from press.tracing.entities import Entities, Kind
from press.tracing.environments import Environments
from press.tracing.evaluating import Evaluator
from press.tracing.facts import Fact
from press.tracing.purity import Purity
from press.tracing.reads import Memory, Reads
from press.tracing.shapes import Untrackable
from press.tracing.shared import Searched, Shared


class Tracer:
    """For one build, whose ``context`` all pages share.

    ``pure`` names filters, tests, globals, functions, classes and modules that depend on nothing but their arguments; ``asked``
    variables whose attributes and methods are pure and are tracked one by one; ``entities`` further classes of which each object
    is tracked by its attributes. ``known`` is ``derived`` of earlier builds. Raises TypeError: a class cannot be an entity.
    """

    def __init__(
        self,
        context: dict[str, Any],
        *,
        settings: Any,
        pure: Collection[str] = (),
        asked: Collection[str] = (),
        entities: Collection[Kind] = (),
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.context = context
        self.settings = settings
        self.reads: Reads | None = None  # of the page that is being rendered
        self.scalars = frozenset(shapes.SCALARS)
        self.compiling = 0
        self.quiet: set[tuple[type, Any]] = set()  # classes and attributes of whose objects nothing is to be recorded
        self.quiet_methods: set[tuple[type, str]] = set()  # classes and methods of which the same is true
        self.pure_methods: set[tuple[type, Any]] = set()  # classes, none of entities, and functions that are their methods
        self.purity = Purity(pure)
        self.entities = Entities(context, entities)
        self.asked = Asked(context, asked, self.quiet)
        self.digests = Digests(self.entities, self.asked)
        self.bodies = Bodies(self.digests, known or {})
        self.arguments = Arguments(self.entities.key_of, self.asked.name_of, self.entities.find)
        self.environments = Environments(self)
        self.shared = Shared(self.digests)
        self._evaluator = Evaluator(self)
        self._memories: dict[str, Memory] = {}

    @property
    def spoiled(self) -> str:
        """Why no page of this build may be kept in the next, as its templates change what others read; empty if they do not."""
        return self.shared.spoiled

    @property
    def derived(self) -> Mapping[str, str]:
        """What the tracers of later builds are to know, so that bodies need not be made again: digests by digests."""
        return self.bodies.found

    def prepare(self, env: Environment) -> None:
        """Let an environment, which ``escaping.protect`` has made ours, tell what its templates read."""
        self.environments.prepare(env)

    @contextmanager
    def page(self, local: Mapping[str, Any], template: Any) -> Iterator[Reads]:
        """What is read within, which is the rendering of one page by a template with these variables."""
        self.asked.look_up()
        with self._reading(Reads(self, local, self.own_of(local), site=self.site_of(local))) as reads:
            reads.add((facts.PAGE,), self._evaluator.page(template, reads.own))
            self.environments.begin(reads, template)
            yield reads

    @contextmanager
    def apart(self) -> Iterator[Reads]:
        """What is read within by a template that has no page's variables, and that other pages will use."""
        site = self.reads.site if self.reads else str(self.context.get("localsiteurl") or "")
        with self._reading(Reads(self, None, {}, site=site)) as reads:
            yield reads

    @contextmanager
    def _reading(self, reads: Reads) -> Iterator[Reads]:
        outer, self.reads = self.reads, reads
        try:
            yield reads
        finally:
            self.reads = outer

    def digest_of(self, fact: Fact, local: Mapping[str, Any], template: Any = None) -> str:
        """The digest that a fact has in this build, for a page with these variables. Never that of a page that must be rendered."""
        return self._evaluator.digest_of(fact, local, template)

    def changed(self, recorded: Mapping[Fact, str], local: Mapping[str, Any], template: Any = None) -> Fact | None:
        """The first fact that is not as it was recorded; None if the page would come out as it was."""
        return next((fact for fact, digest in recorded.items() if self._evaluator.digest_of(fact, local, template) != digest), None)

    def digest(self, value: Any, *, deep: bool = True) -> str:
        """The digest of a value, with all attributes of the entities in it if ``deep``, else by their keys. Raises Untrackable."""
        self.asked.look_up()
        return self.deep(value) if deep else self.digests.of(value)

    def deep(self, value: Any) -> str:
        """The digest of a value with all attributes of the entities in it, and of those that these lead to. Raises Untrackable."""
        site = self.reads.site if self.reads else str(self.context.get("localsiteurl") or "")
        return self.digests.deep(value, site, self.entities.attributes)

    def digest_of_value(self, fact: Fact, value: Any) -> str:
        """The digest of a fact whose value is at hand. Raises Untrackable."""
        return self._evaluator.digest(fact, value)

    def known_for(self, site: str) -> Memory:
        """What was recorded in this build, on pages whose links begin so."""
        return self._memories.setdefault(site, Memory())

    def own_of(self, local: Mapping[str, Any]) -> dict[str, Any]:
        """The variables that only this page has. The address that links begin with is always one: Pelican changes it for each page."""
        shared = self.context
        return {name: value for name, value in local.items() if shared.get(name, missing) is not value or name == "localsiteurl"}

    def site_of(self, local: Mapping[str, Any]) -> str:
        """The address that links in texts begin with on a page."""
        return str(local.get("localsiteurl") or self.context.get("localsiteurl") or "")

    @property
    def sees_printing(self) -> bool:
        """Whether there can be objects that are read by printing them."""
        return self.entities.are_printed or self.asked.are_any

    # --- what compiled templates ask ------------------------------------------------------------------

    def used(self, name: str, value: Any, *columns: int) -> Any:
        """A variable of which a template makes use; if only of some columns of its rows, of which."""
        reads = self.reads
        if reads is None or (not columns and reads.used.get(name, reads) is value):
            return value
        if (key := (name, id(value), columns)) not in reads.seen:
            reads.seen.add(key)
            reads.variable(name, value, columns)
        if not columns:
            reads.used[name] = value
        return value

    def printed(self, value: Any) -> Any:
        """A value of which a text is made."""
        if self.reads is not None and type(value) not in shapes.SCALARS:
            self.reads.printed(value)
        return value

    def searched(self, value: Any) -> Any:
        """A value in which something is looked for."""
        if self.reads is None or not (name := self.asked.name_of(value)):
            return value
        return Searched(value, self.reads, (facts.CALL, name, "__contains__"), self.arguments)

    def written(self, namespace: Any) -> Any:
        """A namespace of which an attribute is set."""
        self.change(namespace, "set")
        return namespace

    def change(self, value: Any, how: str) -> None:
        """A template changes a value. If other pages see it, none of this build can be kept."""
        if self.shared.holds(value):
            why = f"a template changes what other pages read ({how})"
            self.shared.spoiled = self.shared.spoiled or why
            if self.reads is not None:
                self.reads.untracked(why)

    def is_pure(self, name: str, function: Any) -> bool:
        """Whether a filter, test, global or function is known to depend on nothing but its arguments."""
        return self.purity.of_name(name) or self.purity.of(function)

    def include(self, recorded: Iterable[tuple[Fact, str]]) -> None:
        """Count for the page that is being rendered what was read for it before."""
        if self.reads is not None:
            for fact, digest in recorded:
                self.reads.facts.setdefault(fact, digest)


__all__ = ("Tracer", "Untrackable")
