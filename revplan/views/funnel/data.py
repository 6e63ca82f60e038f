"""What `funnel` gives of one plan: in JSON, and as one table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from revplan.base.table import Column, Row, Table
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.number import Number
from revplan.numbers.write import plain_amount, plain_count, plain_share
from revplan.sections.agreements import Agreement
from revplan.sections.funnel import Funnel, FunnelFigures, Stage
from revplan.sections.lead_value import LeadValueFigures
from revplan.sections.leads_in_time import LeadsInTime
from revplan.views.figure_json import quarters_data, texts_below


def data_of(outcome: Outcome) -> dict[str, Any]:
    """The funnel of a plan that has one for JSON.

    Lead value planned, and what is short of it, are absent where no source is named.
    """
    funnel: FunnelFigures = outcome.work.found["funnel"]
    with exactly():
        return _data(outcome, funnel.section, funnel, outcome.work.found["lead_value"])


def _data(
    outcome: Outcome, section: Funnel, funnel: FunnelFigures, lead: LeadValueFigures
) -> dict[str, Any]:
    found = outcome.work.found
    in_time: LeadsInTime | None = found["leads_in_time"]
    money = partial(plain_amount, quantum=outcome.plan.phasing.rounding)
    return {
        "deals": plain_count(funnel.deals),
        "win_rate": plain_share(funnel.win_rate),
        "stages": [
            {
                "stage": it.stage,
                "entering": plain_count(it.entering),
                "conversion": plain_share(section.stages[it.stage].conversion.value),
                "days": plain_count(days_of(section.stages[it.stage])),
                "due_before_year": plain_count(Decimal(it.due_before_year)),
            }
            | texts_below(outcome, f"funnel.stages.{it.stage}", _OF_WAY)
            | _saved(found["leaks"].get(it.stage))
            for it in funnel.stages
        ],
        "months": _months(outcome, funnel, lead),
        "leads": plain_count(funnel.leads),
        **_rep_load(outcome),
        "for_next_year": {
            stage: plain_count(Decimal(count)) for stage, count in found["next_year"].stages.items()
        },
        "lead_value": _lead_value(outcome, lead, in_time),
        "agreements": [_agreement(it, money) for it in found["agreements"]],
        "sources": [
            {"source": it.source, "kind": section.sources[it.source].kind}
            | ({"owner": it.owner} if it.owner is not None else {})
            | {
                "leads": plain_count(it.leads),
                "conversion": plain_share(funnel.win_rate),
                "days": plain_count(Decimal(funnel.stages[0].days_to_signing)),
                "value": money(outcome.plan.q(it.value)),
                "planned_value": money(it.planned_value),
                "alone_a_week": plain_count(it.alone_a_week),
            }
            | _signed(it.source, in_time, money)
            for it in lead.sources
        ],
    }


def _rep_load(outcome: Outcome) -> dict[str, str]:
    """How many leads a rep works in a week, where a plan has reps."""
    load = outcome.figure("funnel.leads_a_rep_a_week")
    return {} if load is None else {"leads_a_rep_a_week": plain_count(load)}


def _saved(leads: Number | None) -> dict[str, str]:
    """What a stage would save at last year's rate, where that was the better."""
    return {"saves_at_last_year": plain_count(Decimal(leads))} if leads else {}


def _signed(source: str, in_time: LeadsInTime | None, money: Callable[..., str]) -> dict[str, str]:
    """What a source's leads become, and what of it is signed in the year."""
    if in_time is None:
        return {}
    won, value = in_time.won[source], in_time.of_source[source]
    return {"won": plain_count(won), "in_time": money(value)}


def _agreement(it: Agreement, money: Callable[..., str]) -> dict[str, Any]:
    """What an owner agrees to bring, by the week and by the month."""
    return {
        "owner": it.owner,
        "signed": it.signed,
        "value": money(it.value),
        "a_week": money(it.a_week),
        "months": [
            {"month": str(month), "value": money(amount)} for month, amount in it.months.items()
        ],
    }


def days_of(stage: Stage) -> Decimal:
    """The days that are spent in a stage."""
    return Decimal(stage.days.value) if stage.days is not None else Decimal(0)


def first_place_needed(funnel: FunnelFigures) -> int:
    """The place of the first month in which something is needed, at the latest the year's first."""
    before = len(funnel.months) - 12
    needed = (place for place in range(before) if any(it.months[place] for it in funnel.stages))
    return next(needed, before)


def _months(
    outcome: Outcome, funnel: FunnelFigures, lead: LeadValueFigures
) -> list[dict[str, Any]]:
    quantum, year = outcome.plan.phasing.rounding, outcome.plan.year
    rows = []
    for place in range(first_place_needed(funnel), len(funnel.months)):
        month = funnel.months[place]
        row: dict[str, Any] = {
            "month": str(month),
            "stages": {it.stage: plain_count(Decimal(it.months[place])) for it in funnel.stages},
            "lead_value_asked": plain_amount(lead.value.asked_months[place], quantum),
        }
        if lead.sources and year.holds(month):
            planned = Decimal(lead.value.planned_months[year.place(month)])
            row["lead_value_planned"] = plain_amount(planned, quantum)
        rows.append(row)
    return rows


def _lead_value(
    outcome: Outcome, lead: LeadValueFigures, in_time: LeadsInTime | None
) -> dict[str, Any]:
    money = partial(plain_amount, quantum=outcome.plan.phasing.rounding)
    data: dict[str, Any] = {
        "lead_coverage": plain_count(Decimal(lead.lead_coverage)),
        "asked": money(lead.value.asked),
        "asked_a_week": money(lead.asked_a_week),
    }
    if in_time is None:
        return data
    value = in_time.value
    data |= {
        "planned": money(Decimal(lead.value.planned)),
        "in_time": money(value.in_time),
        "too_late": money(value.too_late),
        "of_last_year": money(value.of_last_year),
        "short": money(value.short),
        "to_spare": money(value.to_spare),
    }
    if lead.leads is not None and in_time.leads is not None:
        leads = in_time.leads
        data |= {
            "leads_asked": plain_count(lead.leads.asked),
            "leads_planned": plain_count(lead.leads.planned),
            "leads_in_time": plain_count(leads.in_time),
            "leads_too_late": plain_count(Decimal(leads.too_late)),
            "leads_short": plain_count(Decimal(leads.short)),
            "leads_to_spare": plain_count(Decimal(leads.to_spare)),
        }
    months = zip(outcome.plan.year.months, value.months, value.asked_months, strict=True)
    data["in_time_months"] = [
        {"month": str(month), "in_time": money(came), "asked": money(asked)}
        for month, came, asked in months
    ]
    data["in_time_quarters"] = quarters_data(outcome, _IN_TIME_QUARTERS)
    return data


_VALUE = "funnel.lead_value.quarters.{}"
_IN_TIME_QUARTERS = {
    "in_time": f"{_VALUE}.in_time",
    "asked": f"{_VALUE}.asked_in_time",
    "planned": f"{_VALUE}.planned",
}

_OF_WAY = ("win_rate", "days_to_signing")
_OF_STAGE = ("entering", "conversion", "days", *_OF_WAY, "due_before_year", "saves_at_last_year")
_OF_SOURCE = ("leads", "value", "planned_value", "alone_a_week", "won", "in_time")


def funnel_flat(outcome: Outcome) -> Table:
    """Every figure in a row of its own, for comma-separated values.

    `level` is year, stage, month, source or owner; `name` the stage, source or owner.
    """
    plan, data = outcome.plan, data_of(outcome)
    year = str(plan.fiscal_year)
    rows: list[Row] = []

    def put(level: str, name: str, period: str, figures: dict[str, Any], *kept: str) -> None:
        for key in kept or figures:
            if key in figures:
                value = Decimal(figures[key])
                cells = (plan.name, plan.currency, level, name, period, key, value)
                rows.append(Row(cells))

    put("year", "", year, data, "deals", "win_rate", "leads", "leads_a_rep_a_week")
    lead = data["lead_value"]
    put("year", "", year, {key: text for key, text in lead.items() if isinstance(text, str)})
    for it in lead.get("in_time_months", ()):
        put("month", "", it["month"], {"lead_value_in_time": it["in_time"]})
        put("month", "", it["month"], {"lead_value_to_sign": it["asked"]})
    for stage, count in data["for_next_year"].items():
        put("stage", stage, year, {"for_next_year": count})
    for it in data["stages"]:
        put("stage", it["stage"], year, it, *_OF_STAGE)
    for month in data["months"]:
        for stage, count in month["stages"].items():
            put("month", stage, month["month"], {"entering": count})
        put("month", "", month["month"], month, "lead_value_asked", "lead_value_planned")
    for it in data["sources"]:
        put("source", it["source"], year, it, *_OF_SOURCE)
    for it in data["agreements"]:
        put("owner", it["owner"], year, it, "value", "a_week")
        for month in it["months"]:
            put("owner", it["owner"], month["month"], month, "value")
    columns = [Column(key) for key in ("plan", "currency", "level", "name", "period", "figure")]
    return Table("funnel", (*columns, Column("value", number=True)), tuple(rows))
