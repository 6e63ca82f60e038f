"""The tests' own files: each is what it says it is, and none is missing. No test of the program."""

from __future__ import annotations

import re
from typing import Any

from conftest import ROOT
from test_cases import FILES, cases
from test_gallery import GALLERY, PLANS
from test_rules import CASES, FOUND_LATER, OF_CHANGES
from test_schema import CANNOT, FACES
from test_transcripts import DOCUMENTS, TRANSCRIPTS, blocks_of, steps_of

from revplan.cli.commands import COMMANDS

EXPECTED = {"bridge", "lines", "months", "quarters", "readings", "figures", "budget", "capacity",
            "segments", "unallocated"}  # fmt: skip


def test_the_gallery_has_a_text_for_every_plan_and_a_plan_for_every_text() -> None:
    assert {path.stem for path in GALLERY.glob("*.txt")} == {path.stem for path in PLANS}


def test_a_gallery_plan_is_named_for_the_one_error_that_it_shows() -> None:
    shown = {}
    for path in PLANS:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        shown[path.stem] = set(re.findall(r"^[^ ].*: error\[(RP\d{3})\]: ", text, re.MULTILINE))
    codes = {name: name.split("-")[0].upper() for name in shown}
    assert shown == {name: set() if it == "FINE" else {it} for name, it in codes.items()}


def test_what_no_schema_can_see_is_named_after_plans_of_the_gallery() -> None:
    faces = [f"{path.stem}." for path in FACES]
    assert [it for it in CANNOT if not any(face.startswith(it) for face in faces)] == []


def well_formed(case: dict[str, Any]) -> bool:
    """Whether a case shows its calculation by hand and expects something that is known."""
    expected = case.get("expect") or {}
    return (
        case.keys() - {"source"} == {"name", "plan", "expect", "why"}
        and bool(case["why"] and expected and all(expected.values()))
        and expected.keys() <= EXPECTED
    )


def test_a_worked_case_shows_its_calculation_and_expects_something() -> None:
    told = [(file.stem, case) for file in FILES for case in cases(file)]
    assert [(file, it.get("name")) for file, it in told if not well_formed(it)] == []


def test_every_rule_has_a_case_that_it_finds_and_one_that_it_passes() -> None:
    kinds = {
        rule.CODE: {bool(case["finds"]) for case in CASES if case["rule"] == rule.CODE}
        for rule in (*FOUND_LATER, *OF_CHANGES)
    }
    assert [code for code, finds in kinds.items() if finds != {True, False}] == []


def test_every_command_and_every_shipped_plan_has_a_transcript() -> None:
    plans = {f"plan_{path.stem}" for path in (ROOT / "plans").glob("*.yaml")}
    assert plans
    assert set(COMMANDS) | plans <= {path.stem for path in TRANSCRIPTS}


def test_every_transcript_and_document_runs_something() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in TRANSCRIPTS}
    for path in DOCUMENTS:
        texts[path.stem] = "".join(it[1] for it in blocks_of(path))
    commands = {name: [step.command for step in steps_of(text)[1]] for name, text in texts.items()}
    silent = [name for name, it in commands.items() if not any("revplan " in step for step in it)]
    assert silent == []
