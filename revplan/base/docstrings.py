"""Docstrings that are shown to users, also where Python was told to drop them (-OO)."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def with_docstrings(module: ModuleType) -> ModuleType:
    """The module; where Python dropped its docstrings, with those of its source, and of the
    functions and classes in it. Where there is no source, as it is.
    """
    source = _source(module) if module.__doc__ is None else None
    if source is None:
        return module
    import ast  # few ever need it

    tree = ast.parse(source)
    module.__doc__ = ast.get_docstring(tree, clean=False)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            vars(module)[node.name].__doc__ = ast.get_docstring(node, clean=False)
    return module


def page(module: ModuleType) -> str:
    """The docstring of a module as it is shown; empty where it is gone for good."""
    return inspect.cleandoc(with_docstrings(module).__doc__ or "")


def summary(of: type | Callable[..., Any]) -> str:
    """The first paragraph of the docstring of a class or a function, in one line."""
    with_docstrings(sys.modules[of.__module__])
    return inspect.cleandoc(of.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _source(module: ModuleType) -> str | None:
    """The text of a module, from a folder or a zip; None where only its code was installed."""
    loader = getattr(module.__spec__, "loader", None)
    try:
        text: str | None = loader.get_source(module.__name__) if loader is not None else None
    except (AttributeError, ImportError, OSError):
        return None
    return text
