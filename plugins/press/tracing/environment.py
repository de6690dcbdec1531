"""The environment of templates that are traced: Jinja's, escaping, and telling the tracer what is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable
from types import MethodType
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateNotFound
from jinja2.runtime import Context
from jinja2.utils import internalcode, missing
from pelican.contents import Content

from press.escaping import HTML, EscapingEnvironment, html_of
from press.tracing.calls import OF_TEMPLATES, Calls
from press.tracing.compiling import TracedCode
from press.tracing.digests import source_digest

if TYPE_CHECKING:
    from press.tracing.tracer import Tracer


_ROWS: Final = frozenset({list, tuple, dict})
_JINJAS: Final = frozenset({"_loop_vars", "_block_vars"})  # what Jinja adds to the arguments of calls


class TracedContext(Context):
    """The variables of a template, and calls out of it."""

    found = Context.resolve_or_missing  # for compiled templates, which tell themselves where they use a variable

    def resolve_or_missing(self, key: str) -> Any:
        """A variable for functions that are given the context."""
        return self.environment.tracer.used(key, super().resolve_or_missing(key))  # type: ignore[attr-defined]

    def __contains__(self, name: str) -> bool:
        return self.resolve_or_missing(name) is not missing

    @internalcode
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's names, so that all others can be passed
        """What a function gives that a template calls."""
        tracer: Tracer = __self.environment.tracer  # type: ignore[attr-defined]
        reads = tracer.reads
        if reads is None or type(__obj) in OF_TEMPLATES:
            return super().call(__obj, *args, **kwargs)
        named = {} if kwargs.keys() <= _JINJAS else {name: value for name, value in kwargs.items() if name not in _JINJAS}
        tell = Calls(tracer, reads).call(__obj, args, named)
        result = super().call(__obj, *args, **kwargs)
        if tell:
            tell(result)
        return result


class TracedTemplate(Template):
    """A template whose macros, where they are imported without the page's variables, are kept with what making them read."""

    source: str = ""  # its digest, if it was compiled in this build
    _facts: Any = None

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> TemplateModule:
        """The macros and variables of the template."""
        context = self.new_context(vars, shared, locals)
        module = TemplateModule(self, context)
        if not shared:  # other pages get it too
            self.environment.tracer.shared.add(context.vars.values())  # type: ignore[attr-defined]
        return module

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        tracer: Tracer = self.environment.tracer  # type: ignore[attr-defined]
        before = self._module
        if self._facts is not None and before is not None and (ctx is None or ctx.globals_keys <= self.globals.keys()):
            tracer.include(self._facts.items())
            return before
        with tracer.apart() as reads:
            module = super()._get_default_module(ctx)
        if module is self._module and before is None:
            self._facts = reads.facts
        tracer.include((self._facts if module is self._module else reads.facts).items())
        return module


class TracingEnvironment(EscapingEnvironment):
    """Jinja's environment that tells its ``tracer`` what templates read."""

    tracer: Tracer
    quiet: Collection[tuple[type, Any]] = ()  # the tracer's
    _compiled: Any = None  # the source that was compiled last
    code_generator_class = TracedCode
    context_class = TracedContext
    template_class = TracedTemplate

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, as ``obj.attribute`` in a template."""
        try:
            raw = getattr(obj, attribute)
        except AttributeError:
            raw = self._of_defaultdict(obj, attribute) if type(obj) is defaultdict else Environment.getattr(self, obj, attribute)
        if (type(obj), attribute) in self.quiet:
            return raw
        if type(raw) is MethodType and id(obj) in self.tracer.asked.names and raw.__self__ is obj and not attribute.startswith("__"):
            return raw  # what it gives is recorded when it is called
        return self._told(obj, attribute, raw)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item or attribute, as ``obj["attribute"]`` in a template."""
        raw = self._of_defaultdict(obj, argument) if type(obj) is defaultdict else Environment.getitem(self, obj, argument)
        if (type(argument) is int and type(obj) in _ROWS) or (type(argument) is str and (type(obj), argument) in self.quiet):
            return raw
        return self._told(obj, argument, raw)

    def _told(self, obj: Any, name: Any, raw: Any) -> Any:
        value = html_of(obj, name, raw) if name in HTML and isinstance(obj, Content) else raw
        reads = self.tracer.reads
        if reads is None:
            return value
        try:
            if (id(obj), name) not in reads.seen:
                reads.attribute(obj, name, value, raw)
        except TypeError:
            if isinstance(name, Hashable):
                raise
            reads.untracked("an item is asked for by what cannot be compared")
        return value

    def _of_defaultdict(self, obj: Any, key: Any) -> Any:
        """An item; one that is missing is not put into it, as that would change it for the pages to come."""
        try:
            lacks = key not in obj
        except TypeError:
            lacks = False
        return obj.default_factory() if lacks and obj.default_factory else Environment.getitem(self, obj, key)

    def compile(self, source: Any, name: Any = None, filename: Any = None, raw: bool = False, defer_init: bool = False) -> Any:
        """A template as code."""
        self._compiled = source if isinstance(source, str) else None
        self.tracer.compiling += 1
        try:
            return super().compile(source, name, filename, raw, defer_init)  # type: ignore[call-overload]
        finally:
            self.tracer.compiling -= 1

    def _load_template(self, name: str, globals: Any) -> Template:
        self._compiled = None
        try:
            template = super()._load_template(name, globals)
        except TemplateNotFound:
            self.tracer.environments.loaded(self, name, None)
            raise
        if self._compiled is not None and isinstance(template, TracedTemplate):
            template.source = source_digest(self._compiled)
        if self.tracer.reads is not None:
            self.tracer.environments.loaded(self, name, template)
        return template
