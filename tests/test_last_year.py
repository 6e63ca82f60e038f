"""Last year's number beside this year's, or in its own mapping: read, written, shown, and counted
nowhere but where leads of last year are signed in this.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from conftest import Revplan

from revplan import read_text, work_out
from revplan.engine.work_out import trace_outcome
from revplan.fields.section import Section
from revplan.model.plan import Plan
from revplan.model.shape import holds_names, model_of, numbers_compared, parts
from revplan.reading.validate import validate
from revplan.rules import rp345_hope_leap
from revplan.rules.comparable import comparables
from revplan.studies.difference import differences

TOP = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
"""

SAID = f"""{TOP}
churn: {{rate: 30%, last_year: 28%, because: "two clients merge"}}
upsell: {{tier: {{amount: 1M, last_year: 800k, because: "a third tier"}}}}
funnel:
  average_deal:
    {{value: 40k, last_year: {{value: 36k, source: CRM}}, because: "prices rose in May"}}
  stages: {{lead: {{conversion: 5%, last_year: 4%, days: {{value: 20, last_year: 30}}}}}}
  sources: {{web: {{kind: net, leads: 4800, value: {{value: 2k, last_year: 1800}}}}}}
capacity:
  productivity: {{value: 700k, last_year: 650k}}
  attrition: {{value: 10%, last_year: none}}
  reps: {{all: {{count: 10, starts: 2026-01}}}}
budget: {{fairs: {{amount: 10k, every: month, last_year: 9k, because: "a second fair"}}}}
unit_economics: {{margin: {{value: 80%, last_year: 79%}}}}
"""

SILENT = f"""{TOP}
churn: {{rate: 30%}}
upsell: {{tier: {{amount: 1M}}}}
funnel:
  average_deal: 40k
  stages: {{lead: {{conversion: 5%, days: 20}}}}
  sources: {{web: {{kind: net, leads: 4800, value: 2k}}}}
capacity: {{productivity: 700k, attrition: 10%, reps: {{all: {{count: 10, starts: 2026-01}}}}}}
budget: {{fairs: {{amount: 10k, every: month}}}}
unit_economics: {{margin: 80%}}
"""


def plan_of(text: str) -> Plan:
    plan = read_text(text).plan
    assert plan is not None
    return plan


def test_what_is_said_of_last_year_moves_no_figure() -> None:
    said, silent = (work_out(plan_of(text)) for text in (SAID, SILENT))
    assert said.bridge == silent.bridge
    assert said.monthly == silent.monthly
    assert {path: said.figure(path) for path in silent.figure_paths()} == {
        path: silent.figure(path) for path in silent.figure_paths()
    }


def test_a_plan_written_again_says_the_same_of_last_year() -> None:
    plan = plan_of(SAID)
    again, problems = validate(plan.export())
    assert (again, problems) == (plan, [])
    deal = plan.export()["funnel"]["average_deal"]
    assert deal == {
        "value": "40k",
        "last_year": {"value": "36k", "source": "CRM"},
        "because": "prices rose in May",
    }
    assert plan.export()["capacity"]["attrition"] == {"value": "10%", "last_year": "none"}


def test_a_number_that_remembers_its_name_and_one_that_is_tried_keep_last_year(
    revplan: Revplan,
) -> None:
    traced = trace_outcome(work_out(plan_of(SAID)))
    assert traced.plan.funnel is not None
    assert traced.plan.funnel.average_deal.last_year is not None
    tried = revplan(
        "gap", "-", "--set", "funnel.average_deal=80k", "--set",
        "funnel.average_deal.last_year=70k", "--format", "json", stdin=SAID.encode(),
    )  # fmt: skip
    assert tried.code == 0
    figures = json.loads(tried.out)["result"]
    assert figures["bridge"]["new_business"] == "7000000"


NEW = """
upsell: {tier: {amount: 1M, last_year: LAST}}
new_business: {last_year: LAST}
funnel:
  average_deal: 40k
  stages: {lead: {conversion: 5%, days: 60}}
  sources:
    web: {kind: net, leads: 4800, last_year: LAST}
    fairs: {kind: net, leads: 1200, last_year: 1200}
budget: {fairs: {amount: 10k, every: month, last_year: LAST}}
"""


def test_none_is_stated_and_zero() -> None:
    none, zero = (work_out(plan_of(f"{TOP}{NEW.replace('LAST', text)}")) for text in ("none", "0"))
    of_last_year = "funnel.lead_value.of_last_year"
    assert none.figure(of_last_year) == zero.figure(of_last_year)
    assert {path: none.figure(path) for path in none.figure_paths()} == {
        path: zero.figure(path) for path in zero.figure_paths()
    }


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("funnel.average_deal", " 40,000 (last year 36,000): prices rose in May"),
        ("funnel.stages.lead.days", " 20 (last year 30)"),
        ("capacity.attrition", " 10% (new)"),
        ("unit_economics.margin", " 80% (last year 79%)"),
        ("churn", ": two clients merge"),
    ],
)
def test_show_tells_last_year_and_the_reason(revplan: Revplan, key: str, told: str) -> None:
    out = revplan("show", "-", stdin=SAID.encode()).out
    assert f"  {key}{told}\n" in out


def test_json_of_show_has_both(revplan: Revplan) -> None:
    out = revplan("show", "-", "--format", "json", stdin=SAID.encode()).out
    rests: list[dict[str, Any]] = json.loads(out)["result"]["rests_on"]
    (deal,) = (it for it in rests if it["path"] == "funnel.average_deal")
    assert (deal["last_year"], deal["because"]) == ("36000", "prices rose in May")
    (left,) = (it for it in rests if it["path"] == "capacity.attrition")
    assert left["last_year"] == "none"


def test_a_new_stage_has_none_where_last_years_rate_would_stand(revplan: Revplan) -> None:
    text = SAID.replace("conversion: 5%, last_year: 4%", "conversion: 5%, last_year: none")
    out = revplan("funnel", "-", stdin=text.encode()).out
    told = next(line.split() for line in out.splitlines() if line.startswith("  lead "))
    assert told[:4] == ["lead", "3,500", "5%", "none"]


def test_a_change_of_last_year_is_a_change_beside_the_figures() -> None:
    other = SAID.replace("value: 36k", "value: 30k").replace("last_year: none", "last_year: 12%")
    changes = differences(plan_of(SAID), plan_of(other))
    assert [(it.name, it.before, it.after, it.aside) for it in changes] == [
        ("capacity.attrition.last_year", "none", "12%", True),
        ("funnel.average_deal.last_year", "36000", "30000", True),
    ]


def test_where_last_year_cannot_stand_the_keys_that_can_are_named() -> None:
    text = TOP.replace("{revenue: 10M}", "{revenue: {value: 10M, last_year: 9M}}")
    (problem,) = read_text(text).problems
    assert (problem.code, problem.path) == ("RP104", ("prior_year", "revenue", "last_year"))
    assert problem.hint == "the keys here are value, low, high, source and note"


LEAKS = f"""{TOP}
churn: {{rate: 30%}}
funnel:
  average_deal: 40k
  stages:
    lead: {{conversion: 20%, last_year: 16%}}
    proposal: {{conversion: 20%, last_year: 25%}}
"""


def test_funnel_shows_what_a_stage_would_save_at_last_years_rate(revplan: Revplan) -> None:
    """200 deals take 5,000 leads; at 25% a fifth of them were saved."""
    told = revplan("funnel", "-", stdin=LEAKS.encode()).out
    lead, proposal = (
        next(line.split() for line in told.splitlines() if line.startswith(f"  {name} "))
        for name in ("lead", "proposal")
    )
    assert "Saved at last year's rate" in told
    assert (len(lead), proposal[-1]) == (len(proposal) - 1, "1,000")
    out = revplan("funnel", "-", "--format", "json", stdin=LEAKS.encode()).out
    stages = json.loads(out)["result"]["stages"]
    assert [it.get("saves_at_last_year") for it in stages] == [None, "1000"]
    rows = revplan("funnel", "-", "--format", "csv", stdin=LEAKS.encode()).out
    assert "stage,proposal,2027,saves_at_last_year,1000" in rows
    none = LEAKS.replace("25%", "15%")
    assert "Saved at" not in revplan("funnel", "-", stdin=none.encode()).out
    pinned = f"{LEAKS}expect: {{funnel.stages.proposal.saves_at_last_year: 1000}}\n"
    assert "RP202" not in revplan("check", "-", stdin=pinned.encode()).out


def test_a_change_of_last_years_rate_moves_what_would_be_saved(
    revplan: Revplan,
) -> None:
    for name, text in (("old.yaml", LEAKS), ("new.yaml", LEAKS.replace("25%", "40%"))):
        (revplan.folder / name).write_text(text)
    figure = "funnel.stages.proposal.saves_at_last_year"
    told = revplan("diff", "old.yaml", "new.yaml", "--measure", figure)
    assert told.code == 0
    assert "+1,500   funnel.stages.proposal.last_year   25% -> 40%" in told.out


ASKED_ELSEWHERE = {
    "budget.*": "RP341 and RP343 ask what an item of marketing cost, and RP311",
    "funnel.sources.*": "last year's leads are counted, and RP316 says so where none are stated",
    "funnel.sources.*.value": "it moves neither new business nor the leads needed nor capacity",
    "funnel.stages.*.days": "it moves neither new business nor the leads needed nor capacity",
    "new_business": "nothing of the plan is eased by it: RP305 and RP322 compare with it",
    "unit_economics.margin": "it moves neither new business nor the leads needed nor capacity",
}
"""What may say its last year and is not asked by RP309 whether it does, and why."""


def may_say(model: type[Section], path: str = "") -> Iterator[str]:
    """What may say what it was last year, by path, with a star for names of the user's own."""
    if "last_year" in model.model_fields:
        yield path
    yield from (f"{path}.{key}" for key in numbers_compared(model))
    for key, field in parts(model).items():
        inner = model_of(field)
        if inner is not None and inner is not Plan:
            below = f"{path}.{key}".strip(".")
            yield from may_say(inner, f"{below}.*" if holds_names(field) else below)


EVERYTHING = f"""{SAID}
contraction: {{rate: 1%}}
losses: {{tier: {{amount: 1}}}}
carry_over: {{tier: {{amount: 1}}}}
new_streams: {{tier: {{amount: 1}}}}
"""


def asked_about(paths: Callable[[Plan], Iterable[tuple[str | int, ...]]]) -> set[str]:
    """The paths that a rule asks about in plans that state everything, with stars for names."""
    quota = EVERYTHING.replace("productivity:", "attainment: 90%\n  quota:")
    names = ("tier", "lead", "web")
    return {
        ".".join("*" if step in names else str(step) for step in path)
        for text in (EVERYTHING, quota)
        for path in paths(plan_of(text))
    }


def test_every_number_that_may_say_its_last_year_is_asked_about_it() -> None:
    """RP345 asks of each that says so itself whether it leaps, RP309 of all whether they say so;
    beside a section's one number stands that of the section.
    """
    every = set(may_say(Plan))
    themselves = {it for it in every if "*" not in it.rpartition(".")[2] and "." in it}
    hopes = asked_about(lambda plan: (it.path for it in rp345_hope_leap._hopes(plan)))
    assert hopes == themselves
    numbers = asked_about(lambda plan: (it.path for it in comparables(plan)))
    asked = {it if it in themselves else it.rpartition(".")[0] for it in numbers}
    assert every - asked == set(ASKED_ELSEWHERE)
    assert asked <= every
