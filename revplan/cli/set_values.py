"""The value of `--set`, read as YAML; and what to type instead of one that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.words import quote
from revplan.cli.set_hints import OPTION, quote_option
from revplan.model.edit import PUT
from revplan.sources.scan import scan
from revplan.sources.yaml_events import Node, read_tree

CUT = f"a shell splits what is not quoted: write {quote_option('upsell.bundle={amount: 1M}')}"
"""What is said where a shell may have taken an option apart."""


def read_value(name: str, text: str, path: Path, operator: str) -> tuple[Any, Node, Problem | None]:
    """What stands behind the equals sign of an option, with the places of its parts, and what is
    wrong with it; `name` is what stands before that sign, which says `path` and `operator`.
    """
    value, node = None, Node(None, None)
    problems = scan(text, OPTION)
    if not problems:
        value, node, problems = read_tree(text, OPTION)
    if problems:
        return value, node, _unread(name, text, path, operator, problems[0])
    return value, node, _glued(name, text, path, operator, value)


def _unread(name: str, text: str, path: Path, operator: str, problem: Problem) -> Problem:
    """Why a value cannot be read, with the option as it was meant; else with the hint of its sign,
    and an option that can.
    """
    from revplan.workspace.option_mends import mend  # few values cannot be read

    sign = text.lstrip()[:1]
    closed = text.rstrip().endswith(_CLOSED.get(sign, ""))
    if problem.message.endswith("is never closed") and not closed:
        problem = replace(problem, message=f'the "{sign}" is not closed', hint=CUT)
    place = problem.place
    meant = mend(path, operator, text, place.location.column - 1) if place is not None else ""
    if meant:
        return replace(problem, hint=f"write {quote_option(f'{name}={meant}')}")
    return problem if problem.hint == CUT else replace(problem, hint=_such_as(problem.hint, text))


_CLOSED = {"{": "}", "[": "]"}


def _such_as(hint: str, text: str) -> str:
    """A hint, with an option that can be read."""
    example = "upsell.bundle={amount: 1M}" if text.lstrip()[:1] in _CLOSED else "churn.rate=25%"
    if "quote" in hint:
        example = 'name="Acme & Co"'
    return f"{hint}, as in {quote_option(example)}"


def _glued(name: str, text: str, path: Path, operator: str, value: Any) -> Problem | None:
    """What is wrong where a value holds a key with its own value glued to it."""
    from revplan.workspace.option_mends import part_keys, reads_in_a_plan

    key, written, meant = part_keys(text, value)
    if not key:
        return None
    fits = operator == PUT and reads_in_a_plan(path, operator, read_tree(meant, OPTION)[0])
    if not fits and "=" not in key and ":" not in key:
        return None  # A word alone, of which the plan says more itself
    hint = (
        f"write {quote_option(f'{name}={meant}')}" if fits else _such_as(f"write {written}", text)
    )
    glued = (
        'a space is missing after ":"' if ":" in key else f"{quote(key)} is not a key with a value"
    )
    return Problem("RP009", glued, hint)
