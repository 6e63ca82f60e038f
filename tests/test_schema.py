"""The JSON Schema: what an editor marks red is wrong, and what the program reads is not red."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from test_gallery import PLANS, plan_bytes

from revplan import read_text
from revplan.views.schema import plan_schema, schema_text

ROOT = Path(__file__).parent.parent
CHECK = Path(sys.executable).with_name("check-jsonschema")
SHIPPED = sorted((ROOT / "plans").glob("*.yaml"))
FACES = [path for path in PLANS if path.stem.startswith("rp1")]

CANNOT = {
    "rp101-share-of-nothing": "what an item needs depends on whether it is an amount or a rate",
    "rp102-decimal": "to a schema 1.0 is 1",
    "rp105-item-never": "what an item needs depends on whether it is an amount or a rate",
    "rp105-item-twice": "what an item needs depends on whether it is an amount or a rate",
    "rp107": "which keys go together depends on the basis, or on what stands elsewhere",
    "rp111-empty.": "names of lines are free to a schema, so that numbers may be names",
    "rp111-long": "names of lines are free to a schema, so that numbers may be names",
    "rp111-no-break-space": "names of lines are free to a schema, so that numbers may be names",
    "rp111-point": "names of lines are free to a schema, so that numbers may be names",
    "rp111-spaces": "names of lines are free to a schema, so that numbers may be names",
    "rp111-text-empty": "a space is a character",
    "rp112-last-year-unit": "the unit of last_year is that of the key beside it",
    "rp112-share-as-pin": "whether a figure is a share or an amount depends on its path",
    "rp115-last-year-in-an-amount": "the unit of last_year is that of the key beside it",
    "rp113-commas-inside-twelve": "twelve entries are twelve entries",
    "rp112-hex": "an editor hands over the number, not its text",
    "rp112-leading-zero": "an editor hands over the number, not its text",
    "rp112-trailing-point": "an editor hands over the number, not its text",
    "rp112-trailing-underscore": "an editor hands over the number, not its text",
    "rp112-two-readings": "an editor hands over the number, not its text",
    "rp112-two-underscores": "an editor hands over the number, not its text",
    "rp112-nan": "not a number is a number, and neither too small nor too large",
    "rp114-growth-too-large": "its text has the form of a rate",
    "rp114-one-off": "no schema compares two values",
    "rp114-refunds-no-season": "no schema compares two values",
    "rp114-refunds-own-seasons": "no schema compares two values",
    "rp114-refunds-segment": "no schema compares two values",
    "rp114-year-below-zero": "no schema adds up",
    "rp114-rate-per-range": "no schema compares two values",
    "rp114-range": "no schema compares two values",
    "rp115-growth-below": "its text has the form of a rate",
    "rp115-point-first": "an editor hands over the number, not its text",
    "rp117-outside": "the plan's year stands elsewhere",
    "rp117-reps-after-the-year": "the plan's year stands elsewhere",
    "rp117-year-outside": "the plan's year stands elsewhere",
    "rp120": "no schema adds up",
    "rp121": "powers of ten, and the currency's minor unit, stand elsewhere",
    "rp122-initiative": "the names of the plan's numbers and figures stand elsewhere",
    "rp122-line": "the names of the plan's lines stand elsewhere",
    "rp122-pin": "the names of the plan's lines stand elsewhere",
    "rp122-risk": "the names of the plan's numbers and figures stand elsewhere",
    "rp123": "only the numbers together show it",
    "rp124": "the plan's rounding stands elsewhere",
    "rp126": "the year and the basis of the plan above stand elsewhere, files in a folder",
    "rp127": "the currency of a segment and the rates stand apart",
}
"""Gallery plans that no schema refuses, by the beginning of their names, and why."""


class Editor(SafeConstructor):
    """YAML 1.2 as editors read it: a date and = are text."""


for _kind in ("timestamp", "value"):
    Editor.add_constructor(
        f"tag:yaml.org,2002:{_kind}", lambda constructor, node: constructor.construct_scalar(node)
    )
VALIDATOR = jsonschema.Draft202012Validator(plan_schema())


def as_an_editor_sees(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Editor
    yaml.allow_duplicate_keys = True
    return yaml.load(text)


def is_red(text: str) -> bool:
    return not VALIDATOR.is_valid(as_an_editor_sees(text))


# The schema itself


def properties(part: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every object of the schema that has properties, each property with its path."""
    if isinstance(part, dict):
        for name, held in part.get("properties", {}).items():
            yield f"{at}.{name}", held, part
        for key, held in part.items():
            yield from properties(held, f"{at}.{key}")
    elif isinstance(part, list):
        for place, held in enumerate(part):
            yield from properties(held, f"{at}[{place}]")


def test_the_schema_is_valid_in_its_own_draft() -> None:
    schema = json.loads(schema_text())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_key_is_described() -> None:
    schema = plan_schema()
    said = {}
    for path, held, _ in properties(schema):
        referred = schema["$defs"].get(held.get("$ref", "").rpartition("/")[2], {})
        said[path] = held.get("description", referred.get("description", ""))
    assert len(said) > 60
    assert [path for path, words in said.items() if len(words) < 10] == []


def test_every_key_says_what_it_may_hold() -> None:
    kinds = {"type", "anyOf", "oneOf", "enum", "const", "$ref", "allOf"}
    held = {path: set(held) for path, held, _ in properties(plan_schema())}
    assert [path for path, words in held.items() if not words & kinds] == []


def test_every_mapping_with_keys_of_its_own_is_closed() -> None:
    open_ = [path for path, _, part in properties(plan_schema())
             if part.get("additionalProperties") is not False]  # fmt: skip
    assert open_ == []


@pytest.mark.parametrize("code", ["RP101", "RP201", "RP206", "RP302", "RP399", "RP901", "rp302"])
def test_an_editor_marks_the_waivers_that_the_program_refuses(code: str) -> None:
    plan = f"{one_value('growth', '5%')}waivers: [{{rule: {code}, because: as agreed}}]\n"
    assert is_red(plan) is bool(read_text(plan).problems) is (code not in ("RP206", "RP302"))


# Plans under it


def checked(schema: Path, plans: list[Path]) -> tuple[int, dict[str, Any]]:
    """check-jsonschema as a user runs it."""
    command = [str(CHECK), "--output-format", "json", "--schemafile", str(schema)]
    done = subprocess.run(
        [*command, *map(str, plans)], capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def schema_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "revplan.schema.json"
    path.write_text(schema_text(), encoding="utf-8")
    return path


def test_check_jsonschema_accepts_every_shipped_plan(schema_file: Path) -> None:
    assert len(SHIPPED) >= 7
    status, report = checked(schema_file, SHIPPED)
    assert (status, report["status"]) == (0, "ok"), report


@pytest.mark.slow
def test_check_jsonschema_refuses_what_an_editor_marks_red(
    schema_file: Path, tmp_path: Path
) -> None:
    paths = []
    for face in FACES:
        if not beyond_a_schema(face.stem):
            paths.append(tmp_path / face.name)
            paths[-1].write_bytes(plan_bytes(face))
    status, report = checked(schema_file, paths)
    refused = {Path(e["filename"]).name for e in [*report["errors"], *report["parse_errors"]]}
    assert status == 1
    assert {path.name for path in paths} - refused == set()


ALL_THE_SAME = ("rp107-monthly-under-arr",)
"""Two of a set of which one may stand: that a schema sees."""


def beyond_a_schema(name: str) -> bool:
    if name in ALL_THE_SAME:
        return False
    return any(f"{name}.".startswith(beginning) for beginning in CANNOT)


def test_a_wrong_plan_is_red_unless_no_schema_can_see_why() -> None:
    unseen = [path.stem for path in FACES if not is_red(plan_bytes(path).decode())]
    assert unseen == [path.stem for path in FACES if beyond_a_schema(path.stem)]


def test_a_plan_that_reads_is_not_red() -> None:
    fine = [path for path in PLANS if path.stem.startswith("fine")]
    assert fine
    assert [path.stem for path in fine if is_red(plan_bytes(path).decode("utf-8-sig"))] == []


# One value at a time: what the program reads is never red

PLACES = {
    "amount": "prior_year: {revenue: VALUE}\ntarget: {growth: 5%}",
    "rate": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\nchurn: {rate: VALUE}",
    "growth": "prior_year: {revenue: 10M}\ntarget: {growth: VALUE}",
    "weight": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "phasing: {seasonality: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, VALUE]}",
    "season": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\nphasing: {seasonality: VALUE}",
    "rounding": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\nphasing: {rounding: VALUE}",
    "switch": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\nphasing: {late_start: VALUE}",
    "pin": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\nexpect: {new_business: VALUE}",
    "months": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "new_business: {recognition: {months: VALUE}}",
    "ramp": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "upsell: {tier: {amount: 1M, ramp_months: VALUE}}",
    "note": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "upsell: {tier: {amount: 1M, note: VALUE}}",
    "source": "prior_year: {revenue: {value: 10M, source: VALUE}}\ntarget: {growth: 5%}",
    "owner": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "upsell: {tier: {amount: 1M, owner: VALUE}}",
    "line": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\nupsell: {VALUE: {amount: 1M}}",
    "last_year": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "churn: {rate: 30%, last_year: VALUE}",
    "last_year_of_a_deal": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "funnel: {average_deal: {value: 40k, last_year: VALUE}, stages: {lead: {conversion: 5%}}}",
    "last_year_of_a_line": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "upsell: {tier: {amount: 1M, last_year: VALUE}}",
    "month": "prior_year: {revenue: 10M}\ntarget: {growth: 5%}\n"
    "upsell: {tier: {amount: 1M, starts: VALUE}}",
}
CORPUS = (
    *("10_000_000", "10_000.50", "1__0", "1_", "1e6", "1.5e6", "1.5E6", "1.0e+6", "1.0e+400"),
    *(".5", "-.5", "+.5", "010", "08", "01", "0o10", "0x1F", "0b101", "10:30", "190:20:30"),
    *("1:30.5", "no", "NO", "off", "on", "yes", "y", "n", "true", "True", "false", "null", "~"),
    *(".inf", "-.inf", ".nan", "2025-01-31", "2025-02-30", "2025-1-1", "2025-01", "2027-03"),
    *("FY25", "2025-Q1", "1735689600", "0", "20250101", "$10M", "10m", "10M", "250k", "1.2B"),
    *("30%", "0.30", "30", "1", "1.0", "100%", "130%", "-5%", "(1000)", "10'000", "10.", "1e-2"),
    *("0.01", "1000", "3", "6", "445", "4.45e2", "-1_000", "+5", "-0", "0.0", "=", "１２"),
    *("999_999_999_999_999_999", "1e18", "0.30000000000000004", "99.99%", "even", "days"),
    *("none", "None"),
)


def one_value(place: str, text: str) -> str:
    top = "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\n"
    return f"{top}{PLACES[place].replace('VALUE', text)}\n"


@pytest.mark.parametrize(
    "quote",
    ["", *(pytest.param(it, marks=pytest.mark.slow) for it in ("'", '"'))],
    ids=["plain", "single", "double"],
)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_the_program_reads_is_red(place: str, quote: str) -> None:
    texts = [text for text in CORPUS if quote != "'" or "'" not in text]
    read = [
        text for text in texts if not read_text(one_value(place, quote + text + quote)).problems
    ]
    assert read
    assert [text for text in read if is_red(one_value(place, quote + text + quote))] == []


@pytest.mark.parametrize("text", ["$10M", "10m", "ten", "10:30", "50%", "-5", "yes", "1,5"])
def test_an_amount_that_the_program_refuses_is_red(text: str) -> None:
    plan = one_value("amount", f'"{text}"')
    assert read_text(plan).problems
    assert is_red(plan)


@pytest.mark.parametrize("name", ["NO", "ON", "y", "true", "null", "1e3", "2027", "2027-01-31"])
def test_a_name_that_yaml_has_other_ideas_about_stays_a_name(name: str) -> None:
    file = read_text(one_value("line", name))
    assert file.plan is not None
    assert list(file.plan.upsell) == [name]
