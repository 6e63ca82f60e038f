"""Where a figure comes from: its formula with names and with numbers, down to the inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from revplan.base.paths import Path, path_text
from revplan.base.words import trim
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out
from revplan.model.catalogue import LINE_SECTIONS, ROWS
from revplan.model.plan import Plan
from revplan.model.values import numbers, trace, value_at
from revplan.numbers.figure import Unit
from revplan.numbers.formula import cut_short, formula
from revplan.numbers.history import inputs
from revplan.numbers.number import Number
from revplan.numbers.traced import Traced, value_of
from revplan.numbers.write import amount_text, exact_percent
from revplan.numbers.written import has_two_readings

_LINE_SETTINGS = ("starts", "ramp_months", "month", "seasonality")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure and what it is made of. An input has neither formula nor inputs.

    `settings` are the paths of what the plan states beside numbers: months, seasons, timings.
    """

    path: str
    label: str
    value: Decimal
    formula: str = ""
    with_numbers: str = ""
    inputs: tuple[Explanation, ...] = ()
    settings: tuple[Path, ...] = ()
    at: Path | None = None

    def below(self) -> list[Explanation]:
        """The figure and everything below it, each once, nearest first."""
        found: dict[str, Explanation] = {}
        level: list[Explanation] = [self]
        while level:
            for it in level:
                found.setdefault(it.path, it)
            level = [inner for it in level for inner in it.inputs if inner.path not in found]
        return list(found.values())


def explain(plan: Plan, quantity: str) -> Explanation | None:
    """Where a figure of the plan comes from; None where the plan has no such figure.

    `quantity` is a figure of the bridge, a line (`upsell.premium_tier`), a month's figure
    (`months.2027-03.new_business`) or an assumption (`churn.rate`).
    """
    telling = trace(plan)
    places = _places(plan)
    if quantity in places:
        number = numbers(telling)[places[quantity]]
        return _Teller(work_out(telling), places).tell(number, quantity)
    outcome = work_out(telling)
    figure = outcome.figure(quantity)
    return None if figure is None else _Teller(outcome, places).tell(figure, quantity)


def _places(plan: Plan) -> dict[str, Path]:
    return {path_text(path): path for path in numbers(plan)}


class _Teller:
    def __init__(self, outcome: Outcome, places: dict[str, Path]) -> None:
        self.outcome = outcome
        self.places = places
        self.told: dict[str, Explanation] = {}

    def tell(self, x: Number, name: str) -> Explanation:
        if name in self.told:
            return self.told[name]
        if not isinstance(x, Traced):
            told = Explanation(name, self.outcome.label(name), value_of(x), "0", "0")
        elif x.op == "input":
            told = Explanation(name, self.outcome.label(name), x.value, at=self.places[name])
        else:
            told = Explanation(
                path=name,
                label=self.outcome.label(name),
                value=x.value,
                formula=formula(x),
                with_numbers=formula(x, _number_shown(self.number_shown)),
                inputs=tuple(self.tell(part, part.name) for part in inputs(x)),
                settings=self.settings(name),
            )
        self.told[name] = told
        return told

    def number_shown(self, x: Traced) -> str:
        """A named number among numbers: a rate as the plan writes it, an amount grouped."""
        if x.op == "input":
            text = self.text(self.places[x.name])
            if text.endswith("%") or has_two_readings(text):
                return text
            return amount_text(x.value)
        return exact_text(self.outcome, x.name, x.value)

    def text(self, path: Path) -> str:
        return str(getattr(value_at(self.outcome.plan, path), "text", ""))

    def settings(self, name: str) -> tuple[Path, ...]:
        """What the plan states, beside numbers, that shapes a figure."""
        plan, parts = self.outcome.plan, name.split(".")
        above: Path = ()
        while parts[0] == "segments" and len(parts) > 2:
            above, parts = (*above, *parts[:2]), parts[2:]
        parts = parts[1:] if parts[0] == "local" else parts
        name = ".".join(parts)
        told: Sequence[str] = ()
        if parts[0] in LINE_SECTIONS and len(parts) == 2:
            told = [f"{name}.{key}" for key in _LINE_SETTINGS]
        elif name in ROWS:
            told = ROWS[name].settings
        elif parts[0] == "months" and len(parts) == 3 and parts[2] in ROWS:
            told = ROWS[parts[2]].month_settings
        paths = ((*above, *path.split(".")) for path in told)
        return tuple(path for path in paths if _worded(plan, path))


def exact_text(outcome: Outcome, path: str, value: Decimal) -> str:
    """The value of a figure with all that is kept of it: amounts grouped, shares in percent, counts
    and multiples rounded.
    """
    unit = outcome.unit(path)
    if unit is Unit.money:
        return amount_text(value)
    if unit is Unit.rate:
        return exact_percent(value)
    if 0 < abs(value) < 1:  # its first digits tell more than its first decimals
        return f"{Decimal(f'{value:.6g}'):f}"
    return trim(amount_text(outcome.round_figure(path, value)))


def _worded(plan: Plan, path: Path) -> bool:
    """Whether the plan states something there that is not a list of numbers."""
    return not isinstance(value_at(plan, path), (tuple, type(None)))


def _number_shown(named: Callable[[Traced], str]) -> Callable[[Number], str]:
    def show(x: Number) -> str:
        if isinstance(x, Traced):
            return named(x)
        return amount_text(cut_short(x)) if isinstance(x, Decimal) else f"{x:,}"

    return show
