"""Tables on narrow screens: words wrapped, numbers whole, what is left out named or added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from conftest import ROOT, Revplan
from counted_steps import steps_of
from hypothesis import given
from hypothesis import strategies as st

from revplan.base.table import Answer, Column, Note, Phrase, Row, Statement, Table
from revplan.engine.outcome import Outcome
from revplan.engine.work_out import work_out
from revplan.model.records import SHOWN
from revplan.numbers.write import amount_text
from revplan.render.answers.layout import lay_out, text_of
from revplan.render.answers.other import without_columns
from revplan.render.answers.text import answer_lines
from revplan.render.lines import StyledLine, fold, width_of, wrap
from revplan.render.screen import Screen
from revplan.sources.plan_file import read_file
from revplan.views.gap.tables import gap_answer, months_table
from revplan.views.sections import answer_of, states

PLANS = sorted((ROOT / "plans").glob("*.yaml"))
WIDTHS = (40, 50, 60, 72, 80, 100, 120)


def outcome_of(path: object) -> Outcome:
    file = read_file(str(path))
    assert file.plan is not None
    return work_out(file.plan)


@pytest.fixture(scope="module", params=PLANS, ids=lambda path: path.stem)
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return outcome_of(request.param)


def answers(outcome: Outcome) -> Iterator[Answer]:
    yield gap_answer(outcome, "plan.yaml", None)
    for record in SHOWN:
        if states(record, outcome):
            yield answer_of(record, outcome, "plan.yaml")


def plain(lines: list[StyledLine]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def tables_in(answer: Answer) -> Iterator[Table]:
    yield from (it for it in answer.tables if isinstance(it, Table) and not it.folded)
    for inner in answer.below:
        yield from tables_in(inner)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen(outcome: Outcome, width: int) -> None:
    for answer in answers(outcome):
        too_wide = [it for it in plain(answer_lines(answer, Screen(width))) if width_of(it) > width]
        assert too_wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_never_dropped(outcome: Outcome, width: int) -> None:
    for table in (it for answer in answers(outcome) for it in tables_in(answer)):
        layout = lay_out(table, width)
        if layout is None:
            continue  # one figure a line: all of it
        told = {it.key for it in (*layout.shown, *layout.below)}
        said = {it.key for it in table.columns if not it.number and it.label}
        assert said <= told


@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_are_told_whole_or_their_columns_are_named(outcome: Outcome, width: int) -> None:
    for table in (it for answer in answers(outcome) for it in tables_in(answer)):
        layout = lay_out(table, width)
        told = plain(answer_lines(Answer(tables=(table,)), Screen(width)))
        text = "\n".join(told)
        for column in table.columns:
            gone = layout is not None and column not in (*layout.shown, *layout.below)
            if gone and column.label:
                below = re.search(r"(Other = |Not shown: ).*", " ".join(told))
                assert below is not None
                assert squeezed(column.label) in squeezed(below[0])
            elif column.number:
                place = table.columns.index(column)
                cells = {text_of(row.cells[place]) for row in table.rows}
                assert all(cell in text for cell in cells)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_months_add_up_whatever_is_told_together(outcome: Outcome, width: int) -> None:
    table = months_table(outcome)
    layout = lay_out(table, width)
    assert layout is not None
    whole = ("closing", "opening") if outcome.plan.basis == "arr" else ("target", "retained")
    keys = [it.key for it in table.columns]
    narrowed = [it.key for it in layout.table.columns]
    for row, less in zip(table.rows, layout.table.rows, strict=True):
        flows = zip(layout.table.columns, less.cells, strict=True)
        moved = sum((it.flow * cell for it, cell in flows if isinstance(cell, Decimal)), Decimal(0))
        end, start = (row.cells[keys.index(key)] for key in whole)
        assert isinstance(end, Decimal)
        assert isinstance(start, Decimal)
        if row.cells[0] == str(outcome.plan.fiscal_year) and outcome.plan.basis == "arr":
            start = outcome.bridge.prior_year
        assert end == start + moved
    assert {"month", "new_business", whole[0]} <= set(narrowed)


def table_of(*rows: tuple[str, int, int, int, int]) -> Table:
    columns = (
        Column("month", "Month"),
        Column("target", "Target", True),
        Column("losses", "Losses", True, 3, -1),
        Column("upsell", "Upsell", True, 2, 1),
        Column("new", "New", True, 0, 1),
    )
    return Table("months", columns, tuple(Row((n, *map(Decimal, rest))) for n, *rest in rows))


def test_what_adds_up_is_told_as_other_with_its_signs() -> None:
    table = table_of(("January", 10, 3, 5, 8), ("February", 20, 0, 4, 16))
    less = without_columns(table, table.columns[2:4])
    assert [it.label for it in less.columns] == ["Month", "Target", "Other", "New"]
    assert [row.cells[2] for row in less.rows] == [Decimal(2), Decimal(4)]


def wide_table(upsell: int) -> Table:
    return table_of(("Jan", 10**18, 3 * 10**17, upsell, 7 * 10**17), ("Feb", 1, 2, upsell, 3))


def test_a_column_of_nothing_goes_first_and_leaves_no_other() -> None:
    shown = plain(answer_lines(Answer(tables=(wide_table(0),)), Screen(86)))
    assert shown[0].split() == ["Month", "Target", "Losses", "New"]
    assert shown[-1].strip() == (
        "Not shown: Upsell (nothing in any row). --wide, or a pipe, shows all."
    )


def test_other_is_told_below_the_table() -> None:
    shown = plain(answer_lines(Answer(tables=(wide_table(10**17),)), Screen(90)))
    assert shown[0].split() == ["Month", "Target", "Other", "New"]
    assert shown[-1].strip() == "Other = Upsell - Losses. --wide, or a pipe, shows all."
    assert amount_text(Decimal(-2 * 10**17)) in shown[1]


def steps_to_lay_out(columns: int) -> int:
    """How many steps it takes until so many columns that add up are told on a screen."""
    owners = (Column(f"o{n}", f"Owner {n}", True, 1, 1) for n in range(columns))
    cells = tuple(Decimal(1_000_000 + n) for n in range(columns))
    rows = (Row(("Jan", *cells)), Row(("Feb", *cells)))
    table = Table("months", (Column("month", "Month"), *owners), rows)
    layout = lay_out(table, 80)
    assert layout is not None
    assert len(layout.together) == columns - 5
    return steps_of(lambda: lay_out(table, 80))


def test_the_columns_that_find_no_room_are_found_in_steps_as_many_as_the_table_has_cells() -> None:
    few, many = steps_to_lay_out(50), steps_to_lay_out(400)
    assert many < 10 * few


def test_below_sixty_a_table_that_does_not_fit_tells_a_figure_a_line() -> None:
    shown = plain(answer_lines(Answer(tables=(table_of(("Jan", 10**12, 1, 2, 3)),)), Screen(30)))
    assert shown == [
        "  Jan",
        "    Target  1,000,000,000,000",
        "    Losses                  1",
        "    Upsell                  2",
        "    New                     3",
    ]


NAME = "n" * 64


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_name_without_a_place_to_break_is_broken_and_whole(width: int) -> None:
    table = Table(
        "lines",
        (Column("name", "Key"), Column("amount", "Sum", True), Column("note", "About")),
        (Row((NAME, Decimal(1_000_000), "a word that says what it is for")),),
    )
    shown = plain(answer_lines(Answer(tables=(table,)), Screen(width)))
    assert max(map(len, shown)) <= width
    assert "".join(shown).count("n") == len(NAME)
    assert "1,000,000" in "\n".join(shown)


def test_wide_letters_take_two_cells() -> None:
    table = Table(
        "lines",
        (Column("name", "Line"), Column("amount", "Amount", True)),
        (Row(("\u8ca9\u58f2" * 20, Decimal(1_000_000))), Row(("b", Decimal(2)))),
    )
    shown = plain(answer_lines(Answer(tables=(table,)), Screen(40)))
    assert max(map(width_of, shown)) <= 40
    ends = {width_of(it) for it in shown if it.endswith(("1,000,000", " 2"))}
    assert len(ends) == 1


def test_words_that_say_what_is_to_be_seen_go_before_anything_is_wrapped() -> None:
    table = Table(
        "months",
        (Column("month", "Month"), Column("leads", "Leads", True), Column("note", "", keep=9)),
        (Row(("2026-12", Decimal(100), "before the year begins, " * 3)),),
    )
    assert plain(answer_lines(Answer(tables=(table,)), Screen(40))) == [
        "  Month     Leads",
        "  2026-12     100",
    ]


def test_a_note_and_a_statement_are_wrapped_at_words() -> None:
    answer = Answer(tables=(Note("one two three four five six seven eight nine ten"),))
    assert plain(answer_lines(answer, Screen(24))) == [
        "  one two three four",
        "  five six seven eight",
        "  nine ten",
    ]
    needs = (Phrase("Needs 8 of new business", "strong"), Phrase("."))
    reps = (Phrase("Reps: "), Phrase("-3 short", "short"), Phrase("."))
    said = Statement((needs, reps))
    lines = answer_lines(Answer(tables=(said,)), Screen(28))
    assert plain(lines) == ["  Needs 8 of new business.", "  Reps: -3 short."]
    assert ("-3 short", "short") in lines[1]
    piped = plain(answer_lines(Answer(tables=(said,)), Screen()))
    assert piped == ["  Needs 8 of new business. Reps: -3 short."]
    listened = plain(answer_lines(Answer(tables=(said,)), Screen(None, plain=True)))
    assert listened == ["Needs 8 of new business.", "Reps: -3 short."]


def test_for_those_who_listen_each_line_is_a_fact_in_ascii() -> None:
    answer = Answer(tables=(table_of(("Jan", 10, 1, 2, 3)),))
    assert plain(answer_lines(answer, Screen(None, plain=True))) == [
        "Jan, Target: 10",
        "Jan, Losses: 1",
        "Jan, Upsell: 2",
        "Jan, New: 3",
    ]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf")), max_size=60)


@given(text=WORDS, width=st.integers(4, 40))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    for whole in (True, False):
        lines = wrap(text, width, whole=whole)
        assert squeezed("".join(lines)) == squeezed(text)
        if not whole:
            assert all(width_of(line) <= width for line in lines)


@given(parts=st.lists(st.tuples(WORDS, st.sampled_from(["", "strong", "short"])), max_size=4),
       width=st.integers(8, 40))  # fmt: skip
def test_folding_keeps_the_style_of_every_letter(parts: list[tuple[str, str]], width: int) -> None:
    def letters(lines: list[StyledLine]) -> list[tuple[str, str]]:
        return [(char, style) for line in lines for text, style in line for char in text
                if not char.isspace()]  # fmt: skip

    assert letters(fold(tuple(parts), width)) == letters([tuple(parts)])


def test_segments_on_a_narrow_screen_add_up_to_their_target(shared_revplan: Revplan) -> None:
    """4,059,000 retained, 1,356,500 of others and 1,841,500 of new business are 7,257,000."""
    shown = shared_revplan.terminal("gap", "plans/consulting-2027.yaml", columns=80).out
    (row,) = re.findall(r"london +GBP +([\d,]+) +([\d,]+) +([\d,]+) +([\d,]+)", shown)
    retained, target, other, needed = (int(it.replace(",", "")) for it in row)
    assert retained + other + needed == target
