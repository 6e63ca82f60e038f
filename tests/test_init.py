"""What `init` writes: what was said, examples that say so, and lines to un-comment."""

import json
import os
import re
from pathlib import Path

import pytest
import yaml
from conftest import Revplan
from test_rules import findings
from test_schema import VALIDATOR

from revplan.base.problem import Severity
from revplan.sources.plan_file import read_text
from revplan.writing.starter import starter
from revplan.writing.wanted import Wanted

SAID = ("--revenue", "10M", "--growth", "50%", "--churn", "30%")
ACME = Wanted("2027", revenue="10M", growth="50%", churn="30%")
MODELINE = "# yaml-language-server: $schema=revplan.schema.json"
HEAD = "name, fiscal_year and currency are examples: put your own in"
EXAMPLES = (
    "name, fiscal_year, currency, revenue, growth and churn are examples, the numbers with source "
    "TODO: put your own in"
)
NAMED = ("--name", "Ott", "--fiscal-year", "2028", "--currency", "EUR")


def text_of(wanted: Wanted) -> str:
    text, problems = starter(wanted)
    assert problems == []
    return text


def blocks(text: str) -> list[str]:
    """The paragraphs of which nothing is part of the plan."""
    return [
        it for it in text.strip().split("\n\n") if all(line[:1] == "#" for line in it.split("\n"))
    ]


def without_marks(part: str) -> str:
    return re.sub(r"(?m)^( *)# ", r"\1", part)


def hidden_lines(text: str) -> list[str]:
    """The lines within the plan's sections that are commented."""
    return re.findall(r"(?m)^ +# .*", text)


def is_sound(text: str) -> bool:
    """Whether a text is a plan that computes and in which no rule finds an error."""
    assert read_text(text, "plan").problems == []
    return all(it.severity is not Severity.error for it in findings(text.encode()))


@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_what_was_said_is_what_the_gap_is_made_of(basis: str, revplan: Revplan) -> None:
    done = revplan("init", "new.yaml", *SAID, "--basis", basis)
    assert (done.code, done.out) == (0, "")
    answer = revplan("gap", "new.yaml", "--format", "json").document["result"]["bridge"]
    assert (answer["new_business"], answer["target"]) == ("8000000", "15000000")


@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_a_number_that_was_said_has_no_source_that_nobody_said(basis: str) -> None:
    told = text_of(ACME._replace(basis=basis))
    assert "TODO" not in told
    assert "source" not in "".join(line.partition("#")[0] for line in told.splitlines())
    assert 'or {value: 30%, source: "where it comes from"}' in told


def test_what_was_not_said_is_an_example_and_told_so(revplan: Revplan) -> None:
    done = revplan("init")
    text = (revplan.folder / "plan.yaml").read_text()
    for said in ("revenue: {value: 10M", "growth: {value: 50%", "rate: {value: 30%"):
        assert f"  {said}, source: TODO}}\n" in text
    assert "\n# What says TODO is an example" in text
    assert done.err.splitlines()[1:] == [EXAMPLES, "next: revplan gap plan.yaml"]
    assert "8,000,000" in revplan("gap", "plan.yaml").out
    asked = revplan("check", "plan.yaml")
    assert asked.code == 0
    assert "source is still TODO" in asked.out


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("--revenue", "9M"), "growth and churn are examples"),
        (("--revenue", "9M", "--target", "12M"), "churn is an example"),
        (("--churn", "9%", "--basis", "arr"), "opening ARR and growth are examples"),
        (("--target", "12M", "--basis", "arr", "--churn", "0%"), "opening ARR is an example"),
    ],
)
def test_only_what_was_not_said_is_an_example(
    said: tuple[str, ...], told: str, revplan: Revplan
) -> None:
    done = revplan("init", "-", *NAMED, *said)
    assert done.err.splitlines()[0] == f"{told} with source TODO: put your own in"
    assert done.out.count("source: TODO") == 3 - sum(
        it in said for it in ("--revenue", "--target", "--churn")
    )


def test_nothing_is_an_example_where_all_was_said(revplan: Revplan) -> None:
    done = revplan("init", "-", *NAMED, *SAID)
    assert done.code == 0
    assert done.err.startswith("next: ")
    assert "TODO" not in done.out
    assert "example" not in done.out


@pytest.mark.parametrize("full", [(), ("--full",)])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_key_that_every_plan_has_and_nobody_said_is_an_example(
    place: int, full: tuple[str, ...], revplan: Revplan
) -> None:
    key = ("name", "fiscal_year", "currency")[place]
    said = [*NAMED[: 2 * place], *NAMED[2 * place + 2 :]]
    done = revplan("init", "-", *said, *SAID, *full)
    assert done.err.splitlines()[0] == f"{key} is an example: put your own in"
    marked = re.findall(r"(?m)^(\w+): \S+ +# an example: ", done.out)
    assert marked == [key]


@pytest.mark.parametrize("more", [(), ("--full",), ("--fiscal-year", "2028")])
def test_a_plan_on_standard_output_is_told_where_it_goes(
    more: tuple[str, ...], revplan: Revplan
) -> None:
    done = revplan("init", "-", *SAID, *more)
    following = done.err.splitlines()[-1]
    typed = "next: revplan (.+) writes it to a file, revplan (.+) reads it from a pipe"
    again = re.fullmatch(typed, following)
    assert again is not None
    assert revplan(*again[2].split(), stdin=done.out).code == 0
    assert revplan(*again[1].split()).code == 0
    assert (revplan.folder / "plan.yaml").read_text().partition("\n")[2] == done.out


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("2027"),
        Wanted("2027", "arr"),
        ACME,
        ACME._replace(basis="arr"),
        Wanted("2027", revenue="10", growth="-10%", churn="100%"),
        Wanted("2027", revenue="12.5B", growth="0%", churn="0%", currency="JPY"),
        Wanted("2027", revenue="0", target="1M"),
        Wanted("2027", "arr", revenue="0", target="1M"),
    ],
    ids=str,
)
def test_every_line_that_is_commented_is_a_part_of_a_plan(wanted: Wanted) -> None:
    text = text_of(wanted)
    assert is_sound(text)
    found = blocks(text)
    assert len(found) == (4 if wanted.basis == "arr" else 5)
    for part in (*found, *hidden_lines(text)):
        assert is_sound(text.replace(part, without_marks(part))), part
    everything = text
    for part in (*found, *hidden_lines(text)):
        everything = everything.replace(part, without_marks(part))
    assert read_text(everything, "plan").problems == []


@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_an_editor_has_nothing_against_it(basis: str) -> None:
    text = text_of(Wanted("2027", basis, name="2027"))
    for part in blocks(text):
        VALIDATOR.validate(yaml.safe_load(text.replace(part, without_marks(part))))


@pytest.mark.parametrize("wanted", [Wanted("2027"), Wanted("2027", "arr"), ACME], ids=str)
def test_the_starter_is_short_and_fits(wanted: Wanted) -> None:
    lines = text_of(wanted).splitlines()
    assert 25 <= len(lines) <= 37
    assert max(map(len, lines)) <= 100


def test_an_editor_finds_the_schema_beside_the_plan(revplan: Revplan) -> None:
    done = revplan("init", "plans/new.yaml", *SAID)
    assert done.err == (
        "wrote plans/new.yaml: revenue 10M, growth 50%, churn 30%; beside it revplan.schema.json "
        f"for editors\n{HEAD}\n"
        "next: revplan gap plans/new.yaml\n"
    )
    text = (revplan.folder / "plans/new.yaml").read_text()
    assert text.splitlines()[0] == MODELINE
    schema = (revplan.folder / "plans/revplan.schema.json").read_bytes()
    assert revplan("schema", "--output", "other.json").code == 0
    assert schema == (revplan.folder / "other.json").read_bytes()
    assert schema.endswith(b"}\n")
    assert "fiscal_year" in json.loads(schema)["properties"]


def test_a_schema_that_is_there_stays_as_it_is(revplan: Revplan) -> None:
    schema = revplan.folder / "revplan.schema.json"
    schema.write_text("{}")
    done = revplan("init", *SAID)
    assert done.err.splitlines() == [
        "wrote plan.yaml: revenue 10M, growth 50%, churn 30%",
        "revplan.schema.json is of another version of revplan; to renew it: "
        "revplan schema --output revplan.schema.json --force",
        HEAD,
        "next: revplan gap plan.yaml",
    ]
    assert schema.read_text() == "{}"
    assert revplan("schema", "--output", "revplan.schema.json", "--force").code == 0
    assert revplan("init", "second.yaml", *SAID).err.splitlines() == [
        "wrote second.yaml: revenue 10M, growth 50%, churn 30%",
        HEAD,
        "next: revplan gap second.yaml",
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("--revenue", "4M"), "revenue 4M, growth 50%, churn 30%"),
        (("--revenue", "4M", "--target", "6M"), "revenue 4M, target 6M, churn 30%"),
        (("--basis", "arr", "--churn", "1%"), "opening ARR 10M, growth 50%, churn 1%"),
    ],
)
def test_what_was_written_is_told_lest_a_shell_ate_a_part(
    said: tuple[str, ...], told: str, revplan: Revplan
) -> None:
    written = f"wrote plan.yaml: {told}; beside it revplan.schema.json for editors"
    assert revplan("init", *said).err.splitlines()[0] == written


def test_standard_output_has_a_plan_and_no_file_beside_it(revplan: Revplan) -> None:
    done = revplan("init", "-", *SAID)
    assert "yaml-language-server" not in done.out
    assert done.out == text_of(ACME._replace(says_year=False))
    assert {path.name for path in revplan.folder.iterdir()} == {"plans"}
    assert revplan("gap", "-", stdin=done.out).code == 0


def test_verbose_names_what_was_read_and_tells_a_stale_schema(revplan: Revplan) -> None:
    revplan("init", *SAID)
    asked = ("check", "plan.yaml", "-v")
    assert revplan(*asked).err == "read plan.yaml\n"
    schema = revplan.folder / "revplan.schema.json"
    schema.write_text(schema.read_text().replace("\n", "\r\n"), newline="")
    assert revplan(*asked).err == "read plan.yaml\n"
    schema.write_text("{}\n")
    stale = (
        "revplan.schema.json is of another version of revplan; to renew it: "
        "revplan schema --output revplan.schema.json --force\n"
    )
    assert revplan(*asked).err == f"read plan.yaml\n{stale}"
    assert revplan("check", "plan.yaml").err == ""
    assert revplan("check", "plan.yaml", "-v", "-q").err == ""
    assert revplan("check", "-", "-v", stdin=text_of(ACME)).err == ""
    document = revplan("check", "plan.yaml", "-v", "--format", "json")
    assert document.document["command"] == "check"
    assert stale in document.err


def test_what_is_no_schema_beside_a_plan_is_left_alone(revplan: Revplan) -> None:
    schema = revplan.folder / "plans/revplan.schema.json"
    asked = ("check", "plans/acme-2027.yaml", "-v")
    os.mkfifo(schema)
    assert revplan(*asked).err == "read plans/acme-2027.yaml\n"
    assert revplan("init", "plans/new.yaml", *SAID).err.startswith(
        "wrote plans/new.yaml: revenue 10M, growth 50%, churn 30%\n"
    )
    schema.unlink()
    schema.mkdir()
    assert revplan(*asked).err == "read plans/acme-2027.yaml\n"
    schema.rmdir()
    schema.write_bytes(b"\xff" * 5_000_000)
    assert "is of another version" in revplan(*asked).err


def test_verbose_names_the_files_of_segments_too(revplan: Revplan) -> None:
    assert revplan("check", "plans/consulting-2027.yaml", "-v").err.splitlines() == [
        "read plans/consulting-2027.yaml", "read plans/consulting-2027/dublin.yaml",
    ]  # fmt: skip


def test_a_folder_with_a_schema_in_it_is_checked_as_before(revplan: Revplan) -> None:
    before = revplan("check", "plans").out
    revplan("init", "plans/new.yaml", *SAID)
    (revplan.folder / "plans/new.yaml").unlink()
    assert revplan("check", "plans").out == before


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        (("--revenue", "10,000,000"), '"10,000,000" is not an amount', "write 10_000_000"),
        (("--revenue", "$10M"), '"$10M" is not an amount', "write 10M"),
        (("--revenue", ""), '"" is not an amount', "10M, 250k"),
        (("--revenue", "0"), "growth on a prior year of zero is zero", "--target 1M"),
        (("--growth", "50"), "50 is not a rate", "write 50%"),
        (("--growth", "15M"), '"15M" is an amount, not a rate', "is said by --target"),
        (("--target", "50%"), '"50%" is not an amount', "is said by --growth"),
        (("--churn", "101%"), "101% is out of range", "write 0% to 100%"),
        (("--churn", "1.2%/month"), "is not a rate", "write churn: {monthly_rate: 1.2%} in the"),
        (("--name", ""), "the text is empty", ""),
        (("--name", "a\u202eb"), "contains an invisible character", "remove it"),
        (("--name", "x" * 201), "the text has 201 characters", "at most 200"),
        (("--fiscal-year", "27"), '"27" is not a year', "write 2027"),
    ],
)
def test_what_cannot_be_is_refused_at_its_option(
    said: tuple[str, str], message: str, hint: str, revplan: Revplan
) -> None:
    done = revplan("init", *said)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{said[0]}:1:1: error[RP")
    assert message in done.err
    assert hint in done.err
    assert {path.name for path in revplan.folder.iterdir()} == {"plans"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere/new.yaml",), "there is no folder nowhere; make it first: mkdir -p nowhere"),
        (("no/such/new.yaml",), "there is no folder no/such; make it first: mkdir -p no/such"),
        (("a b/new.yaml",), "there is no folder a b; make it first: mkdir -p 'a b'"),
        (("--", "-x/new.yaml"), "there is no folder -x; make it first: mkdir -p ./-x"),
        (("--", "-x"), "a plan's file ends in .yaml; write revplan init ./-x.yaml"),
        (("plans",), "plans is a folder; name the file in it: revplan init plans/plan.yaml"),
        (("globex",), "a plan's file ends in .yaml; write revplan init globex.yaml"),
        (("A.YAML",), "a plan's file ends in .yaml; write revplan init A.yaml"),
        (("a b.txt",), "a plan's file ends in .yaml; write revplan init 'a b.yaml'"),
        (("acme.2027",), "a plan's file ends in .yaml; write revplan init acme.2027.yaml"),
        (
            ("x7", "--revenue", "14M", "--name", "Ott & Sons", "--full"),
            "a plan's file ends in .yaml; write revplan init x7.yaml --name 'Ott & Sons' "
            "--revenue 14M --full",
        ),
        (
            ("plans", "--basis", "arr", "--fiscal-year", "2031"),
            "plans is a folder; name the file in it: revplan init plans/plan.yaml "
            "--fiscal-year 2031 --basis arr",
        ),
        (("",), "a plan's file ends in .yaml; write revplan init plan.yaml"),
        (
            ("plans/acme-2027.yaml",),
            "plans/acme-2027.yaml is already there; init never overwrites",
        ),
        (
            ("--growth", "5%", "--target", "12M"),
            "--growth and --target say the same thing in two ways; keep one of the two",
        ),
        (("--basis", "cash"), 'there is no basis "cash"; write revenue or arr'),
    ],
)
def test_where_no_plan_can_be_written_nothing_is(
    arguments: tuple[str, ...], told: str, revplan: Revplan
) -> None:
    before = sorted(revplan.folder.rglob("*"))
    done = revplan("init", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"error: {told}\n")
    assert sorted(revplan.folder.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    [
        "true", "Null", "10M", "A: B", "a # b", 'the "A"', "C:\\new", "{x}", "%name%", "- dash",
        "Ott & Söhne", "株式会社", "🚀", "x" * 200, "a\nb", "a\t b", "''", "{revenue}", "\\n",
    ],
)  # fmt: skip
def test_a_name_comes_back_as_it_was_given(name: str) -> None:
    text = text_of(ACME._replace(name=name))
    plan = read_text(text, "plan").plan
    assert plan is not None
    assert plan.name == " ".join(name.split())


def test_a_plan_is_started_as_the_readme_says(revplan: Revplan) -> None:
    """From the examples to one's own numbers, and a line un-commented."""
    revplan("init")
    path: Path = revplan.folder / "plan.yaml"
    text = path.read_text()
    for example, own in (
        ("{value: 10M, source: TODO}", '{value: 4M, source: "books 2026"}'),
        ("{value: 50%, source: TODO}", "25%"),
        ("{value: 30%, source: TODO}", "10%"),
    ):
        assert example in text
        text = text.replace(example, own)
    block = next(it for it in blocks(text) if it.startswith("# upsell:"))
    path.write_text(text.replace(block, without_marks(block)))
    answer = revplan("gap", "plan.yaml", "--format", "json").document["result"]["bridge"]
    assert (answer["gap"], answer["new_business"]) == ("1400000", "1200000")
