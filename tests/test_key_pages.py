"""What the page of a key says: units, defaults, bounds, rules; the same in every format."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from typing import Any

import pytest
from conftest import Revplan

from revplan.model.key_places import find_key, key_places
from revplan.model.plan import Plan
from revplan.rules import module, names
from revplan.views.keys.facts import choices_of, default_of, facts_of
from revplan.views.keys.rules import rules_asking
from revplan.views.keys.units import UNITS, unit_of
from revplan.writing.key_example import example_line

PLACES = [*key_places().values()]
OWN = [place for place in PLACES if place.holder is not None]


def test_what_a_number_counts_is_said_rightly() -> None:
    for path, unit in {
        "churn.rate": "share", "churn.rate.low": "share", "churn.amount": "money",
        "funnel.sources.*.leads": "count", "funnel.stages.*.days": "days",
        "funnel.follow_up_hours": "hours", "new_business.recognition.months": "months",
        "target.growth": "growth", "fx.EUR": "exchange", "funnel.lead_coverage": "multiple",
        "capacity.ramp": "share", "phasing.seasonality": "weights",
    }.items():  # fmt: skip
        place = find_key(path)
        assert place is not None
        assert unit_of(place).startswith(UNITS[unit]), path


def test_every_unit_of_a_reader_is_told_in_words() -> None:
    units = {it.reads.unit for it in PLACES if it.reads is not None}
    assert units - {""} <= set(UNITS)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("capacity.ramp", "a share: 30% or 0.30, in a list of 1 to 60"),
        ("prior_year.monthly", "10M or 250k, in a list of 12, one a month"),
        ("funnel.sources.*.leads", "a count: 240, or 1_900, or a list of 12, one a month"),
        ("funnel.sources.*.leads.low", "a count: 240, or 1_900"),
        ("new_business.signed_last_year",
            ", or a list of 4, one a quarter, or a list of 12, one a month"),
        ("upsell.*.last_year", ", or a list of 12, one a month, or none"),
        ("funnel.stages.*.last_year.high", "a share: 30% or 0.30, or none"),
    ],
)  # fmt: skip
def test_a_unit_says_how_long_a_list_may_be(path: str, told: str) -> None:
    place = find_key(path)
    assert place is not None
    assert unit_of(place).endswith(told)


def facts(path: str) -> dict[str, str]:
    place = find_key(path)
    assert place is not None
    return dict(facts_of(place))


def test_a_key_that_has_to_stand_there_is_told_as_required() -> None:
    required = {path: facts(path)["Default"] for path in ("revplan", "waivers.*.rule", "target",
                                                          "churn.rate", "fx.*.per")}  # fmt: skip
    assert required == {
        "revplan": "required",
        "waivers.*.rule": "required",
        "target": "required, unless segments state their own",
        "churn.rate": "required: exactly one of rate, amount, annual_rate or monthly_rate",
        "fx.*.per": "required: exactly one of value or per",
    }


def test_every_description_that_speaks_of_a_default_is_of_a_key_that_states_it() -> None:
    spoken = {it.text: it for it in OWN if "default" in it.says.lower()}
    assert {"churn.timing", "basis"} <= set(spoken)
    assert [text for text, it in spoken.items() if not default_of(it)] == []
    for text, place in spoken.items():
        said = re.search(r"[Dd]efault:? (.+?)\.?$", place.says)
        if said and not said[1].startswith(("is ", "when ", "for ")) and "(default" not in said[0]:
            assert default_of(place) == said[1], text


def test_a_page_says_what_stands_at_a_key_and_what_holds_without_it() -> None:
    for path, unit, default in (
        ("churn.last_year", "that of the number beside it", "none: nothing is compared with last"),
        ("upsell.x.owner", "a name: ", "none: nobody answers for it"),
        ("upsell.x.label", "text", "its name in the plan"),
        ("churn.rate.note", "text", "none"),
        ("churn.rate.source", "text", "none: "),
        ("churn.rate.value", "a share: ", "required"),
        ("budget.x.of", "a word", "required beside rate"),
        ("strategy.goals.x.direction", "a word", "at_most for churn, "),
        ("strategy.risks.x.threatens", "a list of paths", "none"),
        ("strategy.personas.x.pains", "text, or a list of 1 to 20 texts", "none"),
        ("strategy.tools", "a mapping of names of your own, each with text", "none"),
        ("waivers", "a list of mappings of the keys below", "none: every finding is told"),
        ("funnel.stages", "a mapping of names of your own, each with the keys below", "required"),
        ("phasing", "a mapping of the keys below", "the season of last year's months"),
    ):
        told = facts(path)
        assert told["Unit"].startswith(unit), path
        assert told["Default"].startswith(default), path


@pytest.mark.parametrize("model", [*dict.fromkeys(it.holder for it in OWN)], ids=str)
def test_what_holds_without_a_key_is_said_of_keys_that_may_be_left_out(model: Any) -> None:
    fields = model.model_fields
    assert set(model.LEFT_OUT) <= set(fields)
    assert [it for it in model.LEFT_OUT if fields[it].is_required()] == []
    assert [it for it in model.LEFT_OUT if fields[it].json_schema_extra.default] == []


def test_the_page_of_every_key_has_each_part(shared_revplan: Revplan) -> None:
    chosen = {"When to choose it", "Which to choose"}
    for place in PLACES:
        if place.name == "*" and place.holder is None:
            continue  # a name of one's own: the keys stand below it
        document = shared_revplan("key", place.text, "-f", "json").document["result"]
        text = shared_revplan("key", place.text).out
        parts = set(re.findall(r"(?m)^  ([A-Z][\w ]+): ", text))
        assert {"Unit", "Default", "Example"} <= parts, place.text
        assert min(map(len, (document["unit"], document["default"], document["example"]))) > 0
        asked = bool(document.get("excludes") or document.get("words"))
        assert not asked or ("when" in document and len(parts & chosen) == 1), place.text
        assert dict(facts_of(place))["Default"] == document["default"]


def test_a_name_of_one_s_own_holds_a_mapping(shared_revplan: Revplan) -> None:
    named = [it.text for it in PLACES if it.name == "*" and it.holder is None]
    assert {"budget.*", "funnel.stages.*", "strategy.goals.*", "waivers.*"} <= set(named)
    for name in named:
        document = shared_revplan("key", name, "-f", "json").document["result"]
        assert document["unit"] == "a mapping of the keys below", name


def amount(text: str) -> Decimal:
    scale = {"%": "0.01", "k": "1e3", "M": "1e6"}.get(text[-1], "1")
    return Decimal(text.rstrip("%kM").replace("_", "")) * Decimal(scale)


def test_the_examples_of_bounds_lie_below_and_above_the_value() -> None:
    bounds = [it for it in PLACES if it.name in ("low", "high")]
    assert len(bounds) > 150
    for place in bounds:
        said = re.search(r"value: ([^,{]+), (low|high): ([^,{}]+)", example_line(place))
        assert said is not None, place.text
        value, bound = amount(said[1]), amount(said[3])
        fits = bound < value if said[2] == "low" else bound > value
        assert fits or (value, said[2]) == (0, "low"), place.text


def test_the_rules_on_a_page_are_those_whose_pages_name_the_key() -> None:
    for path, codes in (
        ("churn.rate", {"RP301", "RP304", "RP308"}),
        ("churn.last_year", {"RP304", "RP308", "RP309"}),
        ("funnel.stages.lead.conversion", {"RP312"}),
        ("new_business.recognition", {"RP324"}),
        ("expect", {"RP202", "RP904"}),
        ("starts", set()),
        ("churn.rate.low", set()),
    ):
        place = find_key(path)
        assert place is not None
        assert {it.CODE for it in rules_asking(place)} == codes, path


def test_every_rule_about_a_section_stands_on_the_page_of_the_section() -> None:
    about = [(it.CODE, it.ABOUT) for it in map(module, names()) if hasattr(it, "ABOUT")]
    for code, section in about:
        if section in Plan.model_fields:
            place = find_key(section)
            assert place is not None
            assert code in {it.CODE for it in rules_asking(place)}


def in_words(text: str) -> str:
    """A text without its lines."""
    return " ".join(text.split())


def test_a_page_tells_the_same_in_every_format(shared_revplan: Revplan) -> None:
    for place in OWN:
        told = [place.says, example_line(place), *(text for _, text in facts_of(place))]
        rows = csv.reader(shared_revplan("key", place.text, "-f", "csv").out.splitlines())
        assert {*told, place.text} <= {says for _, says in rows}
        for format_ in ("text", "markdown"):
            page = shared_revplan("key", place.text, "-f", format_).out.replace("\\", "")
            assert [it for it in told if in_words(it) not in in_words(page)] == []
        document = shared_revplan("key", place.text, "-f", "json").document["result"]
        assert (document["path"], document["says"]) == (place.text, place.says)
        assert document["example"] == example_line(place)
        assert document.get("words", []) == choices_of(place)
        assert all(isinstance(it, (str, bool, list)) for it in document.values())
