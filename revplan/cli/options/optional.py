"""How words of a command, and options, are described that have no default to show."""

from __future__ import annotations

from typing import Any

import typer


def argument(metavar: str, help: str) -> Any:  # noqa: A002
    """A word of a command, or several."""
    return typer.Argument(metavar=metavar, help=help, show_default=False)


def optional(*names: str, metavar: str, help: str, **more: Any) -> Any:  # noqa: A002
    """An option that has no default to show."""
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, **more)
