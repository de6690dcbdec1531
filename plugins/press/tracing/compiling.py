"""Compiling: templates as Python that says what it reads where Jinja's would read it without asking."""

from __future__ import annotations

from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_PARAMETER, VAR_LOAD_UNDEFINED

# What else may see the variables of a loop than the names in its body.
_SEEING_ALL: Final[Any] = (
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Block,
    nodes.ContextReference,
    nodes.DerivedContextReference,
    nodes.ScopedEvalContextModifier,
    nodes.OverlayScope,
)


class TracedCode(CodeGenerator):
    """Jinja's code generator, for an environment that has a ``tracer``.

    A variable is read where it is used, and not where its frame begins; of the rows of a loop only the columns that its body
    names; what is printed, joined or searched is handed to the tracer on its way.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._around: dict[int, str] = {}
        self._printing: bool = self.environment.tracer.sees_printing  # type: ignore[attr-defined]
        self._columns: dict[int, tuple[int, ...]] = {}

    def write_commons(self) -> None:
        """The names that each function of a template begins with, and ours."""
        super().write_commons()
        self.writeline("resolve = context.found")
        self.writeline("tracer = environment.tracer")
        for name in ("used", "printed", "scalars", "searched", "written"):
            self.writeline(f"{name} = tracer.{name}")

    def get_resolve_func(self) -> str:
        """The function that finds a variable."""
        found = super().get_resolve_func()
        return found if found == "resolve" else f"{self.get_context_ref()}.found"

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """A node, with what is to stand around it."""
        function = self._around.pop(id(node), "")
        if not function:
            return super().visit(node, *args, **kwargs)
        self.write(f"{function}(")
        super().visit(node, *args, **kwargs)
        self.write(")")
        return None

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        """A variable; where it may be one of the page, its use is told."""
        ref, columns = frame.symbols.ref(node.name), self._columns.pop(id(node), ())
        load = frame.symbols.find_load(ref)
        if node.ctx != "load" or load is None or load[0] in (VAR_LOAD_PARAMETER, VAR_LOAD_UNDEFINED):
            super().visit_Name(node, frame)
            return
        told = ", ".join((repr(node.name), ref, *map(str, columns)))
        self.write(f"(undefined(name={node.name!r}) if used({told}) is missing else {ref})")

    def visit_NSRef(self, node: nodes.NSRef, frame: Frame) -> None:
        """An attribute of a namespace that is set."""
        self.write(f"written({frame.symbols.ref(node.name)})[{node.attr!r}]")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """A loop; of the rows of a variable it may read some columns only."""
        if isinstance(node.iter, nodes.Name) and not node.recursive and (columns := _columns(node)):
            self._columns[id(node.iter)] = columns
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Values joined to a text."""
        self._surround(node.nodes, "printed")
        super().visit_Concat(node, frame)

    def visit_Mod(self, node: nodes.BinExpr, frame: Frame) -> None:
        """Values put into a text, or a remainder."""
        self._surround([node.right], "printed")
        super().visit_Mod(node, frame)

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:
        """The right side of a comparison."""
        if node.op in ("in", "notin"):
            self._surround([node.expr], "searched")
        super().visit_Operand(node, frame)

    def _surround(self, inner: list[nodes.Expr], function: str) -> None:
        if function == "printed" and not self._printing:
            return
        for one in inner:
            self._around[id(one)] = function

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        super()._output_child_pre(node, frame, finalize)
        self.write("(value if type(value := (" if self._printing else "(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")) in scalars else printed(value))" if self._printing else ")")
        super()._output_child_post(node, frame, finalize)


def _columns(node: nodes.For) -> tuple[int, ...]:
    """The columns of the rows of a loop that its body and its test name; empty where it may read others too."""
    body = [*node.body, *([node.test] if node.test else [])]
    items = node.target.items if isinstance(node.target, nodes.Tuple) else []
    targets = [one.name for one in items if isinstance(one, nodes.Name)]
    if not targets or len(targets) < len(items):
        return ()
    if any(isinstance(part, _SEEING_ALL) or part.find(_SEEING_ALL) for part in body):
        return ()
    named = {name.name for part in body for name in _names(part)}
    columns = tuple(index for index, one in enumerate(targets) if one in named)
    return () if "loop" in named or len(columns) == len(targets) else columns or (0,)


def _names(node: nodes.Node) -> list[Any]:
    kinds: Any = (nodes.Name, nodes.NSRef)
    return [*([node] if isinstance(node, kinds) else []), *node.find_all(kinds)]
