"""What of a function is arithmetic, and what is said to people about it."""

from __future__ import annotations

import ast
import re
import textwrap

TEXTS = {"label", "why", "hint", "said", "more"}
"""The names of variables that hold what people read."""

NAMED = {"phase": 3, "divided": 2, "held_back": 3, "line_amount": 4, "lost_revenue": 3}
"""The formulas that are told what an error is to call their amount, and in which place."""


def arithmetic(lines: list[str]) -> str:
    """What a function does, whatever its name and its words."""
    tree = ast.parse(textwrap.dedent("\n".join(lines)))
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.name = ""
    return ast.dump(Bare().visit(tree))


class Bare(ast.NodeTransformer):
    """A function without texts for people, without what errors are to call an amount, and without
    `strict=` of `zip`, whose rows are always even.
    """

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """A text that has a space or begins with a capital; paths and keys do neither."""
        words = isinstance(node.value, str) and re.search(r"^(XX)?[A-Z]| ", node.value)
        return ast.Constant(None) if words else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        """A text with values put in."""
        parts = [self.visit(part) for part in node.values if isinstance(part, ast.Constant)]
        return ast.Constant(None) if any(part.value is None for part in parts) else node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name that holds such a text."""
        return ast.Constant(None) if node.id in TEXTS else node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        """A text that is chosen, or put together, and kept."""
        kept = [it.id for it in node.targets if isinstance(it, ast.Name)]
        return ast.Pass() if TEXTS.issuperset(kept) and kept else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call, to which None may be handed or nothing."""
        self.generic_visit(node)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        del node.args[NAMED.get(called, len(node.args)) :]
        node.args = [it for it in node.args if getattr(it, "value", it) is not None]
        node.keywords = [it for it in node.keywords if it.arg != "strict"]
        return node
