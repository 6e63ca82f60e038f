"""Paths: where something stands in a plan.

The path is the name: of a value, and of a figure.
"""

from __future__ import annotations

from collections.abc import Iterable

Path = tuple[str | int, ...]

ANY = "*"
"""A step that is left open: every name, or every entry of a list, that there is."""


def path_text(path: Path) -> str:
    """A path as it is printed: names joined by points, places in lists counted from 1.

    >>> path_text(("upsell", "premium_tier", "rate"))
    'upsell.premium_tier.rate'
    >>> path_text(("prior_year", "monthly", 0))
    'prior_year.monthly[1]'
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step}" if text else step
    return text


def with_beginnings(paths: Iterable[str]) -> list[str]:
    """Paths with everything that they lead through, each once.

    >>> with_beginnings(["churn.rate", "prior_year.monthly[1]"])
    ['churn', 'churn.rate', 'prior_year', 'prior_year.monthly', 'prior_year.monthly[1]']
    """
    found: dict[str, None] = {}
    for path in paths:
        steps = path.partition("[")[0].split(".")
        found.update(dict.fromkeys(".".join(steps[:depth]) for depth in range(1, len(steps) + 1)))
        found[path] = None
    return list(found)
