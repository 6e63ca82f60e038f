"""What `init --full` writes: every key of the schema, each with what it says."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from conftest import Revplan
from test_rules import findings
from test_schema import VALIDATOR

from revplan.base.problem import Severity
from revplan.model.key_places import find_key
from revplan.model.plan import Plan
from revplan.sources.plan_file import read_text
from revplan.views.schema import plan_schema
from revplan.writing.full import full_starter
from revplan.writing.full_examples import example
from revplan.writing.wanted import Wanted

SAID = {"revenue": "10M", "growth": "50%", "churn": "30%"}
OF_A_NUMBER = {"value", "low", "high", "source", "note", "last_year", "because"}
"""What any number may say, which the head of the page tells once."""

REFUSED = {
    "revenue": {"prior_year": {"arr"}, "target": {"arr"}},
    "arr": {
        "prior_year": {"revenue", "monthly", "one_off"},
        "target": {"revenue", "path"},
        "new_business": {"signed_last_year", "recognition", "months", "delay"},
        **{key: {"annual_rate"} for key in ("losses", "carry_over", "upsell", "new_streams")},
    },
}
"""By basis and section, the keys that plans of it do not have."""


@cache
def page(basis: str) -> str:
    text, problems = full_starter(Wanted("2027", basis, **SAID))
    assert problems == []
    return text


@cache
def parts(basis: str) -> dict[str, str]:
    """The page's paragraphs, by the section that each is about."""
    head, *more = page(basis).rstrip("\n").split("\n\n")
    found = {next(keys_in(part)): part for part in more}
    assert len(found) == len(more)
    return {"": head, **found}


def keys_in(part: str) -> Iterator[str]:
    yield from re.findall(r"(?m)^(?:# |  )*(?:- )?(\w+):(?= |$)", part)


def said_in(part: str) -> str:
    """The comments of a part as one text, without the keys."""
    lines = (re.sub(r"^(?:# |  )*(?:- )?\w+:.*?  # ", "", line) for line in part.splitlines())
    return re.sub(r"\s+", " ", " ".join(re.sub(r"^[# ]*", "", line) for line in lines))


def described(form: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key below a form of the schema with what it says, those of a number left out."""
    if "$ref" in form:
        yield from described(schema["$defs"][form["$ref"].rpartition("/")[2]], schema)
    properties = form.get("properties", {})
    if not {"value", "per"} & {*properties} or {*properties} - OF_A_NUMBER - {"per"}:
        for key, inner in properties.items():
            own = inner.get("description", "") if "$ref" not in inner else ""
            yield key, own
            yield from described(inner, schema)
    for inner in (*form.get("anyOf", ()), form.get("items"), form.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from described(inner, schema)


@cache
def schema() -> dict[str, Any]:
    return plan_schema()


SECTIONS = [key for key in Plan.model_fields if key != "plan"]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_every_key_of_the_schema_stands_there_and_says_what_it_is(basis: str, section: str) -> None:
    part = parts(basis).get(section, parts(basis)[""])
    assert section in keys_in(part)
    assert {"segments": "{plan: north-2027.yaml}", "fx": "{per: "}.get(section, "") in part
    if section == "segments":  # the keys of a plan once more
        return
    found, told = {*keys_in(part)}, said_in(part)
    for key, says in described(schema()["properties"][section], schema()):
        refused = key in REFUSED[basis].get(section, ())
        assert (key in found) is not refused, key
        assert refused or says in told, key


@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_it_reads_as_what_was_said_and_fits(basis: str) -> None:
    plan = read_text(page(basis), "plan").plan
    assert plan is not None
    assert plan.model_fields_set - {"basis"} == {
        "revplan", "name", "fiscal_year", "currency", "prior_year", "target", "churn",
    }  # fmt: skip
    assert max(map(len, page(basis).splitlines())) <= 100
    assert not re.search(r"[<>]|YEAR|LAST|MEASURE", page(basis))


def without_mark(part: str) -> str:
    return re.sub(r"(?m)^# ", "", part)


SIZES = [
    Wanted("2027", **SAID),
    Wanted("2027", "arr", **SAID),
    Wanted("2027"),
    Wanted("2027", revenue="120k", target="100k", churn="10%", currency="JPY"),
    Wanted("2027", "arr", revenue="3B", growth="5%", churn="0%"),
]


@pytest.mark.parametrize("section", ["starts", *SECTIONS[SECTIONS.index("contraction") :]])
@pytest.mark.parametrize("wanted", SIZES, ids=str)
def test_every_section_that_is_un_commented_is_part_of_a_plan(wanted: Wanted, section: str) -> None:
    text, _ = full_starter(wanted)
    paragraphs = text.rstrip("\n").split("\n\n")
    part = next(it for it in paragraphs if section in keys_in(it) and next(keys_in(it)) == section)
    if section == "segments":  # instead of what follows from last year
        away = ("prior_year", "churn")
        paragraphs = [it for it in paragraphs if next(keys_in(it), "") not in away]
    changed = "\n\n".join(paragraphs).replace(part, without_mark(part))
    file = read_text(changed, "plan")
    assert file.problems == []
    assert file.plan is not None
    assert section in file.plan.model_fields_set
    VALIDATOR.validate(yaml.safe_load(changed))


@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_lines_within_a_section_can_be_un_commented_too(basis: str) -> None:
    """Those that go with what stands there: others say instead of what."""
    for section, lines in {
        "prior_year": ("one_off",),
        "target": ("path",),
        "churn": ("timing", "last_year", "because"),
    }.items():
        part = parts(basis)[section]
        for line in lines:
            if line in REFUSED[basis].get(section, ()):
                continue
            changed = re.sub(rf"(?m)^  # ({line}: )", r"  \1", part)
            assert changed != part
            assert read_text(page(basis).replace(part, changed), "plan").problems == []


@pytest.mark.parametrize("section", ["expect", "commitments", "upsell", "funnel", "budget"])
def test_what_is_un_commented_breaks_no_rule(section: str) -> None:
    part = parts("revenue")[section]
    changed = page("revenue").replace(part, without_mark(part))
    assert all(it.severity is not Severity.error for it in findings(changed.encode()))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("capacity.ramp", "[0%, 50%, 75%]"),
        ("strategy.territories", '{west: "California, Oregon and Washington"}'),
        ("upsell.*.starts", "YEAR-03"),
        ("strategy.initiatives.*.tasks.*.by", "YEAR-06"),
        ("upsell.*.because", '"..."'),
        ("upsell.*.amount", "<2%>"),
    ],
)
def test_a_key_has_its_own_example_where_no_size_no_year_and_no_words_are_asked_for(
    path: str, told: str
) -> None:
    place = find_key(path)
    assert place is not None
    assert example(place) == told


def test_the_file_of_every_key_is_started_like_the_short_one(revplan: Revplan) -> None:
    done = revplan("init", "all.yaml", "--full", "--revenue", "4M", "--basis", "arr")
    assert done.err.splitlines() == [
        "wrote all.yaml: opening ARR 4M, growth 50%, churn 30%; beside it revplan.schema.json for "
        "editors",
        "name, fiscal_year, currency, growth and churn are examples, the numbers with source TODO: "
        "put your own in",
        "next: revplan gap all.yaml",
    ]
    text = (revplan.folder / "all.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=revplan.schema.json\n")
    assert revplan("check", "all.yaml").code == 0
    assert revplan("init", "-", "--full").out.startswith("# Every key of a revenue plan.")
    refused = revplan("init", "-", "--full", "--churn", "300%")
    assert (refused.code, refused.out) == (2, "")
