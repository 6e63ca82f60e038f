"""How an option is described that has no default to show."""

from __future__ import annotations

from typing import Any

import typer


def optional(*names: str, metavar: str, help: str, **more: Any) -> Any:  # noqa: A002
    """An option that has no default to show."""
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, **more)
