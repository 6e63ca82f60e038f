"""Keys: each has a page, made of what it says itself; its example is what a plan may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Revplan
from jsonschema import Draft202012Validator

from revplan import read_plan
from revplan.fields.section import Section
from revplan.model.key_places import KeyPlace, find_key, key_places
from revplan.model.key_relations import excluded_by, needed_by
from revplan.views.keys.facts import choose_of
from revplan.views.keys.units import unit_of
from revplan.views.schema import plan_schema
from revplan.writing.key_example import example_line

SCHEMA = plan_schema()


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with what it refers to."""
    ref = schema.get("$ref", "")
    return schema | SCHEMA["$defs"][ref.rpartition("/")[2]] if ref else schema


def properties(schema: dict[str, Any], at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of the schema by its path, * for a name or a place in a list; the body of a
    segment is that of a plan.
    """
    whole = resolved(schema)
    if schema.get("$ref", "").endswith("/Segment"):
        return
    for name, told in whole.get("properties", {}).items():
        path = f"{at}.{name}".lstrip(".")
        description = {"description": told["description"]} if "description" in told else {}
        yield path, resolved(told) | description
        yield from properties(told, path)
    for inner in whole.get("anyOf", ()):
        yield from properties(inner, at)
    for key in ("additionalProperties", "items"):
        if isinstance(whole.get(key), dict):
            yield from properties(whole[key], f"{at}.*")


PROPERTIES = dict(properties(SCHEMA))
PLACES = [key_places()[path] for path in key_places()]
OWN = [place for place in PLACES if place.holder is not None]


def test_the_walk_through_the_schema_sees_keys_of_every_kind() -> None:
    assert {"churn.rate", "churn.rate.low", "upsell.*.amount", "waivers.*.rule", "fx.*.per",
            "segments.*.plan", "prior_year.monthly.*.source", "new_business.recognition.delay",
            "strategy.initiatives.*.tasks.*.do", "phasing.late_start.share",
            "funnel.average_deal.last_year.source"} <= set(PROPERTIES)  # fmt: skip
    assert len(PROPERTIES) > 600


def test_every_property_of_the_schema_has_a_page_that_says_what_the_schema_says() -> None:
    found = {path: find_key(path) for path in PROPERTIES}
    assert [path for path, it in found.items() if it is None or it.text != path] == []
    odd = {
        path: (it.says, PROPERTIES[path].get("description"))
        for path, it in found.items()
        if it is not None and not said_alike(it, PROPERTIES[path])
    }
    assert odd == {}


def said_alike(place: KeyPlace, told: dict[str, Any]) -> bool:
    return place.says != "" and told["description"] in (place.says, place.says.rstrip("."))


def test_every_key_of_the_pages_is_a_property_of_the_schema() -> None:
    assert [it.text for it in PLACES if it.text not in PROPERTIES and it.path[-1] != "*"] == []


def counts(schema: dict[str, Any]) -> bool:
    """Whether a number may stand there: alone, or in a list."""
    if schema.get("type") in ("number", "integer"):
        return True
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    return any(counts(it) for it in inner)


def test_the_page_of_a_number_says_its_unit() -> None:
    numbers = [path for path, told in PROPERTIES.items() if counts(told)]
    assert {"churn.rate", "capacity.ramp", "prior_year.monthly.*.low", "fiscal_year",
            "funnel.follow_up_hours", "phasing.rounding"} <= set(numbers)  # fmt: skip
    found = {path: find_key(path) for path in numbers}
    assert [path for path, it in found.items() if it is None or not unit_of(it)] == []


BASE = "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\n"
YEARS = {
    "revenue": "prior_year: {revenue: 10M}\ntarget: {growth: 50%}\nchurn: {rate: 30%}\n",
    "arr": "basis: arr\nprior_year: {arr: 10M}\ntarget: {growth: 50%}\nchurn: {rate: 30%}\n",
    "company": "fx: {EUR: 1.1}\nsegments:\n  abroad:\n    currency: EUR\n"
    "    prior_year: {revenue: 2M}\n    target: {growth: 50%}\n",
}


def with_line(years: str, line: str) -> str:
    """A plan with a line for what it says itself there."""
    key = line.partition(":")[0]
    parts = yaml.safe_load(BASE + YEARS[years])
    parts.pop(key, None)
    if key == "segments":
        parts = yaml.safe_load(BASE)
    return f"{line}\n{yaml.safe_dump(parts, sort_keys=False)}"


def test_every_example_reads_where_it_is_put_into_a_plan(tmp_path: Path) -> None:
    (tmp_path / "emea-2027.yaml").write_text(BASE + YEARS["revenue"], encoding="utf-8")
    unread = []
    for place in PLACES:
        line = example_line(place)
        assert "\n" not in line
        for years in YEARS:
            file = tmp_path / "plan.yaml"
            file.write_text(with_line(years, line), encoding="utf-8")
            if read_plan(file).plan is not None:
                break
        else:
            unread.append((place.text, line))
    assert unread == []


def test_an_example_is_what_the_schema_allows_there() -> None:
    examples = {path: told["examples"] for path, told in PROPERTIES.items() if "examples" in told}
    assert set(examples) == {it.text for it in OWN if it.facts is not None}
    for path, several in examples.items():
        schema = {"$defs": SCHEMA["$defs"]} | PROPERTIES[path]
        for example in several:
            assert list(Draft202012Validator(schema).iter_errors(example)) == [], path


def steps_below(part: Any) -> list[tuple[Any, Any]]:
    if isinstance(part, dict):
        return [*part.items()]
    return [*enumerate(part)] if isinstance(part, list) else []


def test_an_example_shows_its_key() -> None:
    odd = []
    for place in PLACES:
        at = [yaml.safe_load(example_line(place))]
        for step in place.path:
            at = [below for it in at for key, below in steps_below(it) if step in ("*", key)]
        if not at:
            odd.append(place.text)
    assert odd == []


def test_every_key_says_of_itself_what_its_page_needs() -> None:
    assert [it.text for it in OWN if it.field is not None and it.facts is None] == []
    assert [it.text for it in OWN if it.facts is not None and it.facts.example is None] == []


def test_where_one_of_several_keys_stands_each_says_when_to_choose_it() -> None:
    assert [it.text for it in OWN if it.name in it.holder.ONE_OF and not choose_of(it)] == []


@pytest.mark.parametrize(
    "model", list(dict.fromkeys(it.holder for it in OWN)), ids=lambda it: it.__name__
)
def test_what_to_choose_is_said_of_keys_that_there_are(model: type[Section]) -> None:
    assert set(model.CHOOSE) <= {*model.model_fields, *model.BESIDE}


def test_what_a_key_goes_with_is_what_its_section_says() -> None:
    for path, needs, excludes in (
        ("churn.rate", (), ("amount", "annual_rate", "monthly_rate")),
        ("churn.timing", ("rate", "amount", "annual_rate"), ("monthly_rate",)),
        ("churn.monthly_rate", (), ("rate", "amount", "annual_rate", "timing")),
        ("budget.*.every", ("amount",), ("rate", "of", "month")),
        ("budget.*.rate", ("of",), ("amount", "every", "month")),
        ("capacity.attainment", ("quota",), ("productivity",)),
        ("prior_year.monthly", (), ("revenue", "arr")),
        ("prior_year.one_off", ("revenue", "monthly"), ("arr",)),
        ("target.growth", (), ("revenue", "arr")),
        ("segments.emea.plan", (), ()),
        ("capacity.quota", (), ("productivity",)),
        ("upsell.*.month", ("amount", "rate", "annual_rate", "monthly"),
            ("starts", "ramp_months", "seasonality")),
        ("upsell", (), ("segments",)),
        ("fx.*.per", (), ("value",)),
    ):  # fmt: skip
        place = find_key(path)
        assert place is not None
        assert (needed_by(place), excluded_by(place)) == (needs, excludes), path


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("upsell.premium_tier.amount", "upsell.*.amount"),
        ("upsell.amount", "upsell.*.amount"),
        ("segments.emea.churn.rate", "churn.rate"),
        ("segments.a.segments.b.churn", "churn"),
        ("segments.emea", "segments"),
        ("waivers[1].rule", "waivers.*.rule"),
        ("prior_year.monthly[3]", "prior_year.monthly"),
        ("fx.EUR", "fx"),
        ("upsell.@.amount", "upsell.*.amount"),
        ("expect.months.2027-03.target", "expect"),
        ("strategy.territories.west", "strategy.territories"),
        ("strategy.initiatives.pilots.tasks[2].do", "strategy.initiatives.*.tasks.*.do"),
    ],
)
def test_a_name_of_ones_own_stands_for_any(asked: str, meant: str) -> None:
    place = find_key(asked)
    assert place is not None
    assert place.text == meant


def test_the_list_tells_every_key_in_every_format(shared_revplan: Revplan) -> None:
    told = [it["path"] for it in shared_revplan("key", "-f", "json").document["result"]["keys"]]
    assert told == [it.text for it in OWN]
    lines = shared_revplan("key").out.splitlines()
    assert set(told) <= {line.split()[0] for line in lines if line}
    comma = shared_revplan("key", "-f", "csv").out.splitlines()
    assert [line.partition(",")[0] for line in comma] == ["path", *told]


@pytest.mark.parametrize("word", ["", " ", ".", "*", "x" * 100_000, "a.b.c", "churn..rate",
                                  "\x1b[31m", "[", "segments.", "..", "\udcff"])  # fmt: skip
def test_a_wrong_path_names_the_nearest_and_exits_2(word: str, shared_revplan: Revplan) -> None:
    ran = shared_revplan("key", word)
    assert (ran.code, ran.out, "\x1b" in ran.err) == (2, "", False)
    assert ran.err.startswith("error: there is no key ")
    assert ran.err.count('"') <= 12
    assert len(ran.err) < 400
