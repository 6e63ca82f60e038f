"""What `funnel` shows of one plan: the stages, the months, and what the leads have to be worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from revplan.base.table import Answer, Cell, Column, Note, Row, Table
from revplan.base.words import escape, trim
from revplan.engine.outcome import Outcome
from revplan.model.tried import Tried
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, percent, plain
from revplan.sections.funnel import Funnel, FunnelFigures, StageFigures
from revplan.sections.lead_value import LeadValueFigures
from revplan.sections.next_year import NextYear
from revplan.views.funnel.data import data_of, days_of, first_place_needed, funnel_flat
from revplan.views.funnel.lead_value import held_figure, lead_value_tables, shown_count, without
from revplan.views.heading import plan_data, title


def answer_of(outcome: Outcome, file: str, tried: Sequence[Tried] = ()) -> Answer:
    """The answer about a plan that has a funnel; `tried` where other values were tried."""
    funnel: FunnelFigures = outcome.work.found["funnel"]
    lead: LeadValueFigures = outcome.work.found["lead_value"]
    section = funnel.section
    with exactly():
        tables: tuple[Table | Note, ...] = (Note(_nothing_to_sign(outcome)),)
        if outcome.bridge.bookings > 0:
            tables = (
                _needed_table(outcome, section, funnel),
                _stages_table(section, funnel, outcome.work.found["leaks"]),
                _months_table(outcome, section, funnel, lead),
                Note(_due_note(outcome, funnel)),
                *lead_value_tables(outcome, section, lead),
                *_rep_load(outcome),
            )
    told = {"plan": plan_data(outcome, file, tried)}
    return Answer(
        title=title(outcome, tried),
        tables=tables,
        data=told | data_of(outcome),
        flat=funnel_flat(outcome),
    )


def _rep_load(outcome: Outcome) -> tuple[Note, ...]:
    """How many leads each rep has to work in a week, where the plan has reps."""
    load = outcome.figure("funnel.leads_a_rep_a_week")
    if not load:
        return ()
    return (Note(f"Each ramped rep has {amount_text(shown_count(load))} leads a week to work."),)


def shown_rate(rate: Number) -> str:
    """A conversion for display, which is often small: two decimals where they say something.

    >>> shown_rate(Decimal("0.0375")), shown_rate(Decimal("0.25"))
    ('3.75%', '25%')
    """
    return f"{trim(percent(Decimal(rate), 2)[:-1])}%"


def peak(stage: StageFigures) -> int:
    """The place of the month in which most has to enter a stage, the first of several."""
    counts = [shown_count(count) for count in stage.months]
    return counts.index(max(counts))


def _nothing_to_sign(outcome: Outcome) -> str:
    bookings = outcome.bridge.bookings
    met = "the target is met without new business" if bookings else "no new business is needed"
    return f"Nothing has to be signed: {met}, so the funnel has no lead to bring."


def _needed_table(outcome: Outcome, section: Funnel, funnel: FunnelFigures) -> Table:
    win = funnel.win_rate
    one_in = shown_count(1 / Decimal(win))
    rows = (
        Row((outcome.label("bookings"), outcome.bridge.bookings, "")),
        Row(("Average deal", _money(section.average_deal.value), "bookings that one deal brings")),
        Row((outcome.label("funnel.deals"), shown_count(funnel.deals), "")),
        Row(
            (
                outcome.label("funnel.leads"),
                shown_count(funnel.leads),
                f"one in {amount_text(one_in)} is won ({shown_rate(win)})",
            ),
            strong=True,
            rule=True,
        ),
    )
    columns = (
        Column("figure", "Figure"),
        Column("amount", "Amount", True),
        Column("note", "Note"),
    )
    return Table("needed", columns, rows, headed=False)


def _money(amount: Number) -> Decimal:
    """An amount of the plan, in as many digits as it needs."""
    return Decimal(plain(Decimal(amount)))


def _stages_table(section: Funnel, funnel: FunnelFigures, leaks: Mapping[str, Number]) -> Table:
    """`leaks` are the leads that stages would save at last year's rate [count]."""
    stated = section.stages
    rows = []
    for it in funnel.stages:
        stage = stated[it.stage]
        before = "" if stage.last_year is None else shown_rate(stage.last_year.value)
        if stage.last_year is not None and stage.last_year.is_none:
            before = stage.last_year.text
        rows.append(
            Row(
                (
                    escape(stage.label or it.stage),
                    shown_count(it.entering),
                    shown_rate(stage.conversion.value),
                    before,
                    shown_count(days_of(stage)),
                    str(funnel.months[peak(it)]),
                    shown_count(it.due_before_year),
                    shown_count(leaks[it.stage]) if leaks.get(it.stage) else None,
                )
            )
        )
    won = ("won", shown_count(funnel.deals), "", "", None, "", None, None)
    rows.append(Row(won, strong=True))
    columns = (
        Column("stage", "Stage"),
        Column("entering", "Volume", True),
        Column("conversion", "Conversion", True, 1),
        Column("last_year", "Last year", True, 3),
        Column("days", "Days", True, 2),
        Column("peak", "Peak month"),
        Column("due_before_year", "Due before the year", True),
        Column("saves_at_last_year", "Saved at last year's rate", True, 5),
    )
    told = any(stage.last_year is not None for stage in stated.values())
    dropped = [
        *([] if told else ["last_year"]),
        *([] if any(leaks.values()) else [columns[-1].key]),
    ]
    return without(Table("stages", columns, tuple(rows)), *dropped)


def _months_table(
    outcome: Outcome, section: Funnel, funnel: FunnelFigures, lead: LeadValueFigures
) -> Table:
    """Months before the year first, then those of the year, then what they add up to."""
    before = len(funnel.months) - 12
    counted, held = lead.leads is not None, lead.held
    start = first_place_needed(funnel)
    coming: Sequence[Number] = next(iter(outcome.work.found["next_year"].months.values()))

    def row(month: str, note: str, places: Sequence[int], apart: bool = False) -> Row:
        counts = (shown_count(sum(it.months[i] for i in places)) for it in funnel.stages)
        in_year = [i - before for i in places if i >= before]
        asked: Number = sum(held.asked_months[i] for i in places)
        planned: Number = sum(held.planned_months[i] for i in in_year)
        cells: tuple[Cell, ...] = (
            held_figure(counted, asked),
            held_figure(counted, planned) if in_year else None,
            shown_count(sum(coming[i] for i in in_year)) if in_year else None,
        )
        return Row((month, *counts, *cells, note), apart=apart)

    early, year = range(start, before), range(before, before + 12)
    rows = [row(str(funnel.months[i]), "before the year", (i,)) for i in early]
    rows += [row(str(funnel.months[i]), "", (i,), apart=i == before and bool(early)) for i in year]
    if early:
        rows.append(row("before", "due before the year begins", early, apart=True))
    whole = row(str(outcome.plan.fiscal_year), "all that the year needs", (*early, *year))
    rows.append(whole._replace(strong=True, apart=not early))
    stages = (
        Column(it.stage, escape(section.stages[it.stage].label or it.stage), True, 2 * bool(i) + i)
        for i, it in enumerate(funnel.stages)
    )
    what = "leads" if counted else "value"
    columns = (
        Column("month", "Month"),
        *stages,
        Column("asked", "Leads asked" if counted else "Lead value asked", True, 1),
        Column("planned", f"Planned {what}", True, 2),
        Column("next_year", "For next year", True, 3),
        Column("note", "", keep=99),
    )
    table = Table("months", columns, tuple(rows))
    dropped = [*([] if early else ["note"]), *([] if any(coming) else ["next_year"])]
    return without(table, *dropped, *([] if lead.sources else ["planned"]))


def _due_note(outcome: Outcome, funnel: FunnelFigures) -> str:
    year, leads = outcome.plan.year, funnel.stages[0]
    lines = [f"No lead has to be there before {year.first}."]
    if leads.due_before_year > 0:
        due, whole = (amount_text(shown_count(x)) for x in (leads.due_before_year, funnel.leads))
        share = percent(leads.due_before_year / funnel.leads)
        lines = [
            f"{due} of {whole} leads ({share}) are due before the year begins in {year.first}."
        ]
    needed = (place for place, count in enumerate(leads.months) if count)
    last = max(needed, default=0)
    if last < len(funnel.months) - 1:
        lines.append(f"Leads that come after {funnel.months[last]} are signed in the next year.")
    lines.extend(_next_year_note(outcome, funnel))
    return "\n".join(lines)


def _next_year_note(outcome: Outcome, funnel: FunnelFigures) -> Iterator[str]:
    """What next year's first months need of this year's last."""
    found: NextYear = outcome.work.found["next_year"]
    leads = funnel.stages[0].stage
    if not found.stages[leads]:
        return
    how = (
        f"{percent(Decimal(found.growth), sign=True)} bookings"
        if found.growth
        else ("the same bookings")
    )
    told = amount_text(shown_count(found.stages[leads]))
    yield f"Next year's first months need {told} leads of this year's last months, with {how}."
    long_ago = found.stages[leads] - sum(found.months[leads])
    if long_ago > 0:
        yield f"{amount_text(shown_count(long_ago))} of these had to be there before this year."
