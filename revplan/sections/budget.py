"""`budget:` what it costs to win and keep the business, item by item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from revplan.base.paths import Path
from revplan.base.problem import Problem
from revplan.base.year import PlanYear
from revplan.fields.amount import Amount, Rate
from revplan.fields.calendar import PlanMonth
from revplan.fields.key import DisplayName, NoteBeside, says
from revplan.fields.last_year import Because, LastAmount
from revplan.fields.reads import Given, Reads
from revplan.fields.section import Section, exactly_one, not_here
from revplan.fields.text import Name, choice, word_schema
from revplan.numbers.acts import Quantiser, larger, phase
from revplan.numbers.exact import ZERO
from revplan.numbers.figure import Figures, make_if_any
from revplan.numbers.number import Months, Number

_WHEN = "write every: month for what comes again, or month: 2027-03 for what comes once"
TIMES = {"month": 12, "quarter": 4, "year": 1}  # how often in a year, by an item's `every`


class Item(Section):
    """One thing that money is spent on."""

    amount: Annotated[Amount | None, says("What it costs each time it falls due.", "60k")] = None
    rate: Annotated[Rate | None, says("What it costs as a share of `of`.", "10%")] = None
    of: Annotated[
        Annotated[str, Reads(choice(("bookings",)), word_schema(("bookings",)))] | None,
        says("What the rate is a share of: bookings.", "bookings"),
    ] = None
    every: Annotated[
        Annotated[str, Reads(choice(tuple(TIMES)), word_schema(tuple(TIMES)))] | None,
        says("month, quarter or year: recurring; the latter two in their first month.", "month"),
    ] = None
    month: Annotated[PlanMonth | None, says("The one month of a one-off.", "2027-03")] = None
    last_year: Annotated[
        LastAmount | None,
        says("What it cost last year, each time where `every` stands; or none.", "50k"),
    ] = None
    because: Because = None
    owner: Annotated[Name | None, says("Whose budget it is.", "marketing")] = None
    label: DisplayName = None
    note: NoteBeside = None

    ONE_OF = ("amount", "rate")
    CHOOSE = {
        "amount": "For what is paid whatever is sold; `every` or `month` says when.",
        "rate": "For what is paid on what is sold, such as a commission; `of` says on what.",
        "of": "Beside `rate`, and always there: an `amount` is a share of nothing.",
        "every": "For what is paid again and again.",
        "month": "For what is paid once.",
    }
    LEFT_OUT = {"of": "required beside rate"} | dict.fromkeys(
        ("every", "month"), "required beside amount: exactly one of every or month"
    )
    ASIDE = ("last_year", "because", "label", "note")

    @classmethod
    def key_problems(cls, raw: Mapping[str, Any], path: Path, given: Given) -> Iterator[Problem]:
        """An amount says when it falls due; a rate says of what, and falls due with it."""
        yield from super().key_problems(raw, path, given)
        if "amount" in raw:
            yield from exactly_one(raw, ("every", "month"), path, _WHEN, _WHEN)
            why = "says what a rate is a share of"
            yield from not_here(raw, ("of",), path, why, "remove it, or write `rate:`")
        elif "rate" in raw:
            why = "does not go with rate, which falls due with what it is a share of"
            yield from not_here(raw, ("every", "month"), path, why, "remove it")
            if "of" not in raw:
                hint = "write of: bookings"
                why = f"of is missing under {path[-1]}"
                yield Problem("RP101", why, hint, path=path, details={"missing": ("of",)})


class Spent(NamedTuple):
    """What a part of the budget comes to in the year and its months [currency], in rounding steps.

    `recurring` falls due again and again, or with what it is a share of; `one_off` falls due once.
    `last_year` is what the items that state it cost last year, None where none does; that of the
    whole budget is None where an owner has none.
    """

    total: Number
    recurring: Number
    one_off: Number
    months: Months
    recurring_months: Months
    one_off_months: Months
    last_year: Number | None = None


@dataclass(frozen=True, slots=True)
class BudgetFigures:
    """What the year costs, in rounding steps. `by_owner` and `owners` have "" for what nobody owns.

    `whole` is the budget, `owners` are its parts in the order in which the plan names them, and
    `items` the cost of each item in the year.
    """

    total: Number
    by_owner: dict[str, Number]
    whole: Spent
    owners: dict[str, Spent]
    items: dict[str, Number]


def places_due(item: Item, year: PlanYear) -> tuple[int, ...]:
    """The months in which an amount falls due, by their place in the year, 0 to 11.

    >>> from revplan.base.year import Month
    >>> places_due(Item(amount="24k", every="quarter"), PlanYear(Month(2027, 1)))
    (0, 3, 6, 9)
    """
    if item.month is not None:
        return (year.place(item.month),)
    return tuple(range(0, 12, 12 // TIMES[item.every or "year"]))


def item_months(
    item: Item, *, bookings: Number, monthly: Months, year: PlanYear, q: Quantiser, of: str
) -> tuple[Number, Months]:
    """What an item costs in the year and in its months [currency].

    An amount is rounded each time it falls due. A rate is taken of the year's bookings, of a
    surplus nothing, and laid over the months as they are. `of` is its path, for errors.

    >>> from decimal import Decimal
    >>> from revplan.base.year import Month
    >>> of_year = {"year": PlanYear(Month(2027, 1)), "q": Quantiser(Decimal(1)), "of": "budget.a"}
    >>> even = (Decimal(10),) * 12
    >>> total, months = item_months(
    ...     Item(rate="5%", of="bookings"), bookings=Decimal(120), monthly=even, **of_year
    ... )
    >>> int(total), [int(month) for month in months]
    (6, [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
    """
    key, stated = item.measure()
    if key == "rate":
        total = q(stated.value * larger(bookings, ZERO))
        return total, phase(total, monthly, q, of)
    due = q(stated.value)
    places = places_due(item, year)
    return due * len(places), tuple(due if i in places else q(0) for i in range(12))


def last_year_cost(item: Item, q: Quantiser) -> Number | None:
    """What an item cost in last year's twelve months [currency]; None where it is not stated.

    >>> from decimal import Decimal
    >>> int(last_year_cost(Item(amount="5k", every="month", last_year="4k"), Quantiser(Decimal(1))))
    48000
    """
    if item.last_year is None:
        return None
    return q(item.last_year.value) * TIMES.get(item.every or "", 1)


def budget_figures(
    section: Mapping[str, Item],
    figures: Figures,
    *,
    bookings: Number,
    bookings_by_month: Months,
    year: PlanYear,
    q: Quantiser,
) -> BudgetFigures:
    """The budget worked out; its figures go into `figures` by path."""
    spent: dict[str, Number] = {}
    laid_out: dict[str, Months] = {}
    by_owner: dict[str, dict[str, Item]] = {}
    for name, item in section.items():
        by_owner.setdefault(item.owner or "", {})[name] = item
        total, laid_out[name] = item_months(
            item, bookings=bookings, monthly=bookings_by_month, year=year, q=q, of=f"budget.{name}"
        )
        spent[name] = figures.money(f"budget.items.{name}", total, item.label or name)
    owners = {}
    for owner, owned in by_owner.items():
        stem = f"budget.owners.{owner}" if owner else "budget.unowned"
        label = f"Budget of {owner}" if owner else "Budget that nobody owns"
        owners[owner] = _named(_added(owned, spent, laid_out, q), figures, stem, label)
    whole = _whole(list(owners.values()), figures, year)
    totals = {owner: part.total for owner, part in owners.items()}
    return BudgetFigures(whole.total, totals, whole, owners, spent)


def _added(
    owned: Mapping[str, Item], spent: Mapping[str, Number], by_month: Mapping[str, Months],
    q: Quantiser,
) -> Spent:  # fmt: skip
    """What the items of one owner add up to."""
    recurring = [name for name, item in owned.items() if item.month is None]
    one_off = [name for name in owned if name not in recurring]
    known = [cost for item in owned.values() if (cost := last_year_cost(item, q)) is not None]
    return _spent(
        sum((spent[name] for name in recurring), q(0)),
        sum((spent[name] for name in one_off), q(0)),
        tuple(sum((by_month[name][i] for name in recurring), q(0)) for i in range(12)),
        tuple(sum((by_month[name][i] for name in one_off), q(0)) for i in range(12)),
        sum(known) if known else None,
    )


def _spent(
    recurring: Number, one_off: Number, by_month: Months, once_by_month: Months, last_year: Number
) -> Spent:
    months = tuple(a + b for a, b in zip(by_month, once_by_month, strict=True))
    return Spent(
        recurring + one_off, recurring, one_off, months, by_month, once_by_month, last_year
    )


def _named(part: Spent, figures: Figures, stem: str, label: str) -> Spent:
    """The part with its sums among the figures."""
    recurring = figures.money(f"{stem}.recurring", part.recurring, f"{label}, recurring")
    one_off = figures.money(f"{stem}.one_off", part.one_off, f"{label}, one-off")
    total = figures.money(f"{stem}.total", recurring + one_off, label)
    before = make_if_any(figures.money, f"{stem}.last_year", part.last_year, f"{label}, last year")
    return part._replace(total=total, recurring=recurring, one_off=one_off, last_year=before)


def _whole(owners: Sequence[Spent], figures: Figures, year: PlanYear) -> Spent:
    """The whole budget, with its year and its months among the figures."""
    known = [part.last_year for part in owners if part.last_year is not None]
    whole = _named(
        _spent(
            sum(part.recurring for part in owners),
            sum(part.one_off for part in owners),
            tuple(sum(part.recurring_months[i] for part in owners) for i in range(12)),
            tuple(sum(part.one_off_months[i] for part in owners) for i in range(12)),
            sum(known) if len(known) == len(owners) else None,
        ),
        figures,
        "budget",
        "Budget",
    )
    by_month = zip(whole.months, whole.recurring_months, whole.one_off_months, strict=True)
    months = [
        _named(Spent(*parts, (), (), ()), figures, f"budget.months.{month}", f"Budget, {month}")
        for month, parts in zip(year.months, by_month, strict=True)
    ]
    return whole._replace(
        months=tuple(month.total for month in months),
        recurring_months=tuple(month.recurring for month in months),
        one_off_months=tuple(month.one_off for month in months),
    )
