"""What follows of a change: no change is told to move nothing where a figure moved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Revplan
from examples import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import plans, to_yaml

from revplan import Outcome, read_text, work_out
from revplan.base.year import Month
from revplan.studies.comparison import Comparison, compare
from revplan.studies.moved import BeforeAndAfter
from revplan.views.diff.tables import diff_tables
from revplan.workspace.compared import Side, Sides

WORK = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
funnel:
  average_deal: 40k
  stages:
    lead: {conversion: 10%, days: 45}
    proposal: {conversion: 25%, days: 28}
  sources:
    web: {kind: net, leads: 9000, last_year: 8000, owner: marketing}
capacity:
  productivity: 1.2M
  reps:
    west: {count: 6, starts: 2025-01, territory: West}
    east: {count: 2, starts: 2025-01, territory: East}
budget:
  programs: {owner: marketing, amount: 60k, every: month}
unit_economics: {cac_owners: [marketing], margin: 80%}
"""
EDITS = {
    "a rep leaves": ("count: 6", "count: 5", "capacity", {"capacity.year", "reach.total"}),
    "a territory is split": (
        "west: {count: 6, starts: 2025-01, territory: West}",
        "west: {count: 4, starts: 2025-01, territory: West}\n"
        "    north: {count: 2, starts: 2025-01, territory: North}",
        "capacity",
        {"capacity.territories.West.quota", "capacity.territories.North.quota"},
    ),
    "a conversion rises": ("conversion: 10%", "conversion: 12%", "leads needed", {"funnel.leads"}),
    "the budget is cut": ("60k", "54k", "budget", {"budget.total", "cac"}),
    "leads come earlier": ("days: 45", "days: 10", "leads in time", {"reach.total"}),
}


def worked(text: str) -> Outcome:
    plan = read_text(text).plan
    assert plan is not None
    return work_out(plan)


def compared(old: str, new: str, measure: str = "new_business") -> Comparison:
    return compare(worked(old), worked(new), measure)


def told(comparison: Comparison) -> str:
    side = Side("old", "a.yaml", lambda path: read_text(WORK).locate_value(path))
    return str(diff_tables(comparison, Sides("a.yaml", side, side), everything=False))


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_leaves_new_business_alone_tells_what_follows(edit: str) -> None:
    old, new, named, expected = EDITS[edit]
    found = compared(WORK, WORK.replace(old, new, 1))
    assert found.split is not None
    assert found.split.change == 0
    moved = {it.quantity: it.change for it in found.follows}
    assert expected <= set(moved)
    assert all(moved.values())
    shown = told(found)
    assert "What follows" in shown
    assert "No figure" not in shown
    assert f"({named}" in shown


def test_what_follows_is_before_after_and_change() -> None:
    found = compared(WORK, WORK.replace("count: 6", "count: 5"))
    moved = {it.quantity: (it.before, it.after, it.change) for it in found.follows}
    assert moved["capacity.year"] == (9_600_000, 8_400_000, -1_200_000)
    assert moved["capacity.to_spare"] == (1_600_000, 400_000, -1_200_000)
    assert "budget.total" not in moved
    assert "funnel.leads" not in moved


def test_where_nothing_moved_it_says_so_and_only_there() -> None:
    note = WORK.replace("{rate: 30%}", "{rate: {value: 30%, note: as last year}}")
    assert "No figure moved." in told(compared(WORK, note))
    later = WORK + "phasing: {seasonality: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]}\n"
    bare = "".join(WORK.partition("churn: {rate: 30%}\n")[:2])
    shown = told(compared(bare, bare + later.removeprefix(WORK)))
    assert "No figure moved" not in shown


def test_what_owners_called_months_and_quarters_spend_is_of_the_year() -> None:
    base = (
        WORK.partition("budget:")[0]
        + """\
budget:
  ads: {owner: months, amount: 60k, every: month}
  fairs: {owner: quarters, amount: 50k, every: month}
"""
    )
    swapped = base.replace("owner: months", "owner: x").replace("owner: quarters", "owner: months")
    found = compared(base, swapped.replace("owner: x", "owner: quarters"))
    assert found.year_differs
    assert "No figure of the year moved" not in told(found)


def later(part: Any, months: int) -> Any:
    """A plan, or a part of one, with every month that it names so much later."""
    if isinstance(part, dict):
        return {key: later(value, months) for key, value in part.items()}
    if isinstance(part, list):
        return [later(value, months) for value in part]
    if not re.fullmatch(r"\d{4}-\d\d", part):
        return part
    return str(Month(int(part[:4]), int(part[5:])).plus(months))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Outcome, Outcome]:
    """A plan, and the same with some sections as another of its basis has them, or has them not;
    often when things come alone, which mostly moves months.
    """
    basis = draw(st.sampled_from(["revenue", "arr"]))
    one, other = draw(plans(basis)), draw(plans(basis))
    old = worked(to_yaml(one))
    months = old.plan.year.first.since(worked(to_yaml(other)).plan.year.first)
    both = sorted({*one, *other} - {"revplan", "fiscal_year", "starts", "currency", "basis"})
    taken = draw(st.just({"phasing"}) | st.sets(st.sampled_from(both), min_size=1))
    kept = {key: value for key, value in one.items() if key not in taken}
    given = later({key: value for key, value in other.items() if key in taken}, months)
    new = None if kept | given == one else read_text(to_yaml(kept | given)).plan
    assume(new is not None)
    assert new is not None
    return old, work_out(new)


@examples(20)
@given(edited())
def test_no_two_plans_are_said_to_be_alike_where_a_figure_differs(
    pair: tuple[Outcome, Outcome],
) -> None:
    found = compare(*pair)
    assert not found.apart
    differ = any(True for _ in BeforeAndAfter(*pair).everything())
    shown = told(found) if found.changes else "No figure moved."
    assert ("No figure moved." in shown) <= (not differ)
    assert ("No figure of the year moved" in shown) <= (not found.year_differs)


ASIDE = {
    "a stage's last year": (
        "conversion: 10%, days: 45, last_year: 12%",
        "conversion: 10%, days: 45, last_year: 15%",
        "(leads saved at last year's rate of lead +",
    ),
    "a promise of lead value": (
        "marketing: {lead_value: 3M}",
        "marketing: {lead_value: 4M}",
        "(lead value of marketing +1,000,000)",
    ),
}


@pytest.mark.parametrize("edit", ASIDE)
def test_what_is_said_aside_names_the_figure_that_is_made_of_it(edit: str) -> None:
    before, after, named = ASIDE[edit]
    text = WORK.replace("conversion: 10%, days: 45", "conversion: 10%, days: 45, last_year: 12%")
    text += "commitments: {marketing: {lead_value: 3M}}\n"
    assert named in told(compared(text, text.replace(before, after)))
    both = text.replace(before, after).replace("rate: 30%", "rate: 25%")
    assert named in told(compared(text, both))


def test_a_growth_of_over_a_thousand_percent_is_told_in_points() -> None:
    old = WORK + "new_business: {last_year: 5M}\n"
    found = compared(old, old.replace("last_year: 5M", "last_year: 50k"))
    assert "growth of new business +15,840.0 points" in told(found)


def test_a_share_is_split_in_points(shared_revplan: Revplan, tmp_path: Path) -> None:
    old, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    old.write_text(WORK, encoding="utf-8")
    new.write_text(WORK.replace("rate: 30%", "rate: 25%"), encoding="utf-8")
    ran = shared_revplan("diff", "--measure", "grr", str(old), str(new))
    assert re.search(r"\+5\.0 points +churn\.rate +30% -> 25%", ran.out)
    document = shared_revplan("diff", "--measure", "grr", str(old), str(new), "-f", "json").document
    result = document["result"]
    assert (result["before"], result["after"], result["change"]) == ("0.7", "0.75", "0.05")
    assert {it["figure"] for it in result["follows"]} >= {"funnel.leads", "reach.total", "cac"}


def test_a_change_of_the_work_names_what_it_moves_in_json(
    shared_revplan: Revplan, tmp_path: Path
) -> None:
    old, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    old.write_text(WORK, encoding="utf-8")
    new.write_text(WORK.replace("60k", "54k"), encoding="utf-8")
    (change,) = shared_revplan("diff", str(old), str(new), "-f", "json").document["result"][
        "changes"
    ]
    assert change["effect"] == "0"
    assert change["moves"] == {
        "quantity": "budget.total",
        "before": "720000",
        "after": "648000",
        "change": "-72000",
    }


def test_the_measure_is_told_once() -> None:
    found = compared(WORK, WORK.replace("rate: 30%", "rate: 25%"), "funnel.leads")
    assert told(found).count("cells=('Leads needed'") == 1
    assert "funnel.leads" in {it.quantity for it in found.follows}


def test_shares_are_told_in_percent_and_multiples_as_multiples(
    shared_revplan: Revplan, tmp_path: Path
) -> None:
    """720,000 of marketing for 1,440,000 of new business is two dollars for one."""
    path = tmp_path / "a.yaml"
    text = WORK.replace("target: {growth: 50%}", "target: {revenue: 8.44M}")
    path.write_text(text, encoding="utf-8")

    def explained(figure: str) -> str:
        return shared_revplan("explain", str(path), figure).out

    assert re.search(r"spend_multiple += bookings / .*\n.*\n += 2\n", explained("spend_multiple"))
    assert "= 2.5%\n" in explained("funnel.win_rate")
    assert re.search(r"\n +grr = .*\n.*\n += 70%\n", explained("grr"))
    listed = shared_revplan("explain", str(path), "-f", "json").document["result"]["figures"]
    units = {it["path"]: (it["value"], it["unit"]) for it in listed}
    assert units["spend_multiple"] == ("2", "multiple")
    assert units["funnel.win_rate"] == ("0.025", "rate")
    dearer = tmp_path / "b.yaml"
    dearer.write_text(text.replace("60k", "72k"), encoding="utf-8")
    shown = shared_revplan("diff", "--measure", "spend_multiple", str(path), str(dearer)).out
    assert re.search(r"-0\.33 +budget\.programs\.amount", shown)


def test_a_comment_says_in_its_first_line_what_moved_instead(
    shared_revplan: Revplan, tmp_path: Path
) -> None:
    """The leads bring 8.8M: 667k of last year's in January and in February, 717k in March, 750k of
    this year's from April on. Seven reps close 700k a month: 2 * 667k + 10 * 700k.
    """
    old = tmp_path / "a.yaml"
    old.write_text(WORK, encoding="utf-8")
    for edit, instead in (
        (WORK.replace("count: 6", "count: 5"), "within reach -466,667"),
        (WORK.replace("60k", "54k"), "budget -72,000"),
    ):
        new = tmp_path / "b.yaml"
        new.write_text(edit, encoding="utf-8")
        told = shared_revplan("diff", str(old), str(new), "-f", "markdown").out
        assert f"**New business required unchanged at 8,000,000 USD; {instead} " in told


def test_what_moved_by_less_than_the_coarser_rounding_is_told_at_the_finer() -> None:
    """833,333 of January become 833,000."""
    old = WORK.partition("funnel")[0]
    found = compared(old, old + "phasing: {rounding: 1000}\n", "months.2027-01.prior_year")
    assert "-333" in told(found)


def test_a_target_that_moves_alone_tells_what_of_it_is_beyond_reach() -> None:
    """What is within reach stands still, and a million more of the target is above it."""
    found = compared(WORK, WORK.replace("growth: 50%", "growth: 60%"))
    moved = {it.quantity: it.change for it in found.follows}
    assert moved["reach.short"] == 1_000_000
    assert "reach.total" not in moved
    lost = compared(WORK, WORK.replace("rate: 30%", "rate: 32%"))
    moved = {it.quantity: it.change for it in lost.follows}
    assert moved["reach.total"] == -200_000
    assert "reach.short" not in moved
