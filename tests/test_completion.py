"""Completion: what is offered where Tab is pressed, as shells ask, and typed in real ones."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from itertools import cycle
from pathlib import Path
from unittest import mock

import pytest
import yaml
from conftest import ROOT, Ran, Revplan, clean_environment
from repositories import Made, repository
from tools import needs_tool
from typed_in_shells import terminal
from typer._completion_shared import get_completion_script

from revplan.base.problem import Wrong
from revplan.cli.commands import COMMANDS, COMPLETION
from revplan.cli.complete import tables
from revplan.cli.complete.offers import offers
from revplan.cli.complete.run import answer
from revplan.cli.complete.standing import Asked
from revplan.cli.shells import install
from revplan.cli.shells.scripts import SCRIPTS

SHELLS = ("bash", "zsh", "fish")
HOSTILE = "my plan's $(touch hacked) `touch hacked`.yaml"
HIDDEN = ("odd \x1b[31m.yaml", "new\nline.yaml", "bidi\u202e.yaml", "bell\x07.yaml")

CHURN = ("rate", "timing", "last_year", "amount", "annual_rate", "monthly_rate", "because")
NUMBER = ("value", "low", "high", "source")

Offered = Callable[..., list[str]]


def asked(revplan: Revplan, line: str, shell: str = "fish", **given: str) -> Ran:
    """What the program answers to a shell; of bash the line's words are cut at bars."""
    words = line.split("|")
    told = {
        "bash": {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }.get(shell, {"_TYPER_COMPLETE_ARGS": line})
    return answered(revplan, {"_REVPLAN_COMPLETE": f"complete_{shell}", **told, **given})


def answered(revplan: Revplan, variables: dict[str, str]) -> Ran:
    """What is written, and the exit code, where a shell sets such variables; a new process would
    cost ten times as much.
    """
    if variables.pop("process", None):
        return revplan.process(env=variables)
    environment = revplan.environment | variables
    with chdir(revplan.folder), mock.patch.dict(os.environ, environment, clear=True):
        text, code = answer(variables["_REVPLAN_COMPLETE"])
    return Ran(code, text.encode(errors="surrogateescape"), b"")


@pytest.fixture
def offered(revplan: Revplan) -> Offered:
    """The words that are offered behind a line."""

    def words(line: str, shell: str = "fish", **given: str) -> list[str]:
        ran = asked(revplan, line, shell, **given)
        assert (ran.code, ran.err) == (0, "")
        return [it.partition("\t")[0] for it in ran.out.splitlines()]

    return words


def files_in(folder: Path) -> dict[Path, bytes]:
    return {it: it.read_bytes() for it in folder.rglob("*") if it.is_file()}


# What is offered


def test_bash_replaces_from_the_sign_of_an_open_step(offered: Offered) -> None:
    gap = "revplan|gap|plans/saas-arr-2027.yaml"
    assert offered(f"{gap}|--set|budget.|@|.am", "bash") == ["@.amount="]
    assert offered(f"{gap}|--set|=|budget.|@|.am", "bash") == ["@.amount="]
    assert offered(f"{gap}|--set|'budget.@.am", "bash") == ["budget.@.amount="]
    assert offered(f"{gap}|--set|budget.@.am", "bash") == ["budget.@.amount="]


def test_commands_are_offered_first(offered: Offered) -> None:
    assert offered("revplan ") == list(COMMANDS)
    assert offered("revplan g") == ["gap", "guide"]
    assert offered("revplan --debug g") == ["gap", "guide"]
    assert offered("revplan x g") == []


def test_options_are_those_of_the_command(offered: Offered) -> None:
    assert offered("revplan gap --f") == ["--format", "--force"]
    assert offered("revplan check --s") == [*("--set", "--strict", "--select", "--stdin-filename")]
    assert offered("revplan rule --set") == []
    assert "--readings" not in offered("revplan gap --")
    assert {"-f", "--format", "-h"} <= {*offered("revplan gap -")}
    assert offered("revplan --ver") == ["--version"]
    assert offered("revplan gap -- --f") == []


@pytest.mark.parametrize(
    ("line", "choices"),
    {
        "gap p.yaml --format ": ["text", "json", "csv", "markdown"],
        "show p.yaml -f ": ["text", "json", "markdown"],
        "diff --format g": ["github"],
        "check . --format s": ["sarif"],
        "gap --color=n": ["--color=never"],
        "gap --format=": [f"--format={it}" for it in ("text", "json", "csv", "markdown")],
        "init --basis ": ["revenue", "arr"],
        "init --basis arr --currency ": [],
        "gap --quiet --color a": ["auto", "always"],
    }.items(),
)
def test_values_are_those_that_the_option_takes(
    line: str, choices: list[str], offered: Offered
) -> None:
    assert offered(f"revplan {line}") == choices


def test_rules_are_offered_by_code_and_by_name(offered: Offered) -> None:
    assert offered("revplan rule RP30")[:2] == ["RP301", "RP302"]
    assert offered("revplan rule rp305") == ["RP305"]
    assert offered("revplan check --select new-b") == ["new-business-leap"]
    assert offered("revplan check plans --select RP305 --ignore RP90") == [
        f"RP90{each}" for each in range(1, 6)
    ]
    assert offered("revplan check --ignore=RP305") == ["--ignore=RP305"]
    assert offered("revplan check --select rp305,no-upsell,RP30")[:3] == [
        f"rp305,no-upsell,RP30{each}" for each in (1, 3, 4)
    ]
    assert offered("revplan check --ignore=RP301,new-b") == ["--ignore=RP301,new-business-leap"]
    assert offered("revplan check --select rp305,RP305") == []
    assert offered("revplan check --select new-business-leap,RP305") == []
    assert offered("revplan rule RP305,RP3") == []


def test_plans_are_offered_by_their_paths(revplan: Revplan, offered: Offered) -> None:
    for name in ("notes.txt", "b.yml", ".hidden.yaml", "-x.yaml"):
        (revplan.folder / name).write_text("")
    (revplan.folder / "other").mkdir()
    assert offered("revplan gap ") == ["b.yml", "other/", "plans/"]
    assert offered("revplan gap .h") == [".hidden.yaml"]
    assert offered("revplan gap ./-") == ["./-x.yaml"]
    assert offered("revplan gap plans/ac") == ["plans/acme-2027.yaml"]
    assert offered("revplan gap plans/acme-2027.yaml b") == ["b.yml"]
    assert offered("revplan gap nowhere/") == offered("revplan gap b.yml/") == []
    assert offered("revplan explain b.yml x y") == []


def test_a_folder_that_is_all_there_is_is_gone_into(revplan: Revplan, offered: Offered) -> None:
    (revplan.folder / "deep/down").mkdir(parents=True)
    assert offered("revplan gap de") == ["deep/down/"]
    (revplan.folder / "deep/down/a.yaml").write_text("")
    assert offered("revplan gap de") == ["deep/down/a.yaml"]


def test_other_files_are_left_to_the_shell(revplan: Revplan) -> None:
    for line in (
        "gap p.yaml --output ",
        "check . -f sarif=",
        "check . --format=junit=x",
        "gap ~/pl",
        "gap $HOME/pl",
    ):
        assert asked(revplan, f"revplan {line}").code == 1
        assert asked(revplan, f"revplan {line}", "zsh").out.endswith("_files\n")
        assert asked(revplan, "|".join(["revplan", *line.split(" ")]), "bash").out == ""


# What stands in a plan

SAAS = "plans/saas-arr-2027.yaml"


@pytest.mark.parametrize(
    ("line", "words"),
    {
        f"gap {SAAS} --set churn.ra": ["churn.rate="],
        f"gap {SAAS} --set=churn.ra": ["--set=churn.rate="],
        f"gap {SAAS} --set ch": [f"churn.{it}=" for it in CHURN],
        f"gap {SAAS} --set upsell.price_rise.am": ["upsell.price_rise.amount="],
        f"gap {SAAS} --set churn.rate.": [f"churn.rate.{it}=" for it in NUMBER],
        f"gap {SAAS} --set churn.rate=": [],
        f"gap {SAAS} --set losses.": [],
        "gap --set churn.annual": ["churn.annual_rate="],
        "gap nowhere.yaml --set churn.annual": ["churn.annual_rate="],
        "gap plans/consulting-2027.yaml --set segments.": [
            "segments.london.", "segments.dublin.",
        ],
        "gap plans/consulting-2027.yaml --set segments.dublin.tar": [
            f"segments.dublin.target.{it}=" for it in ("growth", "revenue", "arr", "path")
        ],
        f"explain {SAAS} nai": ["naive"],
        f"explain {SAAS} upsell.": [
            *("upsell.volume_tiers", "upsell.price_rise"),
            *("upsell.volume_tiers.", "upsell.price_rise."),
        ],
        f"explain {SAAS} churn.": ["churn.rate", "churn.last_year"],
        f"explain {SAAS} months.2027-03.op": ["months.2027-03.opening"],
        f"explain {SAAS} quarters.Q1.rec": ["quarters.Q1.recognised_revenue"],
        f"explain {SAAS} capacity.territories.Pac": [
            f"capacity.territories.Pacific.{it}" for it in ("reps", "quota", "capacity")
        ],
        "explain plans/acme-2027.yaml fun": [],
        f"log {SAAS} --measure cac": ["cac"],
        f"diff main {SAAS} --measure nr": ["nrr"],
        "explain plans/shop-2026-27.yaml months.2026-07.gr": [],
        "explain plans/shop-2026-27.yaml months.2027-06.tar": ["months.2027-06.target"],
    }.items(),
)  # fmt: skip
def test_paths_in_a_plan_are_offered(line: str, words: list[str], offered: Offered) -> None:
    assert offered(f"revplan {line}") == words


def test_figures_of_any_plan_are_offered_where_none_is_named(offered: Offered) -> None:
    funnel = offered("revplan diff main --measure funnel.")
    assert {"funnel.leads", "funnel.deals", "funnel.lead_value."} <= {*funnel}
    assert not any("search" in it or "{" in it for it in funnel)
    for line in ("diff main plans", "log nowhere.yaml", "log"):
        assert offered(f"revplan {line} --measure funnel.") == funnel
    assert offered("revplan explain - bud") == offered("revplan diff --measure bud")
    assert offered("revplan explain - nr") == ["nrr"]
    assert offered("revplan explain - recog") == ["recognised_revenue"]
    assert offered("revplan explain - months.") == offered("revplan explain - seg") == []
    assert offered("revplan diff plans/acme-2027.yaml --measure funnel.") == []


@pytest.mark.parametrize("behind", [f" -- {SAAS}", f" {SAAS}", f" --all main {SAAS} -q"])
@pytest.mark.parametrize(
    ("line", "word"),
    {
        "diff main --measure funnel.sources.se": "funnel.sources.search.",
        "log --set upsell.volume": "upsell.volume_tiers.",
    }.items(),
)
def test_a_plan_may_be_named_behind(
    line: str, word: str, behind: str, revplan: Revplan, offered: Offered
) -> None:
    line = f"revplan {line}"
    assert word in asked(revplan, line, "zsh", _REVPLAN_LINE=line + behind).out
    assert word not in asked(revplan, line, "zsh").out
    cut = (line + behind).replace(" ", "|")
    assert word in "\n".join(offered(cut, "bash", COMP_CWORD=str(line.count(" "))))


def test_bash_cuts_a_path_to_set_at_the_equals_sign(offered: Offered) -> None:
    assert offered(f"revplan|gap|{SAAS}|--set|=|churn.ra", "bash") == ["churn.rate="]
    assert offered(f"revplan|gap|{SAAS}|--set|churn.ra", "bash") == ["churn.rate="]
    assert offered(f"revplan|gap|{SAAS}|--set|churn.rate|=", "bash") == []


BROKEN = {
    "no yaml": "churn: {rate: 30%, time: [",
    "a list": "- churn",
    "empty": "",
    "half": "churn:\n  rate: 30%\nupsell: {a: {amount: 1}}\n  x: [",
    "deep": "churn: " + "{a: " * 5000,
    "many": "churn:\n" + "".join(f"  a{each}: 1\n" for each in range(60_000)),
    "long": "churn: " + "x" * 2_000_000,
    "binary": "\0\1\2",
    "alias": "churn: &a {rate: *a}",
    "keys": "? [a, b]\n: 1\nchurn: {rate: 1}",
    "odd names": 'upsell: {"a b": 1, "c\\e[31m": 2, "d$(x)": 3, "e.f": 4, ok: {amount: 1}}',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_plan_that_is_none_is_no_error(text: str, shell: str, revplan: Revplan) -> None:
    (revplan.folder / "p.yaml").write_text(text)
    before = files_in(revplan.folder)
    for line in ("explain p.yaml ", "gap p.yaml --set up", "gap p.yaml --set churn."):
        typed = f"revplan {line}"
        ran = asked(revplan, typed.replace(" ", "|") if shell == "bash" else typed, shell)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.replace("\n", "").replace("\t", "").isprintable()
    assert files_in(revplan.folder) == before


def test_names_that_a_plan_cannot_have_are_not_offered(revplan: Revplan, offered: Offered) -> None:
    (revplan.folder / "p.yaml").write_text(BROKEN["odd names"])
    assert offered("revplan explain p.yaml upsell.") == ["upsell.ok", "upsell.ok."]
    (revplan.folder / "p.yaml").write_text(BROKEN["half"])
    assert "churn.rate" in offered("revplan explain p.yaml churn.")


@pytest.mark.parametrize("plan", ["/etc/passwd", "../out.yaml", ".", "a\0b", "s.yaml"])
def test_a_segment_s_file_is_read_from_the_plan_s_folder_alone(
    plan: str, revplan: Revplan, offered: Offered
) -> None:
    (revplan.folder / "out.yaml").write_text("upsell: {secret: {amount: 1}}")
    (revplan.folder / "sub").mkdir()
    (revplan.folder / "sub/s.yaml").write_text("segments: {a: {plan: s.yaml}}")
    text = json.dumps({"segments": {"a": {"plan": plan}}})
    (revplan.folder / "sub/p.yaml").write_text(text)
    assert offered("revplan gap sub/p.yaml --set segments.a.upsell.") == []


def test_keys_topics_and_words_are_offered_to_commands_that_take_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("git-and-ci.md", "rules.md", "notes.txt"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(tables, "GUIDE", str(tmp_path))

    def words(kind: str, start: str) -> list[str]:
        return [word for word, _ in offers(Asked(kind, start)) or ()]

    assert words("topics", "") == ["git-and-ci", "rules"]
    assert words("keys", "churn.m") == ["churn.monthly_rate"]
    assert words("keys", "ups")[:3] == ["upsell", "upsell.*.amount", "upsell.*.rate"]
    assert words("words", "chu")[:2] == ["churn", "churn.rate"]
    assert words("words", "reach.t") == ["reach.total"]
    assert words("words", "pay") == ["payback_months"]
    assert "churn." in words("keys", "")
    assert words("words", "ru") == ["rule", "rules"]
    assert words("words", "RP305") == ["RP305"]
    assert words("words", "phasing.r") == ["phasing.rounding"]
    monkeypatch.setattr(tables, "GUIDE", str(tmp_path / "none"))
    assert words("topics", "") == []


# Commits by name


@pytest.fixture
def made(revplan: Revplan) -> Made:
    """A repository with names of every kind, some of them packed."""
    made = repository(revplan.folder)
    made.commit("first")
    for words in (["branch", "side/one"], ["tag", "v1"], ["tag", "-a", "v2", "-m", "x"],
                  ["update-ref", "refs/remotes/origin/main", "HEAD"], ["pack-refs", "--all"],
                  ["branch", "side/two"]):  # fmt: skip
        made.git(*words)
    return made


NAMES = ["HEAD", "main", "side/one", "side/two", "v1", "v2", "origin/main"]


def test_commits_are_offered_by_their_names(made: Made, offered: Offered) -> None:
    assert offered("revplan check plans --against ") == NAMES
    assert offered("revplan check plans --against=si") == [
        "--against=side/one", "--against=side/two",
    ]  # fmt: skip
    assert offered("revplan diff v") == ["v1", "v2"]
    assert offered("revplan diff v1..si") == ["v1..side/one", "v1..side/two"]
    assert offered("revplan diff v1...o") == ["v1...origin/main"]
    assert offered("revplan diff main pl")[0] == "plans/acme-2027.yaml"
    assert offered("revplan diff main -- v") == []


def test_behind_a_commit_stand_the_repository_s_plans(
    made: Made, revplan: Revplan, offered: Offered
) -> None:
    assert offered("revplan diff v1:plans/ac") == ["v1:plans/acme-2027.yaml"]
    assert offered("revplan|diff|v1|:|plans/ac", "bash") == ["plans/acme-2027.yaml"]
    revplan.folder = revplan.folder / "plans"
    assert offered("revplan diff v1:plans/ac") == ["v1:plans/acme-2027.yaml"]
    assert offered("revplan diff v1:./ac") == ["v1:./acme-2027.yaml"]


def test_a_work_tree_elsewhere_and_a_bare_folder_have_names_too(
    made: Made, revplan: Revplan, offered: Offered, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    made.git("worktree", "add", "-q", str(elsewhere / "tree"), "side/two")
    revplan.folder = elsewhere / "tree/plans"
    assert offered("revplan check x --against ") == NAMES
    revplan.folder = elsewhere
    assert offered("revplan check x --against ") == []


@pytest.mark.parametrize(
    "held", [b"", b"gitdir: ", b"gitdir: /dev", b"gitdir: nowhere\n", b"\xff\0" * 99, None]
)
def test_what_is_no_repository_has_no_names(
    held: bytes | None, revplan: Revplan, offered: Offered
) -> None:
    place = revplan.folder / ".git"
    if held is None:
        os.mkfifo(place)
    else:
        place.write_bytes(held)
    assert offered("revplan check x --against ") == []


def test_hostile_names_of_commits_are_bounded_and_plain(
    made: Made, revplan: Revplan, offered: Offered
) -> None:
    packed = revplan.folder / ".git/packed-refs"
    many = "".join(f"{'0' * 40} refs/heads/many{each:06}\n" for each in range(20_000))
    packed.write_text(f"{'0' * 40} refs/tags/\x1b[31mred\n^{'1' * 40}\nodd\n{many}")
    (revplan.folder / ".git/refs/heads/loop").symlink_to(".")
    names = offered("revplan check x --against ")
    assert len(names) == 2000
    assert all(name.isprintable() for name in names)


# As shells ask


@pytest.mark.parametrize(
    ("line", "words"),
    {
        "revplan|gap|--format|=|": ["text", "json", "csv", "markdown"],
        "revplan|gap|--format|=": ["text", "json", "csv", "markdown"],
        "revplan|gap|--format|=|c": ["csv"],
        "revplan|gap|--format=c": ["--format=csv"],  # where = is no break
        "revplan|gap|plans/b|:|c": ["c\\ d.yaml"],
        "revplan|gap|plans/b": ["plans/b:c\\ d.yaml"],
        "revplan|gap|'plans/b": ["plans/b:c d.yaml"],
        'revplan|gap|"plans/b': ["plans/b:c d.yaml"],
        "revplan|gap|plans/b:c\\ ": ["plans/b:c\\ d.yaml"],
    }.items(),
)
def test_bash_is_given_what_it_replaces(
    line: str, words: list[str], revplan: Revplan, offered: Offered
) -> None:
    (revplan.folder / "plans/b:c d.yaml").write_text("")
    assert offered(line, "bash") == words


def test_words_with_asterisks_are_for_scripts_that_leave_them_alone(
    revplan: Revplan, offered: Offered
) -> None:
    (revplan.folder / "a*.yaml").write_text("")
    assert offered("revplan|gap|a", "bash") == []
    assert offered("revplan|gap|a", "bash", COMP_LINE="revplan gap a") == ["a\\*.yaml"]


def test_bash_reads_no_line_of_its_history_out_of_a_name(
    revplan: Revplan, offered: Offered
) -> None:
    (revplan.folder / "a!b.yaml").write_text("")
    assert offered("revplan|gap|a", "bash") == ["a\\!b.yaml"]
    assert offered("revplan|gap|'a", "bash") == ["a!b.yaml"]
    assert offered('revplan|gap|"a', "bash") == []


def test_zsh_is_told_what_to_do_without_spaces_that_matter(revplan: Revplan) -> None:
    (revplan.folder / "a  b'$(x).yaml").write_text("")
    assert asked(revplan, "revplan gap a", "zsh").out == (
        "local -a _rw _rs; _rw=($'a\\x20\\x20b\\x27\\x24\\x28x\\x29.yaml'); "
        "_rs=($'a\\x20\\x20b\\x27\\x24\\x28x\\x29.yaml'); compadd -l -d _rs -a _rw\n"
    )
    assert "compset -P $'--format='; " in asked(revplan, "revplan gap --format=c", "zsh").out


def test_fish_is_told_what_words_say_and_whether_there_are_any(revplan: Revplan) -> None:
    assert asked(revplan, "revplan ga").out == (
        "gap\tDerive the new business that the year needs\n"
    )
    action = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert [asked(revplan, f"revplan {it}", **action).code for it in ("g", "zz")] == [0, 1]


def test_powershell_is_given_words_and_what_they_say(revplan: Revplan) -> None:
    (revplan.folder / "it's.yaml").write_text("")
    given = {"_TYPER_COMPLETE_WORD_TO_COMPLETE": "it"}
    assert asked(revplan, "revplan gap it", "pwsh", **given).out == "'it''s.yaml'::: \n"
    out = asked(revplan, "revplan ru", "powershell", _TYPER_COMPLETE_WORD_TO_COMPLETE="ru").out
    assert out == "rule:::Explain a rule, or list them all\n"
    assert len(asked(revplan, "revplan", "powershell").out.splitlines()) == len(COMMANDS)


@pytest.mark.parametrize("instruction", ["", "complete", "complete_", "complete_tcsh", "x_bash"])
def test_what_is_no_instruction_is_answered_by_nothing(instruction: str, revplan: Revplan) -> None:
    ran = answered(revplan, {"_REVPLAN_COMPLETE": instruction})
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize("cword", ["", "-1", "99999999999", "x", "2"])
def test_odd_variables_are_no_error(cword: str, revplan: Revplan) -> None:
    given = {"_REVPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "revplan", "COMP_CWORD": cword}
    assert answered(revplan, given).code == 0
    for shell in SCRIPTS:
        answered(revplan, {"_REVPLAN_COMPLETE": f"complete_{shell}"})


KINDS = (
    *("", "gap --f", "gap --format ", "rule RP30", "gap pl", "explain {} months.2027-03.op"),
    *("gap {} --set churn.ra", "key chu", "guide ", "help ru", "diff v", "gap p --output "),
    "--show-completion ",
)
"""A line of each kind that is asked for."""


@pytest.mark.parametrize(
    ("line", "shell"), [*zip(KINDS, cycle(("fish", "zsh", "pwsh", "powershell")), strict=False)]
)
def test_a_process_answers_as_this_one_does(line: str, shell: str, revplan: Revplan) -> None:
    line = f"revplan {line.format(SAAS)}"
    ran = asked(revplan, line, shell, process="new")
    assert ran == asked(revplan, line, shell)


@pytest.mark.parametrize("instruction", ["source_bash", "complete_tcsh", ""])
def test_a_process_ends_as_its_answer_says(instruction: str, revplan: Revplan) -> None:
    given = {"_REVPLAN_COMPLETE": instruction}
    assert revplan.process(env=given) == answered(revplan, given)


@pytest.mark.parametrize("shell", SCRIPTS)
def test_nothing_is_written_and_control_characters_reach_no_terminal(
    shell: str, revplan: Revplan
) -> None:
    for name in (HOSTILE, *HIDDEN):
        (revplan.folder / name).write_text("")
    (revplan.folder / b"\xff.yaml".decode(errors="surrogateescape")).write_text("")
    before = files_in(revplan.folder)
    line = "revplan|gap|" if shell == "bash" else "revplan gap "
    ran = asked(revplan, line, shell, process="new")
    assert ran == asked(revplan, line, shell)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.replace("\n", "").replace("\t", "").isprintable()
    assert "touch" in ran.out
    assert files_in(revplan.folder) == before


# The scripts


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_shown_as_typer_showed_it(shell: str, revplan: Revplan) -> None:
    assert revplan("--show-completion", shell).out == SCRIPTS[shell]
    assert revplan(f"--show-completion={shell}").out == SCRIPTS[shell]
    ran = revplan.process(env={"_REVPLAN_COMPLETE": f"source_{shell}"})
    assert (ran.code, ran.out) == (0, SCRIPTS[shell])


def test_the_shell_is_told_by_who_started_it_or_by_the_user_s(revplan: Revplan) -> None:
    ran = revplan.shell("bash -c 'revplan --show-completion; true'")
    assert ran.out == SCRIPTS["bash"]
    for shell, wrong in (("nu", "there is no completion for"), ("bash zsh", "expects one shell")):
        ran = revplan("--show-completion", *shell.split())
        assert (ran.code, ran.out) == (2, "")
        assert wrong in ran.err


@pytest.mark.parametrize("act", COMPLETION)
def test_a_shell_that_cannot_be_told_is_asked_for_with_a_line_to_type(
    act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "_shell_above", lambda: "nu")
    with pytest.raises(Wrong) as wrong:
        install.give_completion([act])
    assert str(wrong.value) == (
        f"which shell this is cannot be told; name it: revplan {act} bash (or zsh, fish or "
        "powershell)"
    )


def test_installing_writes_what_each_shell_reads_and_twice_is_once(revplan: Revplan) -> None:
    home = revplan.folder
    (home / ".bashrc").write_bytes(b"alias x=\xff")
    for shell in [*SHELLS, *SHELLS]:
        ran = revplan("--install-completion", shell)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Completion for {shell} is in ~/.")
    source = b"source ~/.bash_completions/revplan.sh\n"
    assert (home / ".bashrc").read_bytes() == b"alias x=\xff\n" + source
    assert (home / ".zshrc").read_text() == "fpath+=~/.zfunc; autoload -Uz compinit; compinit\n"
    for shell, place in (
        ("bash", ".bash_completions/revplan.sh"),
        ("zsh", ".zfunc/_revplan"),
        ("fish", ".config/fish/completions/revplan.fish"),
    ):
        assert (home / place).read_text() == SCRIPTS[shell]
    assert "write it into the profile yourself" in revplan("--install-completion", "pwsh").err


def test_what_cannot_be_installed_is_said_in_a_line(revplan: Revplan) -> None:
    (revplan.folder / ".zfunc").write_text("")
    ran = revplan("--install-completion", "zsh")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("error: cannot write ")


# Typed in real shells

TYPED = {
    "revplan ga": "revplan gap",
    "revplan gap plans/ac": "revplan gap plans/acme-2027.yaml",
    "revplan gap --format=c": "revplan gap --format=csv",
    "revplan gap --format m": "revplan gap --format markdown",
    "revplan rule rp305": "revplan rule RP305",
    "revplan check --select RP305,rp341": "revplan check --select RP305,RP341",
    "revplan check --select RP305,no-up": "revplan check --select RP305,no-upsell",
    "revplan check --ignore=RP305,no-up": "revplan check --ignore=RP305,no-upsell",
    "revplan gap x --output not": "revplan gap x --output notes.txt",
    "revplan gap x --output=not": "revplan gap x --output=notes.txt",
    "revplan check x -f sarif=not": "revplan check x -f sarif=notes.txt",
    "revplan gap plans/acme-2027.yaml --set churn.ra": (
        "revplan gap plans/acme-2027.yaml --set churn.rate="
    ),
    "revplan gap plans/acme-2027.yaml --set=churn.ra": (
        "revplan gap plans/acme-2027.yaml --set=churn.rate="
    ),
    "revplan gap plans/saas-arr-2027.yaml --set budget.@.am": (
        "revplan gap plans/saas-arr-2027.yaml --set budget.@.amount="
    ),
    "revplan gap plans/saas-arr-2027.yaml --set=budget.@.am": (
        "revplan gap plans/saas-arr-2027.yaml --set=budget.@.amount="
    ),
    "revplan explain plans/acme-2027.yaml months.2027-03.book": (
        "revplan explain plans/acme-2027.yaml months.2027-03.bookings"
    ),
    "revplan diff HE": "revplan diff HEAD",
    "revplan diff HEAD:plans/ac": "revplan diff HEAD:plans/acme-2027.yaml",
    "revplan gap co": "revplan gap co:lon.yaml",
    "revplan gap co:l": "revplan gap co:lon.yaml",
    "revplan gap 'two": "revplan gap 'two words.yaml'",
    'revplan gap "two': 'revplan gap "two words.yaml"',
    "revplan gap two\\ w": "revplan gap two\\ words.yaml",
}


def scripts_of(shell: str) -> Iterator[tuple[str, str]]:
    yield "now", SCRIPTS[shell]
    yield (
        "typer's",
        get_completion_script(prog_name="revplan", complete_var="_REVPLAN_COMPLETE", shell=shell),
    )


@pytest.mark.slow
@pytest.mark.parametrize("which", ["now", "typer's"])
@pytest.mark.parametrize("shell", SHELLS)
def test_a_tab_completes_in_a_real_shell(shell: str, which: str, revplan: Revplan) -> None:
    folder = revplan.folder
    repository(folder).commit("first")
    for name in ("notes.txt", "co:lon.yaml", "two words.yaml", HOSTILE, *HIDDEN):
        (folder / name).write_text("")
    (folder / "script").write_text(dict(scripts_of(shell))[which])
    with terminal(shell, folder, "script") as typed:
        for line, becomes in TYPED.items():
            typed.complete(line, f"^ready> {re_escaped(becomes)} ?$")
        typed.complete("revplan gap my", r"my\\ plan\\'s\\ \\\$\\\(touch\\ hacked\\\)")
        screen = typed.complete("revplan gap ", r"plans/|co:lon|notes")
    assert "\x1b" not in screen
    assert not (folder / "hacked").exists()


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_figures_complete_before_a_plan_and_without_one(shell: str, revplan: Revplan) -> None:
    (revplan.folder / "script").write_text(SCRIPTS[shell])
    line = "revplan diff main --measure funnel."
    with terminal(shell, revplan.folder, "script") as typed:
        typed.complete(f"{line}win", rf"^ready> {re_escaped(line)}win_rate ?$")
        if shell == "fish":  # it tells nothing of what stands behind
            return
        becomes = re_escaped(f"{line}sources.webinars")
        typed.complete(f"{line}sources.web", rf"^ready> {becomes}\. -- ", f" -- {SAAS}")


def re_escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\.()$*+?[]{}^|" else char for char in text)


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_a_full_path_and_a_link_complete_as_well(shell: str, revplan: Revplan) -> None:
    folder = revplan.folder
    (folder / "bin").mkdir()
    (folder / "bin/revplan").symlink_to(revplan.script)
    (folder / "script").write_text(SCRIPTS[shell])
    with terminal(shell, folder, "script") as typed:
        for program in (revplan.script, "bin/revplan", "~/bin/revplan"):
            typed.complete(f"{program} sch", f"^ready> {re_escaped(program)} schema ?$")


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_what_was_installed_completes_in_a_new_shell(shell: str, revplan: Revplan) -> None:
    revplan("--install-completion", shell)
    read = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/completions/revplan.fish"}
    with terminal(shell, revplan.folder, read[shell]) as typed:
        typed.complete("revplan sch", "^ready> revplan schema ?$")


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_finds_no_fault_in_its_script(shell: str, revplan: Revplan) -> None:
    option = "--no-execute" if shell == "fish" else "-n"
    done = subprocess.run(
        [needs_tool(shell), option],
        input=SCRIPTS[shell].encode(),
        env=clean_environment(revplan.folder),
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")


# What it costs


def instructions(command: list[str], environment: dict[str, str], folder: Path) -> int:
    """How many instructions a process takes, which no other process disturbs."""
    valgrind = [needs_tool("valgrind"), "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = subprocess.run(
        [*valgrind, sys.executable, *command],
        env=environment | {"PYTHONHASHSEED": "0"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    (counted,) = re.findall(r"Collected : (\d+)", done.stderr)
    return int(counted)


@pytest.mark.slow
def test_a_tab_costs_little_more_than_starting(revplan: Revplan) -> None:
    folder = revplan.folder
    (folder / "empty_main.py").write_text("import os\n\n\ndef main():\n    os._exit(0)\n")
    text = Path(revplan.script).read_text(encoding="utf-8")
    (folder / "launcher").write_text(text.replace("revplan.cli.entry", "empty_main"))

    def cost(line: str, script: str = revplan.script) -> int:
        told = {"_REVPLAN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
        return instructions([script], revplan.environment | told, folder)

    empty = cost("revplan ", str(folder / "launcher"))
    for line in ("revplan gap --", "revplan rule ", "revplan gap plans/", "revplan diff HE"):
        assert cost(line) < 1.5 * empty, line
    libraries = ["-c", "import typer, pydantic, yaml, rich"]
    floor = instructions(libraries, revplan.environment, folder)
    for line in (f"revplan explain {SAAS} ", f"revplan gap {SAAS} --set churn."):
        assert cost(line) < 0.5 * floor, line


HEAVY = {"typer", "pydantic", "rich", "subprocess", "dataclasses", "pathlib", "json"}
ASKING = """
import sys
import revplan.cli.entry
from revplan.cli.complete.run import complete
complete()
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("line", "without"),
    [("revplan gap --", {*HEAVY, "yaml", "typing"}), (f"revplan explain {SAAS} ", HEAVY)],
)
def test_nothing_heavy_is_imported_for_a_tab(
    line: str, without: set[str], revplan: Revplan
) -> None:
    packages = [str(ROOT), str(Path(yaml.__file__).parent.parent)]
    told = {"_REVPLAN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    done = subprocess.run(  # -S: what a .pth imports is not the program's
        [sys.executable, "-S", "-c", ASKING],
        env=revplan.environment | told | {"PYTHONPATH": os.pathsep.join(packages)},
        cwd=revplan.folder,
        capture_output=True,
    )
    assert b"compadd" in done.stdout
    assert {name.partition(".")[0] for name in done.stderr.decode().split()} & without == set()
