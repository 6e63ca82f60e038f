"""Colours, widths and encodings: what the surroundings may change, and what they may not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import Ran, Revplan

from revplan.model.key_places import find_key
from revplan.views.guide import TOPICS, topic
from revplan.views.keys.facts import facts_of

ACME = "plans/acme-2027.yaml"
WIDE = "plans/subscription-2027.yaml"
ARR = "plans/saas-arr-2027.yaml"
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
LISTENED = {"ACCESSIBLE": "1", "NO_COLOR": "1"}
BARE = "revplan: 1\nname: A\nfiscal_year: 2027\ncurrency: USD\nprior_year: {revenue: 1M}\n"


def coloured(ran: Ran) -> bool:
    return b"\x1b" in ran.raw_out


def without_colour(raw: bytes) -> bytes:
    return COLOUR.sub(b"", raw)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("env", "in_a_pipe", "on_a_terminal"),
    [
        ({}, False, True),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, False, True),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "false"}, False, False),
        ({"FORCE_COLOR": ""}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ({"GITHUB_ACTIONS": "1"}, False, True),
        ({"CLICOLOR_FORCE": "1", "PY_COLORS": "1"}, False, True),
    ],
    ids=str,
)
def test_colour_is_there_where_it_is_wanted(
    env: dict[str, str], in_a_pipe: bool, on_a_terminal: bool, shared_revplan: Revplan
) -> None:
    assert coloured(shared_revplan("gap", ACME, env=env)) is in_a_pipe
    assert coloured(shared_revplan.terminal("gap", ACME, env=env)) is on_a_terminal


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"TERM": "dumb"}], ids=str
)
def test_the_option_beats_the_environment(env: dict[str, str], shared_revplan: Revplan) -> None:
    assert coloured(shared_revplan("gap", ACME, "--color", "always", env=env))
    assert not coloured(shared_revplan.terminal("gap", ACME, "--color", "never", env=env))


def test_a_colour_that_is_no_choice_is_refused(shared_revplan: Revplan) -> None:
    ran = shared_revplan("gap", ACME, "--color", "sometimes")
    assert (ran.code, ran.out) == (2, "")
    assert "sometimes" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["gap", WIDE], ["gap", "plans"], ["check", "odd.yaml"], ["explain", ACME, "gap"], ["rule"],
     ["rule", "RP305"]],
    ids=str,
)  # fmt: skip
def test_colour_stripped_equals_colour_off(arguments: list[str], shared_revplan: Revplan) -> None:
    odd = shared_revplan.folder / "odd.yaml"
    odd.write_text(BARE + "target: {growth: 30}\nname: B\n", encoding="utf-8")
    plain = shared_revplan(*arguments, "--color", "never")
    bright = shared_revplan(*arguments, "--color", "always")
    assert without_colour(bright.raw_out) == plain.raw_out
    assert without_colour(bright.raw_err) == plain.raw_err
    assert b"\x1b" not in plain.raw_out + plain.raw_err


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_machine_formats_have_no_colour(form: str, shared_revplan: Revplan) -> None:
    options = ("gap", ACME, "--format", form)
    forced = shared_revplan(*options, "--color", "always")
    assert forced.raw_out == shared_revplan(*options).raw_out


def test_help_has_no_colour_in_ci(shared_revplan: Revplan) -> None:
    env = {"GITHUB_ACTIONS": "true", "CI": "true", "FORCE_COLOR": "1"}
    ran = shared_revplan("gap", "--help", env=env)
    assert (ran.code, b"\x1b" in ran.raw_out) == (0, False)
    assert ran.raw_out == shared_revplan("gap", "--help").raw_out


@pytest.mark.parametrize("asked", [["gap", WIDE], ["gap", "plans"], ["rule"]], ids=str)
def test_a_pipe_is_unlimited_whatever_columns_says(
    asked: list[str], shared_revplan: Revplan
) -> None:
    unlimited = shared_revplan(*asked)
    for columns in ("20", "0", "abc", "30", "200"):
        for env in ({"COLUMNS": columns}, {"COLUMNS": columns, "FORCE_COLOR": "1"}):
            ran = shared_revplan(*asked, env=env)
            assert without_colour(ran.raw_out) == unlimited.raw_out, env


@pytest.mark.slow
def test_columns_that_are_no_sensible_width_are_not_believed(shared_revplan: Revplan) -> None:
    at_100 = shared_revplan.terminal("gap", WIDE, columns=100).raw_out
    for columns in ("20", "0", "abc", "30", "-5", "\u0661\u0660\u0660"):
        ran = shared_revplan.terminal("gap", WIDE, columns=100, env={"COLUMNS": columns})
        assert ran.raw_out == at_100, columns


def test_columns_that_are_a_width_are_believed(shared_revplan: Revplan) -> None:
    stated = shared_revplan.terminal("gap", WIDE, columns=200, env={"COLUMNS": "60"})
    assert stated.raw_out == shared_revplan.terminal("gap", WIDE, columns=60).raw_out


def figures(text: str) -> set[str]:
    """Everything that is a grouped number or looks like the stump of one."""
    return set(re.findall(r"-?\d[\d,.\u2026]*%?", text))


@pytest.mark.slow
@pytest.mark.parametrize("plan", [ACME, WIDE, ARR, "plans"])
@pytest.mark.parametrize("columns", [40, 60, 72, 120])
def test_a_narrow_terminal_names_what_it_leaves_out_and_cuts_no_number(
    plan: str, columns: int, shared_revplan: Revplan
) -> None:
    env = {"NO_COLOR": "1"}
    whole = shared_revplan("gap", plan, env=env).out
    narrow = shared_revplan.terminal("gap", plan, columns=columns, env=env).out
    wide = shared_revplan.terminal("gap", plan, "--wide", columns=columns, env=env).out
    assert wide == whole
    others = re.search(r"^  Other = ", narrow, re.M) is not None
    assert others or figures(narrow) <= figures(whole)
    assert "..." not in narrow
    words = " ".join(narrow.split())
    heads = {cell for line in whole.splitlines() if re.match(r"  (Month|Plan) ", line)
             for cell in re.split(r" {3,}", line.strip())[1:]}  # fmt: skip
    assert {head for head in heads if not all(word in words for word in head.split())} == set()


@pytest.mark.parametrize("columns", [40, 61, 80])
def test_no_line_of_an_answer_is_wider_than_the_terminal(
    columns: int, shared_revplan: Revplan
) -> None:
    ran = shared_revplan.terminal("gap", ACME, columns=columns, env={"NO_COLOR": "1"})
    assert [line for line in ran.out.splitlines() if len(line) > columns] == []


def test_a_terminal_that_is_wide_enough_shows_what_a_pipe_shows(shared_revplan: Revplan) -> None:
    shown = shared_revplan.terminal("gap", WIDE, columns=200, env={"NO_COLOR": "1"})
    assert shown.raw_out == shared_revplan("gap", WIDE).raw_out


@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        ({"PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252"),
        (ASCII, "ascii"),
        ({"LC_ALL": "C"}, "utf-8"),
    ],
    ids=str,
)
def test_an_encoding_without_the_rule_gets_dashes(
    env: dict[str, str], encoding: str, shared_revplan: Revplan
) -> None:
    ran = shared_revplan("gap", WIDE, env=env)
    shown = ran.raw_out.decode(encoding)
    assert ran.code == 0
    assert ("\u2500" in shown) == (encoding == "utf-8")
    assert bool(re.search(r"^  -{60,}$", shown, re.M)) == (encoding != "utf-8")
    whole = shared_revplan("gap", WIDE).out
    dot = "\u00b7" if encoding != "ascii" else "-"
    rule = "\u2500" if encoding == "utf-8" else "-"
    assert shown == whole.replace("\u2500", rule).replace("\u00b7", dot)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_name_that_the_encoding_cannot_carry_is_written_out(
    encoding: str, shared_revplan: Revplan
) -> None:
    """A name in Chinese stays readable, or becomes escapes; it never stops the program."""
    name = "\u67ad\u6843"
    for arguments in (["gap", ACME, "--set", f"name={name}"], ["check", f"{name}.yaml"]):
        ran = shared_revplan(*arguments, env={"PYTHONIOENCODING": encoding})
        shown = (ran.raw_out + ran.raw_err).decode(encoding)
        assert (name if encoding == "utf-8" else "\\u67ad\\u6843") in shown
        assert ran.code in (0, 2)


def foreign(revplan: Revplan) -> str:
    """A plan with a name that ASCII cannot write."""
    text = (revplan.folder / ACME).read_text(encoding="utf-8")
    named = re.sub(r"^name: .*", "name: \u00dcberflug AG", text, flags=re.M)
    (revplan.folder / "foreign.yaml").write_text(named, encoding="utf-8")
    return "foreign.yaml"


@pytest.mark.parametrize("form", ["markdown", "csv"])
def test_a_pipe_that_cannot_carry_the_answer_is_told_what_to_do_and_that_helps(
    form: str, shared_revplan: Revplan
) -> None:
    asked = ("gap", foreign(shared_revplan), "--format", form)
    usual = shared_revplan(*asked)
    refused = shared_revplan(*asked, env=ASCII)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "error: standard output is in ascii, which has no U+00DC; write the answer with --output "
        "FILE, or set PYTHONIOENCODING=utf-8\n"
    )
    assert shared_revplan(*asked, env={**ASCII, "PYTHONIOENCODING": "utf-8"}) == usual
    assert shared_revplan(*asked, "--output", "FILE", "--force", env=ASCII).code == 0
    assert (shared_revplan.folder / "FILE").read_bytes() == usual.raw_out


def test_json_and_figures_alone_are_the_same_bytes_in_ascii(shared_revplan: Revplan) -> None:
    for asked in (["gap", foreign(shared_revplan), "-f", "json"], ["gap", ACME, "-f", "csv"]):
        assert shared_revplan(*asked, env=ASCII).raw_out == shared_revplan(*asked).raw_out


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown"])
def test_the_surroundings_do_not_change_a_byte(form: str, shared_revplan: Revplan) -> None:
    asked = ("gap", "plans", "--format", form)
    usual = shared_revplan(*asked, env={"PYTHONHASHSEED": "0"})
    assert usual.code == 0
    for env in (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "7", "HOME": "/nonexistent", "USER": "someone", "PYTHONUTF8": "1"},
    ):
        assert shared_revplan(*asked, env=env) == usual, env


def test_the_folder_that_one_stands_in_does_not_change_a_byte(
    tmp_path: Path, shared_revplan: Revplan
) -> None:
    shutil.copytree(shared_revplan.folder / "plans", tmp_path / "plans")
    (tmp_path / "odd.yaml").write_text(BARE + "target: {growth: 30}\n", encoding="utf-8")
    shutil.copy(tmp_path / "odd.yaml", shared_revplan.folder / "odd.yaml")
    for asked in (
        ["gap", "plans", "-f", "json"],
        ["check", "plans", "odd.yaml"],
        ["gap", "odd.yaml"],
    ):
        here, there = shared_revplan(*asked), shared_revplan(*asked, cwd=tmp_path)
        assert here == there
        for folder in (tmp_path, shared_revplan.folder):
            assert str(folder).encode() not in here.raw_out + here.raw_err


def test_a_leading_point_and_slash_is_no_part_of_a_name(shared_revplan: Revplan) -> None:
    plain = shared_revplan("gap", ACME, "-f", "json")
    assert shared_revplan("gap", f"./{ACME}", "-f", "json") == plain


def test_for_those_who_listen_a_finding_is_a_sentence_and_its_help(shared_revplan: Revplan) -> None:
    odd = shared_revplan.folder / "odd.yaml"
    odd.write_text(BARE + "target: {growth: 30}\n", encoding="utf-8")
    for asked, stream in ((["check", "odd.yaml"], "out"), (["gap", "odd.yaml"], "err")):
        told = getattr(shared_revplan(*asked, env={"ACCESSIBLE": "1"}), stream).splitlines()
        assert told[0].startswith("odd.yaml:6:18: error[RP115]: ")
        assert told[1].startswith("help: write 30%")
        assert not any("|" in line or "^" in line for line in told)


def test_for_those_who_listen_every_line_of_an_answer_is_ascii_and_says_what_it_is_about(
    shared_revplan: Revplan,
) -> None:
    for accessible, plain in (("1", True), ("true", True), ("0", False), ("", False)):
        ran = shared_revplan("gap", ARR, env={"ACCESSIBLE": accessible})
        assert ran.out.isascii() is plain
        assert ("\n2027-03, New business: 640,000\n" in ran.out) is plain
        assert ("\nReps: 8,253,475 against 7,788,000 of bookings, " in ran.out) is plain


@pytest.mark.parametrize("path", ["churn.rate", "churn.timing", "upsell.*.seasonality", "segments"])
@pytest.mark.parametrize("asked", ["key", "help"])
def test_for_those_who_listen_a_fact_of_a_key_is_a_line(
    asked: str, path: str, shared_revplan: Revplan
) -> None:
    place = find_key(path)
    assert place is not None
    ran = shared_revplan.terminal(asked, path, columns=40, env=LISTENED)
    lines = ran.out.replace("\r", "").splitlines()
    facts = [f"  {name}: {text}" for name, text in facts_of(place)]
    assert [it for it in (f"  {place.says}", *facts) if it not in lines] == []
    assert ran.out.isascii()


@pytest.mark.parametrize("name", TOPICS)
def test_for_those_who_listen_a_paragraph_of_the_guide_is_a_line(
    name: str, shared_revplan: Revplan
) -> None:
    ran = shared_revplan.terminal("guide", name, columns=40, env=LISTENED)
    told = [" ".join(it.split()) for it in ran.out.splitlines()]
    prose = re.sub(r"(?ms)^```.*?^```$|^\|.*?$", "", topic(name).text)
    entries = re.split(r"\n\n|\n(?=- )", prose.partition("\n\n")[2])
    paragraphs = [" ".join(it.split()) for it in entries if it.strip() and it[:1] not in "#\n"]
    assert len(paragraphs) > 5
    assert [it for it in paragraphs if it not in told and "[" not in it and "*" not in it] == []
    assert ran.out.isascii()


def test_for_those_who_listen_a_paragraph_of_a_rule_is_a_line(shared_revplan: Revplan) -> None:
    ran = shared_revplan("rule", "RP305", env={"ACCESSIBLE": "1"})
    what = ran.out.partition("What it checks\n")[2].partition("\n\n")[0]
    assert what.startswith("  New business is more than 1.5 times ")
    assert what.endswith("nothing is compared.")
    assert "\n" not in what
