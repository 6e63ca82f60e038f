"""What `diff` shows of two plans: the bridge before and after, and what moved it."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.table import Cell, Column, Note, Row, Table
from revplan.base.words import escape, listing
from revplan.model.catalogue import ROWS, is_rate
from revplan.numbers.exact import exactly
from revplan.numbers.write import percent
from revplan.studies.attribution import Effect
from revplan.studies.comparison import Comparison
from revplan.studies.difference import Change, Player
from revplan.studies.moved import Moved
from revplan.views.diff.changed import change_text
from revplan.views.diff.follows import follows_table
from revplan.views.diff.months import months_parts
from revplan.views.diff.stated import source_text
from revplan.views.diff.values import both_cells, change_of, in_a_sentence, moved_text
from revplan.views.heading import trial_text
from revplan.workspace.compared import Sides


def unchanged_answer(sides: Sides, text_changed: bool) -> str:
    """The one line about plans that say the same."""
    said = "text changed, numbers did not, against" if text_changed else "no changes against"
    tried = f" {trial_text(sides.new.tried)}" if sides.new.tried else ""
    return f"{escape(sides.file)}{tried}: {said} {escape(sides.old.label)}."


def diff_tables(comparison: Comparison, sides: Sides, everything: bool) -> tuple[Table | Note, ...]:
    """The tables about two plans that differ; `everything` shows what did not move as well."""
    parts: list[Table | Note] = []
    if comparison.apart:
        parts.append(Note(_apart_note(comparison)))
        known = [it for it in comparison.bridge if it.before or it.after]
        parts.append(_bridge_table(comparison, known, together=False))
    else:
        parts.extend(_moved_bridge(comparison, everything))
        following = follows_table(comparison)
        parts.extend(() if following is None else (following,))
        parts.extend(_effects(comparison, sides))
    aside = [it for it in comparison.changes if it.aside or comparison.apart]
    if aside:
        parts.append(_aside_table(aside, sides, comparison))
    if not comparison.apart:
        parts.extend(months_parts(comparison, everything))
    return tuple(parts)


def _apart_note(comparison: Comparison) -> str:
    told = [
        f"{it.name} {source_text(it.before)} -> {source_text(it.after)}" for it in comparison.apart
    ]
    return f"These are answers to different questions ({listing(told, 'and')}): no split is given."


def _moved_bridge(comparison: Comparison, everything: bool) -> list[Table | Note]:
    rows = [it for it in comparison.bridge if not _said_already(comparison, it)]
    if comparison.measure not in [it.quantity for it in rows]:
        measure = comparison.movement(comparison.measure)
        rows = rows if measure is None else [*rows, measure]
    moved = [it for it in rows if it.before != it.after]
    parts: list[Table | Note] = []
    shown = rows if everything else moved
    if shown:
        parts.append(_bridge_table(comparison, shown, together=True))
    if not moved:
        parts.extend(_still(comparison))
    still = [it for it in rows if it.before == it.after and it.after]
    if moved and still and not everything:
        labels = [escape(comparison.label(it.quantity)) for it in still]
        parts.append(Note(f"Unchanged and hidden: {listing(labels, 'and')} (--all shows them)."))
    return parts


def _still(comparison: Comparison) -> list[Note]:
    """Where nothing moved on the way to new business: whether anything else did."""
    if comparison.follows:
        return []
    most = comparison.pair.strongest()
    if most is None:
        return [Note("No figure moved.")]
    if comparison.year_differs:
        return [Note(f"New business did not move; {escape(moved_text(comparison, most))}.")]
    return [Note("No figure of the year moved, but months did.")]


def _said_already(comparison: Comparison, it: Moved) -> bool:
    """Bookings of plans whose business is revenue at once: they are the new business."""
    if it.quantity != "bookings" or comparison.measure == "bookings":
        return False
    return all(
        of.bridge.bookings == of.bridge.new_business for of in (comparison.old, comparison.new)
    )


def _bridge_table(comparison: Comparison, rows: Sequence[Moved], together: bool) -> Table:
    """The figures before and after; with their change where they are figures of one kind."""
    told: list[Row] = []
    for it in rows:
        row = ROWS.get(it.quantity)
        sign = 1 if row is None else row.sign
        both = (None if x is None else sign * x for x in (it.before, it.after))
        before, after = both_cells(comparison, it.quantity, *both)
        cells: tuple[Cell, ...] = (comparison.label(it.quantity), before, after)
        if together:
            with exactly():
                share = share_of_change(it) if sign > 0 and not is_rate(it.quantity) else ""
                cells = (*cells, change_of(comparison, it.quantity, sign * it.change), share)
        strong = it.quantity == comparison.measure
        told.append(Row(cells, strong=strong, rule=bool(told) and row is not None and row.total))
    columns = (
        Column("figure", ""),
        Column("before", "Before", number=True, keep=2 if together else 0),
        Column("after", "After", number=True, keep=1 if together else 0),
        Column("change", "Change", number=True, change=True),
        Column("share", "", number=True, keep=3, change=True),
    )
    return Table("bridge", columns if together else columns[:3], tuple(told))


def share_of_change(it: Moved) -> str:
    """By how much a figure moved, as a share of what it was; empty where it was nothing."""
    if not it.before or not it.change or it.before * (it.after or 0) < 0:
        return ""  # across zero, a share of what was there says nothing
    with exactly():
        return percent(it.change / abs(it.before), sign=True)


def _effects(comparison: Comparison, sides: Sides) -> list[Table | Note]:
    """Each change with its effect, the largest first."""
    split = comparison.split
    if split is None or not split.effects:
        return []
    rows = [row for effect in split.ranked for row in _effect_rows(effect, sides, comparison)]
    moving = any(effect.amount for effect in split.effects)
    if moving and len(split.effects) > 1:
        whole = change_of(comparison, split.measure, split.change)
        rows.append(Row((whole, "total", "", ""), rule=True))
    columns = (
        Column("effect", "Effect", number=True, change=True),
        Column("path", "Assumption"),
        Column("change", "Change"),
        Column("where", "Where"),
    )
    label = in_a_sentence(comparison, comparison.measure)
    title = f"What moved {label}" if moving else f"What changed; none of it moved {label}"
    parts: list[Table | Note] = [Table("effects", columns, tuple(rows), title=title)]
    parts.extend(Note(note) for note in split_notes(comparison))
    return parts


def _effect_rows(effect: Effect, sides: Sides, comparison: Comparison) -> list[Row]:
    """A row a change; changes that are told together stand below the effect that they share. A
    change that leaves the measure alone names what it moves most instead.
    """
    changes = effect.player.changes
    amount = change_of(comparison, comparison.measure, effect.amount)
    own = _own_effect(effect.player, comparison)
    told = [(it.name, change_text(it), _where(it, sides)) for it in changes]
    if len(told) == 1:
        path, change, where = told[0]
        return [Row((amount, path, change + own, where))]
    head = Row((amount, f"{len(told)} changes, together", own.strip(), ""))
    return [head, *(Row(("", f"  {path}", *rest)) for path, *rest in told)]


def _own_effect(player: Player, comparison: Comparison) -> str:
    """What a change moves most that leaves the measure alone, in brackets; empty for others."""
    moved = comparison.own.get(player)
    return f" ({escape(moved_text(comparison, moved))})" if moved is not None else ""


def split_notes(comparison: Comparison) -> list[str]:
    """What a reader of the split should know: which changes could not be told apart, and why."""
    split, notes = comparison.split, []
    if split is None:
        return []
    if split.crowded:
        sections = listing(split.crowded, "and")
        notes.append(f"The changes of {sections} are told together: at most 12 can be told apart.")
    if split.entangled:
        notes.append("Changes are told together where one without the other is not a valid plan.")
    return notes


def _where(change: Change, sides: Sides) -> str:
    """The line of a change, in words."""
    line, file, is_new = sides.line_of(change)
    if is_new and sides.new.locate(change.path).tried:
        return file
    where = f"line {line} of {escape(file)}" if file else f"line {line}"
    return where if is_new else f"was {where}"


def _aside_table(changes: Sequence[Change], sides: Sides, comparison: Comparison) -> Table:
    title = "What changed" if comparison.apart else "What changed beside the assumptions"
    told = ((it, change_text(it) + _own_effect(Player((it,)), comparison)) for it in changes)
    rows = tuple(Row((it.name, text, _where(it, sides))) for it, text in told)
    columns = (
        Column("path", "Path"),
        Column("change", "Change"),
        Column("where", "Where"),
    )
    return Table("beside", columns, rows, title=title)
