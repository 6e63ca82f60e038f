"""What `funnel` shows of lead value: asked for and planned, the sources, who agrees to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from revplan.base.table import Column, Note, Row, Table
from revplan.base.words import escape, first_few
from revplan.engine.outcome import Outcome
from revplan.numbers.acts import Quantiser
from revplan.numbers.figure import Unit
from revplan.numbers.number import Number
from revplan.numbers.write import amount_text, plain, round_unit
from revplan.sections.agreements import Agreement
from revplan.sections.bridge import by_quarter
from revplan.sections.funnel import Funnel
from revplan.sections.lead_value import LeadValueFigures, SourceFigures
from revplan.sections.leads_in_time import LeadsInTime

_MOST_NAMES = 4
_KINDS = "Seeds are leads by word of mouth, nets by marketing, spears by prospecting."


def lead_value_tables(
    outcome: Outcome, section: Funnel, lead: LeadValueFigures
) -> tuple[Table | Note, ...]:
    """What the leads have to be worth, and are."""
    found = outcome.work.found
    in_time: LeadsInTime | None = found["leads_in_time"]
    return (
        _asked_table(outcome, lead, in_time),
        *_in_time_table(in_time),
        *_sources_tables(outcome, section, lead),
        *_agreements_tables(section, lead, found["agreements"]),
        *_follow_up(section),
    )


def shown_count(count: Number) -> Decimal:
    """A count for display."""
    return round_unit(count, Unit.count)


def held_figure(counted: bool, x: Number) -> Decimal:
    """A count for display, or an amount as it is."""
    return shown_count(x) if counted else Decimal(x)


def without(table: Table, *dropped: str) -> Table:
    """The table without some of its columns."""
    places = [i for i, column in enumerate(table.columns) if column.key not in dropped]
    rows = tuple(row._replace(cells=tuple(row.cells[i] for i in places)) for row in table.rows)
    return table._replace(columns=tuple(table.columns[i] for i in places), rows=rows)


def _asked_table(outcome: Outcome, lead: LeadValueFigures, in_time: LeadsInTime | None) -> Table:
    """What is asked for and what is planned: by number where no source states a value."""
    coverage = plain(Decimal(lead.lead_coverage))
    per_unit = f"{coverage} for each {outcome.plan.currency} of bookings" if coverage != "1" else ""
    rows = []

    def label(name: str) -> str:
        return outcome.label(f"funnel.lead_value.{name}")

    if lead.leads is not None:
        per_lead = f"{coverage} for each lead needed" if coverage != "1" else ""
        rows += [
            Row((label("leads_asked"), shown_count(lead.leads.asked), per_lead)),
            Row((label("leads_planned"), shown_count(lead.leads.planned), "")),
        ]
    rows.append(Row((label("asked"), lead.value.asked, per_unit)))
    rows.append(Row((label("asked_a_week"), lead.asked_a_week, "a year of 52 weeks")))
    if in_time is not None:
        rows.append(Row((label("planned"), Decimal(lead.value.planned), "created in the year")))
        rows += _in_time_rows(outcome, in_time)
    columns = (
        Column("figure", "Figure"),
        Column("amount", "Amount", True),
        Column("note", "Note"),
    )
    return Table("lead_value", columns, tuple(rows), headed=False)


def _in_time_rows(outcome: Outcome, in_time: LeadsInTime) -> Iterator[Row]:
    """What of the leads is signed in the year, and what is missing."""
    counted, held = in_time.leads is not None, in_time.held
    names = ("leads_in_time", "leads_too_late", "leads_short")
    names = names if counted else ("in_time", "too_late", "short")
    came, late, short = (outcome.label(f"funnel.lead_value.{name}") for name in names)
    yield Row((came, held_figure(counted, held.in_time), _of_last_year(in_time)))
    if held.too_late > 0:
        counts = "count" if counted else "counts"
        yield Row((late, held_figure(counted, held.too_late), f"{counts} for next year"))
    said = "leads" if counted else "lead value"
    note = f"{said} that no source brings in time" if held.short else "what is asked for is covered"
    yield Row((short, held_figure(counted, held.short), note), True, True)


def _of_last_year(in_time: LeadsInTime) -> str:
    """What of the leads in time comes of last year's."""
    held, counted = in_time.held, in_time.leads is not None
    told = (
        f"{amount_text(held_figure(counted, held.of_last_year))} of {'them' if counted else 'it'}"
    )
    if in_time.assumed:
        return f"{told} from last year's, taken to be as this year's" if held.of_last_year else ""
    return f"{told} from last year's leads"


def _in_time_table(in_time: LeadsInTime | None) -> tuple[Table, ...]:
    """By quarter of signing, what is asked for and what comes in time."""
    if in_time is None:
        return ()
    counted, held = in_time.leads is not None, in_time.held
    asked, came = (by_quarter(months) for months in (held.asked_months, held.months))
    rows = tuple(
        Row((f"Q{i + 1}", held_figure(counted, asked[i]), held_figure(counted, came[i])))
        for i in range(4)
    )
    what = "Leads" if counted else "Lead value"
    columns = (
        Column("quarter", "Quarter"),
        Column("asked", f"{what} to be signed", True),
        Column("in_time", f"{what} in time", True),
    )
    return (Table("in_time", columns, rows, title="By the quarter in which leads are signed."),)


def _sources_tables(
    outcome: Outcome, section: Funnel, lead: LeadValueFigures
) -> tuple[Table | Note, ...]:
    if not lead.sources:
        return ()
    rows = tuple(_source_row(section, it, outcome.plan.q) for it in lead.sources)
    columns = (
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("owner", "Owner"),
        Column("leads", "Leads", True),
        Column("last_year", "Last year", True, 6),
        Column("value", "A lead is worth", True, 2),
        Column("planned_value", "Planned value", True, 1),
        Column("alone_a_week", "Leads a week", True, 3),
    )
    title = "Leads a week from this source alone, to bring all that is asked for."
    table = Table("sources", columns, rows, title=title)
    unsaid = [key for key, place in (("owner", 2), ("last_year", 4)) if not _said(rows, place)]
    return (Note(_KINDS), without(table, *unsaid))


def _said(rows: Sequence[Row], place: int) -> bool:
    return any(row.cells[place] not in ("", None) for row in rows)


def _source_row(section: Funnel, it: SourceFigures, q: Quantiser) -> Row:
    source = section.sources[it.source]
    before = None
    if source.last_year is not None:
        of_year = source.last_year
        several = of_year if isinstance(of_year, tuple) else (of_year,)
        before = shown_count(sum(x.value for x in several))
    return Row(
        (
            escape(source.label or it.source),
            source.kind,
            escape(it.owner or ""),
            shown_count(it.leads),
            before,
            q(it.value),
            Decimal(it.planned_value),
            shown_count(it.alone_a_week),
        )
    )


def _agreements_tables(
    section: Funnel, lead: LeadValueFigures, agreements: Sequence[Agreement]
) -> tuple[Table | Note, ...]:
    if not agreements:
        return ()
    rows = tuple(
        Row(
            (
                escape(it.owner),
                it.value,
                it.a_week,
                "" if it.signed else "a share, signed by nobody",
            )
        )
        for it in agreements
    )
    columns = (
        Column("owner", "Owner"),
        Column("value", "Lead value", True, 1),
        Column("a_week", "Lead value a week", True),
        Column("signed", "Agreement"),
    )
    table = Table("agreements", columns, rows, title="What each owner agrees to bring.")
    table = without(table, *(["signed"] if all(it.signed for it in agreements) else []))
    alone = [section.sources[it.source].label or it.source for it in lead.sources if not it.owner]
    if not alone:
        return (table,)
    names = first_few(alone, _MOST_NAMES, "other source")
    has = "has" if len(alone) == 1 else "have"
    return (table, Note(f"{names} {has} no owner: nobody agrees to bring that."))


def _follow_up(section: Funnel) -> tuple[Note, ...]:
    if section.follow_up_hours is None:
        return ()
    hours = plain(Decimal(section.follow_up_hours.value))
    unit = "hour" if hours == "1" else "hours"
    return (Note(f"In return, sales follows up every lead within {hours} {unit}."),)
