"""Monthly recurring revenue, for which a plan has no key: it is told by the year, as ARR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from revplan.base.problem import Problem
from revplan.base.words import listing
from revplan.fields.reads import Raw
from revplan.numbers.meant import meant_amount
from revplan.numbers.read import Refused, read_amount
from revplan.numbers.written import short_amount

_MOST_LETTERS = 7
"""A number that is no longer has a suffix; a longer one is written in digits."""


def is_of_mrr(problem: Problem) -> bool:
    """Whether a problem is that the MRR stands where a plan has the ARR."""
    above, key = problem.path[:-1], "".join(map(str, problem.path[-1:]))
    known = above in (("prior_year",), ("target",))
    return problem.code == "RP104" and known and key.lower() == "mrr"


def by_year(problem: Problem, raw: Raw) -> Problem:
    """Such a problem, with the ARR to write instead."""
    if "arr" in raw[str(problem.path[0])]:
        return replace(problem, hint="remove it: arr is stated, and is twelve times the MRR")
    amount = _twelve_times(problem, raw)
    told = f"arr: {amount}, which is" if amount else "arr, with"
    basis = "" if raw.get("basis") == "arr" else ", and basis: arr above"
    return replace(problem, hint=f"write {told} twelve times the MRR{basis}")


def by_basis(problems: Sequence[Problem], raw: Raw) -> str:
    """What to write for a basis that is none where such problems are its consequences."""
    amounts = ((it.path[0], _twelve_times(it, raw)) for it in problems)
    told = [f"arr{amount and f': {amount}'} under {section}" for section, amount in amounts]
    return f"write basis: arr, and {listing(told, 'and')}: ARR is twelve times MRR"


def _twelve_times(problem: Problem, raw: Raw) -> str:
    """What stands there times twelve, written so that it reads; empty where it cannot be told."""
    stated: Any = raw[str(problem.path[0])][problem.path[1]]
    text = stated if isinstance(stated, str) else ""
    try:
        year = 12 * read_amount(meant_amount(text) or text)
    except Refused:
        return ""
    short = short_amount(year)
    return short if len(short) <= _MOST_LETTERS or year % 1 else f"{int(year):_}"
