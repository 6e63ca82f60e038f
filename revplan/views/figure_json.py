"""Figures as JSON and CSV have them, by their paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from revplan.engine.outcome import Outcome
from revplan.numbers.figure import Unit
from revplan.numbers.write import plain_amount, plain_count, plain_share


def text_of(outcome: Outcome, path: str) -> str | None:
    """A figure as JSON has it; None where there is none."""
    figure, unit = outcome.figure(path), outcome.unit(path)
    if figure is None:
        return None
    if unit is Unit.money:
        return plain_amount(figure, outcome.plan.phasing.rounding)
    return (plain_count if unit is Unit.count else plain_share)(figure)


def told_text(outcome: Outcome, path: str) -> str:
    """A figure that the plan has, as JSON has it. Raises ValueError where it has none."""
    text = text_of(outcome, path)
    if text is None:
        raise ValueError(f"{path} is told and not a figure")
    return text


def texts_below(outcome: Outcome, stem: str, names: Iterable[str]) -> dict[str, str]:
    """The figures of these names below a path, as far as there are any."""
    return texts_at(outcome, {name: f"{stem}.{name}" for name in names})


def texts_at(outcome: Outcome, paths: Mapping[str, str]) -> dict[str, str]:
    """The figures at these paths, under the name of each, as far as there are any."""
    found = {name: text_of(outcome, path) for name, path in paths.items()}
    return {name: text for name, text in found.items() if text is not None}


def quarters_data(outcome: Outcome, paths: Mapping[str, str]) -> list[dict[str, str]]:
    """The four quarters of figures, by the name of each; {} in a path stands for the quarter."""
    return [
        {"quarter": quarter}
        | texts_at(outcome, {name: path.format(quarter) for name, path in paths.items()})
        for quarter in ("Q1", "Q2", "Q3", "Q4")
    ]
