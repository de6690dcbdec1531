"""The environments of a build: those of Pelican's generators and of plugins', made to tell what their templates read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateNotFound
from jinja2.utils import missing

from press.tracing.digests import source_digest
from press.tracing.environment import TracedTemplate, TracingEnvironment
from press.tracing.facts import TEMPLATE
from press.tracing.functions import TracedFunctions
from press.tracing.reads import Reads

if TYPE_CHECKING:
    from press.tracing.tracer import Tracer

_OURS = ("context_class", "template_class", "code_generator_class")


class Environments:
    """For one build: sources of templates, globals, and why an environment's pages cannot be compared."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._all: list[Any] = []
        self._sources: dict[tuple[Any, ...], str] = {}

    def prepare(self, env: Any) -> None:
        """Make an environment ours; what it has compiled before is compiled again."""
        env.__class__ = TracingEnvironment
        env.tracer = self._tracer
        env.quiet = self._tracer.quiet
        for kind in ("filter", "test"):
            setattr(env, f"{kind}s", TracedFunctions(dict(getattr(env, f"{kind}s")), kind, self._tracer, env))
        if env.cache is not None:
            env.cache.clear()
        self._all.append(env)

    def begin(self, reads: Reads, template: Any) -> None:
        """Record what a page reads before its template begins."""
        if not isinstance(template, TracedTemplate):
            reads.untracked("its template was read before the build could see how")
            return
        env: Any = template.environment
        for kind in ("filter", "test"):
            if type(getattr(env, f"{kind}s")) is not TracedFunctions:  # a plugin has put others in their place
                setattr(env, f"{kind}s", TracedFunctions(dict(getattr(env, f"{kind}s")), kind, self._tracer, env))
        for why in self._obstacles(env, template):
            reads.untracked(why)
        if template.name is None:
            reads.untracked("its template has no file")
        else:
            reads.template(template.name, self.digest_of_template(env, template.name, template))

    def loaded(self, env: Any, name: str, template: Any) -> None:
        """A template was asked for, and found, or None."""
        reads = self._tracer.reads
        if reads is not None and (TEMPLATE, name) not in reads.facts:
            reads.template(name, self.digest_of_template(env, name, template) if template is not None else "")

    def digest_of_template(self, env: Any, name: str, template: Any = None) -> str:
        """The digest of the source of a template; empty if there is none. What was compiled counts, else what would be."""
        if isinstance(template, TracedTemplate) and template.source:
            return template.source
        env = env or (self._all[0] if self._all else None)
        key = (id(env), name, *map(id, getattr(getattr(env, "loader", None), "loaders", ())))
        if key not in self._sources:
            self._sources[key] = _source(env, name)
        return self._sources[key]

    def globals_of(self, name: str) -> tuple[Any, ...]:
        """The globals of that name in all environments, each once."""
        found: tuple[Any, ...] = ()
        for env in self._all:
            value = env.globals.get(name, missing)
            if value is not missing and all(value is not one for one in found):
                found = (*found, value)
        return found

    def name_of(self, function: Any) -> str:
        """The name of a global or of a variable, or that which a function has itself."""
        for names in (*(env.globals for env in self._all), self._tracer.context):
            for name, value in names.items():
                if value is function:
                    return str(name)
        return str(getattr(function, "__qualname__", type(function).__qualname__))

    def function(self, kind: str, name: str) -> Any:
        """The filter, test, global or variable of a name. Raises LookupError."""
        if kind == "global":
            found = self.globals_of(name)
            return found[0] if found else self._tracer.context[name]
        for env in self._all:
            functions: TracedFunctions = getattr(env, f"{kind}s")
            if name in functions:
                return functions.plain(name)
        raise LookupError(name)

    def _obstacles(self, env: Any, template: TracedTemplate) -> list[str]:
        """Why no page of an environment can be compared."""
        found = [f"the extension {one} is not known to be pure" for one, made in env.extensions.items() if not self._is_known(made)]
        if env.is_async:
            found.append("templates are asynchronous")
        if env.finalize is not None and not self._tracer.is_pure("finalize", env.finalize):
            found.append("finalize is not known to be pure")
        if any(name in vars(env) for name in _OURS) or type(env) is not TracingEnvironment:
            found.append("a plugin has changed how templates are made")
        if getattr(template.globals, "maps", [{}])[0]:
            found.append("its template has globals of its own")
        return found

    def _is_known(self, extension: Any) -> bool:
        return type(extension).__module__.startswith("jinja2.") or self._tracer.purity.of(type(extension))


def _source(env: Environment | None, name: str) -> str:
    if env is None or env.loader is None:
        return ""
    try:
        return source_digest(env.loader.get_source(env, name)[0])
    except TemplateNotFound:
        return ""
    except (OSError, UnicodeError) as error:
        return f"unreadable {error}"
