"""The split of a change: exact, fair, the same whatever the order, and honest about its limits."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import oracle
import pytest
from examples import examples
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from strategies import SECTIONS, Plan, plans, to_yaml

from revplan import Outcome, read_text, work_out
from revplan.base.paths import path_text as spelt
from revplan.cli.app import run
from revplan.model.catalogue import PINNED
from revplan.model.plan import Plan as ReadPlan
from revplan.model.values import numbers, with_values
from revplan.reading.validate import validate
from revplan.sections.churn import Loss
from revplan.studies.attribution import FalseSplit, Split, split
from revplan.studies.bearing import ONE_BY_ONE, idle
from revplan.studies.comparison import Comparison, compare, measures
from revplan.studies.difference import Change, Player, differences, incomparable, players
from revplan.studies.together import MOST_PLAYERS, few_enough

few = examples(
    5,
    # Two plans are drawn for each example: on a busy machine that is slow, and no fault.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

ACME = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
"""


def read(plan: Plan | str) -> ReadPlan:
    file = read_text(plan if isinstance(plan, str) else to_yaml(plan))
    assert file.plan is not None, file.problems
    return file.plan


def with_more(more: str, base: str = ACME) -> str:
    """The plan with other sections, each on a line of its own."""
    keys = {line.split(":")[0] for line in more.strip().split("\n")}
    kept = [line for line in base.strip().split("\n") if line.split(":")[0] not in keys]
    return "\n".join([*kept, more.strip()]) + "\n"


def split_of(old: Plan | str, new: Plan | str, measure: str = "new_business") -> Split:
    one, other = read(old), read(new)
    assert incomparable(one, other) == []
    changed = players(differences(one, other))
    return split(work_out(one), work_out(other), changed, measure)


def told(found: Split) -> dict[tuple[str, ...], int]:
    return {
        tuple(change.name for change in effect.player.changes): int(effect.amount)
        for effect in found.effects
    }


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A plan, and the same with sections of another: comparable, and both with an answer."""
    basis = draw(st.sampled_from(["revenue", "arr"]))
    old, other = draw(plans(basis)), draw(plans(basis))
    new = copy.deepcopy(old)
    for key in ("target", "churn", "contraction", "new_business", "phasing", *SECTIONS):
        if draw(st.booleans()):
            new.pop(key, None)
            if key in other:
                new[key] = other[key]
    old.pop("expect", None)
    new.pop("expect", None)
    assume(validate(new)[0] is not None and _has_answer(old) and _has_answer(new))
    return old, new


def _has_answer(plan: Plan) -> bool:
    try:
        work_out(read(plan))
    except Exception:
        return False
    return True


@few
@given(pairs(), st.sampled_from(["new_business", "bookings", "retained", "churned"]))
def test_effects_add_up_to_the_change_and_are_whole_steps(
    pair: tuple[Plan, Plan], measure: str
) -> None:
    found = split_of(*pair, measure)
    old, new = (work_out(read(plan)) for plan in pair)
    assert (found.before, found.after) == (old.figure(measure), new.figure(measure))
    assert sum(effect.amount for effect in found.effects) == found.change
    quantum = min(it.plan.phasing.rounding for it in (old, new))
    assert all(effect.amount % quantum == 0 for effect in found.effects)
    assert len(found.effects) <= MOST_PLAYERS


@few
@given(pairs())
def test_the_way_back_is_the_mirror_of_the_way_there(pair: tuple[Plan, Plan]) -> None:
    old, new = pair
    there, back = split_of(old, new), split_of(new, old)
    assert {k: -v for k, v in _amounts(back).items()} == _amounts(there)


def _amounts(found: Split) -> dict[str, Decimal]:
    return {effect.player.name: effect.amount for effect in found.effects}


@few
@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_lines_decides_nothing(pair: tuple[Plan, Plan], random: Any) -> None:
    shuffled = [_shuffled(plan, random) for plan in pair]
    assert _amounts(split_of(*shuffled)) == _amounts(split_of(*pair))


def _shuffled(part: Any, random: Any) -> Any:
    if not isinstance(part, dict):
        return part
    keys = list(part)
    random.shuffle(keys)
    return {key: _shuffled(part[key], random) for key in keys}


@few
@given(plans())
def test_a_plan_has_no_difference_from_itself(plan: Plan) -> None:
    assert differences(read(plan), read(plan)) == []
    assert split_of(plan, plan).effects == ()


@few
@given(pairs())
def test_what_no_figure_is_made_of_moves_none(pair: tuple[Plan, Plan]) -> None:
    old, new = (read(plan) for plan in pair)
    aside = [change for change in differences(old, new) if change.aside]
    sources = [change for change in aside if change.path[-1] in ("last_year", "owner", "label")]
    moved = with_values(old, {change.path: change.after for change in sources})
    assert _figures(work_out(moved)) == _figures(work_out(old))


def _figures(outcome: Outcome) -> list[Any]:
    lines = {line.path: (line.amount, line.months) for line in outcome.lines}
    return [outcome.bridge, lines, outcome.monthly]


NUMBERS: dict[tuple[str, ...], tuple[str, str]] = {
    ("prior_year", "revenue"): ("10_000_003", "11M"),
    ("target", "growth"): ("50%", "37.5%"),
    ("churn", "rate"): ("30%", "33.333%"),
    ("upsell", "more", "rate"): ("5%", "7%"),
    ("upsell", "more", "confidence"): ("80%", "65%"),
}


@pytest.mark.parametrize("measure", ["new_business", "target", "churned", "upsell"])
def test_an_effect_is_the_mean_over_all_orders_as_the_oracle_counts_them(measure: str) -> None:
    def plan_of(chosen: frozenset[int]) -> Plan:
        plan: Plan = {"revplan": "1", "name": "A", "fiscal_year": "2027", "currency": "USD"}
        for i, (path, texts) in enumerate(NUMBERS.items()):
            at = plan
            for step in path[:-1]:
                at = at.setdefault(step, {})
            at[path[-1]] = texts[i in chosen]
        return plan

    everyone = range(len(NUMBERS))
    known: dict[frozenset[int], Fraction] = {}

    def value(chosen: frozenset[int]) -> Fraction:
        if chosen not in known:
            figures = oracle.work_out(plan_of(chosen))
            known[chosen] = Fraction(figures["bridge"][measure])
        return known[chosen]

    totals = [Fraction(0)] * len(NUMBERS)
    for order in permutations(everyone):
        for place, i in enumerate(order):
            before = frozenset(order[:place])
            totals[i] += value(before | {i}) - value(before)
    orders = len(list(permutations(everyone)))
    found = split_of(plan_of(frozenset()), plan_of(frozenset(everyone)), measure)
    effects = {effect.player.name: effect.amount for effect in found.effects}
    for i, path in enumerate(NUMBERS):
        mean = totals[i] / orders
        assert abs(Fraction(effects[".".join(path)]) - mean) < 1
    whole = value(frozenset(everyone)) - value(frozenset())
    assert sum(map(Fraction, effects.values())) == whole


def test_two_equal_causes_have_equal_shares() -> None:
    old = with_more("upsell: {a: {amount: 100k, confidence: 50%}, b: {amount: 100k}}")
    new = with_more("upsell: {a: {amount: 200k, confidence: 50%}, b: {amount: 150k}}")
    assert told(split_of(old, new)) == {
        ("upsell.a.amount",): -50_000,
        ("upsell.b.amount",): -50_000,
    }


def test_the_odd_step_goes_to_the_first_path_either_way() -> None:
    old = with_more(
        "churn: {rate: 0%}", with_more("prior_year: {revenue: 1}\ntarget: {revenue: 5}")
    )
    new = with_more(
        "churn: {rate: 100%}", with_more("prior_year: {revenue: 2}\ntarget: {revenue: 5}")
    )
    assert told(split_of(old, new, "churned")) == {("churn.rate",): 2, ("prior_year.revenue",): 0}
    # 1.5 and 0.5 steps: the remainders are equal, and the first path has the odd one.
    assert told(split_of(new, old, "churned")) == {("churn.rate",): -2, ("prior_year.revenue",): 0}


def test_a_single_change_carries_the_whole() -> None:
    assert told(split_of(ACME, with_more("churn: {rate: 32%}"))) == {("churn.rate",): 200_000}


def test_twelve_changes_are_told_apart() -> None:
    old = with_more("upsell: {" + ", ".join(f"l{i}: {{amount: {i + 1}k}}" for i in range(12)) + "}")
    new = with_more("upsell: {" + ", ".join(f"l{i}: {{amount: {i + 2}k}}" for i in range(12)) + "}")
    found = split_of(old, new)
    assert [int(effect.amount) for effect in found.effects] == [-1000] * 12
    assert found.crowded == ()


def test_of_thirteen_changes_those_of_the_fullest_section_are_one() -> None:
    old = with_more("upsell: {" + ", ".join(f"l{i}: {{amount: {i + 1}k}}" for i in range(12)) + "}")
    new = with_more("upsell: {" + ", ".join(f"l{i}: {{amount: {i + 2}k}}" for i in range(12)) + "}")
    found = split_of(old, with_more("churn: {rate: 31%}", new))
    assert found.crowded == ("upsell",)
    assert told(found) == {
        ("churn.rate",): 100_000,
        tuple(sorted(f"upsell.l{i}.amount" for i in range(12))): -12_000,
    }


def test_a_measure_stated_in_another_way_is_one_change() -> None:
    found = split_of(with_more("target: {growth: 50%}"), with_more("target: {revenue: 16M}"))
    assert told(found) == {("target.growth", "target.revenue"): 1_000_000}


def test_a_line_that_came_and_one_that_went_are_a_change_each() -> None:
    old = with_more("upsell: {a: {amount: 100k, starts: 2027-03}, b: {rate: 2%}}")
    new = with_more(
        "upsell: {b: {rate: 2%}, c: {amount: 300k, ramp_months: 3}}\nlosses: {d: {amount: 5k}}"
    )
    assert told(split_of(old, new)) == {
        ("losses.d",): 5_000, ("upsell.a",): 100_000, ("upsell.c",): -300_000,
    }  # fmt: skip


def test_a_loss_that_came_is_one_change_with_all_that_it_says() -> None:
    found = split_of(ACME, with_more("contraction: {annual_rate: 4%, timing: even}"))
    assert told(found) == {("contraction",): 200_000}


def test_a_list_of_twelve_is_one_change() -> None:
    even = ", ".join(["1"] * 12)
    late = ", ".join(["1"] * 11 + ["9"])
    churn = "churn: {annual_rate: 30%, timing: even}"
    old = with_more(f"{churn}\nphasing: {{seasonality: [{even}]}}")
    new = with_more(f"{churn}\nphasing: {{seasonality: [{late}]}}")
    (effect,) = split_of(old, new).effects
    assert effect.player.name == "phasing.seasonality"
    assert effect.amount > 0


def test_changes_that_are_no_plan_apart_are_told_together() -> None:
    months = ", ".join(["800k"] * 11 + ["1.2M"])
    old = with_more("churn: {rate: 30%}")
    new = with_more(f"prior_year: {{monthly: [{months}]}}\nphasing: {{seasonality: prior_year}}\n"
                    "churn: {rate: 31%}")  # fmt: skip
    found = split_of(old, new)
    assert found.entangled
    assert set(told(found)) == {
        ("churn.rate",),
        ("phasing.seasonality", "prior_year.monthly", "prior_year.revenue"),
    }
    assert sum(effect.amount for effect in found.effects) == found.change
    back = split_of(new, old)
    assert {k: -v for k, v in told(back).items()} == told(found)


def test_a_change_that_has_no_part_in_a_conflict_is_told_apart() -> None:
    line = "new_streams: {{a: {{{}}}}}"
    old = with_more(line.format("monthly: 100k, starts: 2027-03, ramp_months: 3"))
    new = with_more(line.format("amount: 600k, month: 2027-05") + "\nchurn: {rate: 31%}")
    found = split_of(old, new)
    assert found.entangled
    assert {names: amount for names, amount in told(found).items() if len(names) == 1} == {
        ("churn.rate",): 100_000
    }
    assert {k: -v for k, v in told(split_of(new, old)).items()} == told(found)


def test_numbers_that_are_no_plan_apart_are_told_together() -> None:
    old = with_more(
        "prior_year: {revenue: 10M, one_off: 9M}\nchurn: {rate: 10%}\ntarget: {revenue: 12M}"
    )
    new = with_more(
        "prior_year: {revenue: 2M, one_off: 1M}\nchurn: {rate: 20%}\ntarget: {revenue: 12M}"
    )
    found = split_of(old, new)
    assert found.entangled
    assert set(told(found)) == {("churn.rate",), ("prior_year.one_off", "prior_year.revenue")}
    assert sum(effect.amount for effect in found.effects) == found.change


def test_losses_beyond_the_base_on_the_way_are_split_all_the_same() -> None:
    old = with_more("prior_year: {revenue: 10M}\nchurn: {amount: 3M}\ntarget: {revenue: 12M}")
    new = with_more("prior_year: {revenue: 2M}\nchurn: {amount: 1M}\ntarget: {revenue: 12M}")
    assert told(split_of(old, new)) == {
        ("churn.amount",): -2_000_000,
        ("prior_year.revenue",): 8_000_000,
    }


@pytest.mark.parametrize("measure", ["months.2027-03.new_business", "months.2027-12.target"])
def test_a_month_is_split_as_the_year_is(measure: str) -> None:
    old = with_more("upsell: {a: {amount: 120k}}\nphasing: {late_start: false}")
    new = with_more("upsell: {a: {amount: 240k, starts: 2027-07}}\n"
                    "churn: {rate: 35%, timing: even}\n"
                    "target: {growth: 40%, path: rising}\nphasing: {late_start: true}")  # fmt: skip
    found = split_of(old, new, measure)
    assert found.after == work_out(read(new)).figure(measure)
    assert sum(effect.amount for effect in found.effects) == found.change != 0
    assert len(found.effects) == 7


def test_a_line_that_only_one_plan_has_brought_nothing_before() -> None:
    new = with_more("upsell: {a: {amount: 120k}}\nchurn: {rate: 31%}")
    found = split_of(ACME, new, "upsell.a")
    assert (found.before, found.after) == (0, 120_000)
    assert told(found) == {("churn.rate",): 0, ("upsell.a",): 120_000}


def test_cents_are_split_to_the_cent_and_the_finer_rounding_counts() -> None:
    old = with_more("phasing: {rounding: 0.01}\nprior_year: {revenue: 1000.01}")
    new = with_more("phasing: {rounding: 1}\nprior_year: {revenue: 2000.37}\nchurn: {rate: 33%}")
    found = split_of(old, new)
    assert sum(effect.amount for effect in found.effects) == found.change
    assert any(effect.amount % 1 for effect in found.effects)


def test_nothing_to_sign_for_a_surplus_is_an_exact_nothing() -> None:
    old = with_more("target: {growth: 1%}\nchurn: {rate: 0%}\nphasing: {rounding: 0.01}")
    new = with_more("target: {growth: -1%}\nchurn: {rate: 0%}\nphasing: {rounding: 0.01}\n"
                    "new_business: {recognition: subscription}")  # fmt: skip
    found = split_of(old, new, "bookings")
    assert {name: str(amount) for name, amount in _amounts(found).items()} == {
        "new_business.recognition": "50000.00", "target.growth": "-150000.00",
    }  # fmt: skip


# What differs


def compared(old: str, new: str) -> Comparison:
    return compare(work_out(read(old)), work_out(read(new)))


def test_another_way_of_writing_is_no_difference() -> None:
    other = with_more("prior_year: {revenue: 10_000_000}\nchurn: {rate: 0.30}\nbasis: revenue")
    assert compared(ACME, other).changes == ()


def test_what_is_said_beside_a_number_is_told_without_an_effect() -> None:
    new = with_more('churn: {rate: {value: 30%, low: 25%, high: 40%, source: "export"}}\n'
                    "commitments: {north: {new_business: 8M}}\nexpect: {new_business: 8M}\n"
                    'waivers: [{rule: RP302, because: "soon"}]')  # fmt: skip
    comparison = compared(ACME, new)
    assert [(it.name, it.aside) for it in comparison.changes] == [
        ("churn.rate.high", True), ("churn.rate.low", True), ("churn.rate.source", True),
        ("commitments.north", True), ("expect.new_business", True), ("waivers[1]", True),
    ]  # fmt: skip
    assert comparison.split is not None
    assert comparison.split.effects == ()
    assert not comparison.figures_differ


@pytest.mark.parametrize(
    ("more", "path"),
    [("currency: EUR", "currency"), ("fiscal_year: 2028", "fiscal_year"),
     ("fiscal_year: 2027\nstarts: 2026-07", "starts")],
)  # fmt: skip
def test_answers_to_different_questions_are_not_split(more: str, path: str) -> None:
    comparison = compared(ACME, with_more(more))
    assert [it.name for it in comparison.apart] == [path]
    assert comparison.split is None
    assert comparison.figures_differ


def test_a_start_that_was_implied_is_no_reason_not_to_compare() -> None:
    comparison = compared(ACME, with_more("starts: 2027-01\nchurn: {rate: 31%}"))
    assert comparison.apart == ()
    assert comparison.split is not None
    assert told(comparison.split) == {("churn.rate",): 100_000}


def test_a_waiver_that_moved_in_the_list_is_no_difference() -> None:
    one, two = '{rule: RP302, because: "x"}', '{rule: RP303, because: "y"}'
    old, new = with_more(f"waivers: [{one}, {two}]"), with_more(f"waivers: [{two}, {one}]")
    assert compared(old, new).changes == ()


@given(pairs())
@few
def test_figures_differ_exactly_when_some_figure_does(pair: tuple[Plan, Plan]) -> None:
    old, new = (work_out(read(plan)) for plan in pair)
    comparison = compare(old, new)
    same = all(old.figure(name) == new.figure(name) for name in PINNED)
    if not same:
        assert comparison.figures_differ
    if not comparison.changes:
        assert not comparison.figures_differ


def test_more_changes_than_can_be_told_apart_may_be_of_whole_mappings() -> None:
    old = with_more("upsell: {" + ", ".join(f"a{i}: {{amount: {i}k}}" for i in range(1, 15)) + "}")
    new = with_more("funnel: {average_deal: 40k, stages: {lead: {conversion: 5%}}}")
    reordered = "funnel: {average_deal: 20k, stages: {lead: {conversion: 5%}, b: {conversion: 1}}}"
    turned = "funnel: {average_deal: 40k, stages: {b: {conversion: 1}, lead: {conversion: 5%}}}"
    for one, other in ((old, new), (with_more(reordered, old), with_more(turned))):
        there, back = split_of(one, other, "funnel.leads"), split_of(other, one, "funnel.leads")
        assert there.crowded == ("upsell",)
        assert sum(effect.amount for effect in there.effects) == there.change != 0
        assert {k: -v for k, v in _amounts(back).items()} == _amounts(there)


def test_what_a_figure_is_not_made_of_is_told_apart_and_moves_it_by_nothing() -> None:
    budget = "budget: {" + ", ".join(f"b{i}: {{amount: 1k, every: year}}" for i in range(20)) + "}"
    found = split_of(ACME, with_more(f"churn: {{rate: 25%}}\n{budget}"))
    assert len(found.effects) == 21
    assert found.crowded == ()
    assert told(found)[("churn.rate",)] == -500_000
    assert sum(map(abs, told(found).values())) == 500_000


def test_who_owns_a_source_moves_what_an_owner_agrees_to() -> None:
    funnel = (
        "funnel: {{average_deal: 40k, stages: {{lead: {{conversion: 5%}}}}, sources: {{"
        "web: {{kind: net, leads: 100, owner: ann}}, fair: {{kind: net, leads: 100, owner: {}}}}}}}"
    )
    measure = "funnel.agreements.ann.a_week"
    promise = "\ncommitments: {ann: {new_business: 4M}}"
    old = work_out(read(with_more(funnel.format("ann"))))
    other_owner = work_out(read(with_more(funnel.format("bob"))))
    promised = work_out(read(with_more(funnel.format("ann") + promise)))
    for new, path in ((other_owner, "funnel.sources.fair.owner"), (promised, "commitments.ann")):
        found = compare(old, new, measure).split
        assert found is not None
        assert told(found) == {(path,): -76_923}
        of_the_year = compare(old, new).split
        assert of_the_year is not None
        assert of_the_year.effects == ()


COMPLETE = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
upsell: {seats: {amount: 300k, starts: 2027-04}}
commitments: {marketing: {new_business: 2M}}
funnel:
  average_deal: 40k
  stages:
    lead: {conversion: 25%, days: 20}
    offer: {conversion: 40%, days: 30}
  sources:
    fairs: {kind: net, leads: 900, value: 3k, owner: marketing}
    calls: {kind: spear, leads: 800, value: 5k, owner: sales}
capacity:
  productivity: 800k
  attrition: 10%
  reps: {field: {count: 9, starts: 2025-09}}
budget:
  ads: {owner: marketing, amount: 40k, every: month}
  pay: {owner: sales, rate: 10%, of: bookings}
unit_economics: {cac_owners: [marketing], margin: 80%, spend_multiple: 15}
"""


# A split that would be wrong is none


def forgetful(monkeypatch: pytest.MonkeyPatch, model: type[Any], key: str) -> None:
    """Have the program believe that no figure is made of a key."""
    monkeypatch.setattr(model, "ASIDE", (*model.ASIDE, key))


def test_a_key_taken_for_one_that_makes_no_figure_ends_in_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgetful(monkeypatch, Loss, "rate")
    new = with_more("churn: {rate: 32%}\ntarget: {growth: 60%}")
    with pytest.raises(FalseSplit, match="new_business: 8000000 to 9200000, not 8000000 to 9000"):
        split_of(ACME, new)


def test_one_change_is_held_to_both_plans_as_twelve_are(monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful(monkeypatch, Loss, "rate")
    with pytest.raises(FalseSplit):
        split_of(ACME, with_more("churn: {rate: 32%}"))


def test_a_section_forgotten_among_those_that_a_figure_reads_ends_in_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("revplan.studies.attribution.idle", lambda *_: frozenset({"budget"}))
    new = COMPLETE.replace("40k, every", "50k, every").replace("30%", "32%")
    with pytest.raises(FalseSplit):
        split_of(COMPLETE, new, "budget.total")


def test_the_command_shows_no_wrong_split(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forgetful(monkeypatch, Loss, "rate")
    sides = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    for side, text in zip(sides, (ACME, with_more("churn: {rate: 32%}")), strict=True):
        side.write_text(text)
    assert run(["diff", *map(str, sides)]) == 70
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: internal error: FalseSplit. This is a bug in revplan")


# What a figure is made of, as its own history tells

MEASURES = [path for path in measures(work_out(read(COMPLETE))) if ".months." not in path]


def without_numbers_of(plan: ReadPlan, section: str) -> ReadPlan:
    """The plan with all numbers of a section a little smaller."""
    less = {
        path: number * Decimal("0.9")
        for path, number in numbers(plan).items()
        if path[0] == section
    }
    return with_values(plan, less)


@pytest.mark.parametrize("measure", MEASURES)
def test_what_moves_a_figure_is_not_among_what_it_is_not_made_of(measure: str) -> None:
    """Each section's numbers are all made smaller: a figure that moves is made of the section."""
    plan = read(COMPLETE)
    before = work_out(plan).figure(measure)
    everything = [Player((Change((section,), None, None),)) for section in ONE_BY_ONE] * 2
    unread = idle(plan, plan, everything, measure)
    for section in ONE_BY_ONE:
        moved = work_out(without_numbers_of(plan, section)).figure(measure) != before
        assert not (moved and section in unread), section
    assert unread, "every section is taken for one that the figure is made of"


def test_words_that_make_a_figure_move_it() -> None:
    """Whose budget wins customers is a list of names: 480,000 of marketing, or 1,250,000 of both.

    192.5 deals or 96.25: 2,494 and 4,987 a customer of marketing, 6,494 and 12,987 of both.
    """
    new = COMPLETE.replace("cac_owners: [marketing]", "cac_owners: [marketing, sales]")
    new = new.replace("average_deal: 40k", "average_deal: 80k").replace("count: 9", "count: 8")
    found = told(split_of(COMPLETE, new, "cac"))
    assert found == {
        ("capacity.reps.field.count",): 0,
        ("funnel.average_deal",): 4493,
        ("unit_economics.cac_owners",): 6000,
    }


def test_a_figure_that_is_there_for_the_sake_of_a_section_stays() -> None:
    """What a point of churn is worth is told beside a funnel, and made of no number of it."""
    new = COMPLETE.replace("25%, days: 20", "22%, days: 20").replace("10M", "11M")
    found = split_of(COMPLETE, new, "churn_point.revenue")
    assert {k: v for k, v in told(found).items() if v} == {("prior_year.revenue",): 10_000}


def test_who_owns_a_source_of_a_segment_moves_what_an_owner_agrees_to() -> None:
    body = COMPLETE[COMPLETE.index("prior_year") :].replace("\n", "\n    ")
    head = ACME[: ACME.index("prior_year")] + "segments:\n  emea:\n    "
    old = head + body
    new = old.replace("value: 5k, owner: sales", "value: 5k, owner: marketing")
    measure = "segments.emea.funnel.agreements.sales.a_week"
    found = compare(work_out(read(old)), work_out(read(new)), measure)
    assert found.split is not None
    moved = {it.player.name: it.amount for it in found.split.effects if it.amount}
    assert moved == {"segments.emea.funnel.sources.calls.owner": found.split.change}
    assert found.split.change < 0


def test_what_cannot_bear_on_a_figure_takes_no_place_among_twelve() -> None:
    lines = "\n".join(f"  line_{n}: {{amount: 1{n}}}" for n in range(20))
    old = with_more(f"upsell:\n{lines}")
    new = old.replace("amount: 1", "amount: 2").replace("rate: 30%", "rate: 32%")
    new += "losses: {bigco: {amount: 5}}\n"
    found = split_of(old, new, "churned")
    assert found.crowded == ()
    assert {k: v for k, v in told(found).items() if v} == {
        ("churn.rate",): 200_000,
        ("losses.bigco",): 5,
    }


def test_more_sections_than_can_be_told_apart_are_told_together() -> None:
    made = [Player((Change((f"section_{n:02d}", "rate"), None, None),)) for n in range(15)]
    kept, crowded = few_enough(made)
    assert len(kept) == MOST_PLAYERS
    assert [len(player.changes) for player in kept] == [1] * 11 + [4]
    assert crowded == ("section_11", "section_12", "section_13", "section_14")


def test_a_split_over_many_lines_takes_steps_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in names of changes that are looked at, which went with the square of the lines."""
    counted = [_names_looked_at(count, monkeypatch) for count in (100, 400)]
    assert counted[1] < 5 * counted[0]


def _names_looked_at(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    lines = "\n".join(f"  line_{n}: {{amount: 1{n}}}" for n in range(count))
    old = with_more(f"upsell:\n{lines}")
    new = old.replace("amount: 1", "amount: 2").replace("rate: 30%", "rate: 31%")
    looked: list[int] = []

    def path_text(path: Any) -> str:
        looked.append(1)
        return spelt(path)

    with monkeypatch.context() as patched:
        patched.setattr("revplan.studies.difference.path_text", path_text)
        split_of(old, new)
    return len(looked)


# The months of the measure


@pytest.mark.parametrize(
    ("measure", "month"),
    [
        ("new_business", "months.2027-03.new_business"),
        ("months.2027-09.target", "months.2027-03.target"),
        ("budget.total", "budget.months.2027-03.total"),
        ("funnel.months.2027-09.offer", "funnel.months.2027-03.offer"),
        ("funnel.lead_value.asked", "funnel.lead_value.months.2027-03.asked"),
        ("segments.emea.budget.total", "segments.emea.budget.months.2027-03.total"),
        ("segments.emea.churned", "segments.emea.months.2027-03.churned"),
    ],
)
def test_the_months_of_a_comparison_are_those_of_its_measure(measure: str, month: str) -> None:
    old, new = COMPLETE, COMPLETE.replace("30%", "32%")
    if measure.startswith("segments."):
        head = ACME[: ACME.index("prior_year")] + "segments:\n  emea:\n    "
        old, new = (
            head + text[text.index("prior_year") :].replace("\n", "\n    ") for text in (old, new)
        )
    found = compare(work_out(read(old)), work_out(read(new)), measure)
    by_path = {it.quantity: it for it in found.months}
    assert (by_path[month].before, by_path[month].after) == (
        found.old.printed(month),
        found.new.printed(month),
    )
    assert all(it.quantity == month.replace("2027-03", it.month) for it in found.months)


@pytest.mark.parametrize("measure", ["cac", "upsell.seats", "repeatable", "capacity.short"])
def test_a_measure_without_months_shows_none(measure: str) -> None:
    found = compare(
        work_out(read(COMPLETE)), work_out(read(COMPLETE.replace("30%", "32%"))), measure
    )
    assert found.months == []
