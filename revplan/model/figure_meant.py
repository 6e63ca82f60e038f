"""Which figure was meant by a path that is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from revplan.base.near_words import advice, closest, did_you_mean
from revplan.base.words import listing
from revplan.base.year import Month, PlanYear
from revplan.model.catalogue import LISTS_ALL
from revplan.numbers.figure import main_figure

_AT = re.compile(r"(months\.([0-9]{4})-(0[1-9]|1[0-2])|quarters\.Q[1-4])\.")


def closest_figure(path: str, known: Sequence[str]) -> str | None:
    """The known path that was meant, of the month or the quarter of the year that was asked for;
    `known` has months and quarters by the first.

    >>> closest_figure("months.2027-07.targt", ["months.2027-01.target", "target"])
    'months.2027-07.target'
    """
    first, asked = _first(path, known), _AT.match(path)
    if asked is None or not first or not _in_year(path, first):
        return closest(path, known)
    return closest(path, [*dict.fromkeys(it.replace(first, asked[0], 1) for it in known)])


def figure_advice(path: str, known: Sequence[str]) -> str:
    """What to say of a path that is no figure: the one that was meant, or which there are.

    >>> figure_advice("months.2027-13.target", ["months.2027-01.target", "target"])
    "the plan's months are 2027-01 to 2027-12, as in months.2027-01.target"
    >>> figure_advice("months.2027-03", ["months.2027-01.target", "target"])
    'a figure of it is meant: write months.2027-03.target'
    >>> figure_advice("readings.C", ["readings.plan", "readings.A", "target"])
    'there is readings.plan or readings.A'
    """
    kind, _, of = path.partition(".")
    first = _first(path, known)
    if first and _AT.fullmatch(f"{path}.") and _in_year(f"{path}.", first):
        return f"a figure of it is meant: write {path}.{_likeliest(first, known)}"
    if first and not _in_year(path, first):
        of = of.partition(".")[2]
        like = f"as in {first}{of if first + of in known else _likeliest(first, known)}"
        if kind == "quarters":
            return f"the quarters are Q1 to Q4, {like}"
        year = PlanYear(_month(first))
        return f"the plan's months are {year.first} to {year.last}, {like}"
    beside = [it for it in known if it.startswith(f"{kind}.")]
    if kind == "readings" and beside and not closest(of, [it.partition(".")[2] for it in beside]):
        return f"there is {listing(beside)}"
    meant = closest_figure(path, known)
    if meant:
        return did_you_mean(meant)
    main = [it for it in known if main_figure(it)]
    return advice(path, known, beside if first else main, LISTS_ALL)


def _first(path: str, known: Sequence[str]) -> str:
    """The first month or quarter of the year, as the paths of figures of such begin; empty where
    another figure is asked for, or none is known by it.
    """
    kind = path.partition(".")[0]
    told = (_AT.match(it) for it in known if it.startswith(f"{kind}."))
    return next((it[0] for it in told if it), "")


def _likeliest(first: str, known: Sequence[str]) -> str:
    """A figure that the plan has of its months or quarters: new business, where it has it."""
    of = [it.removeprefix(first) for it in known if it.startswith(first)]
    return "new_business" if "new_business" in of else of[0]


def _in_year(path: str, first: str) -> bool:
    """Whether a path of a month or a quarter names one of the plan year."""
    asked = _AT.match(path)
    if asked is None or asked[2] is None:
        return asked is not None
    return PlanYear(_month(first)).holds(_month(asked[0]))


def _month(text: str) -> Month:
    year, month = text.removeprefix("months.").rstrip(".").split("-")
    return Month(int(year), int(month))
