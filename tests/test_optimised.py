"""What Python leaves out when it is told to (-O: asserts, -OO: docstrings too) is not missed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LIMIT, ROOT

import revplan
from revplan import rules
from revplan.base.problem import Wrong
from revplan.cli.rule import rule

SOURCES = sorted(Path(revplan.__file__).parent.rglob("*.py"))
ASKED = [
    ["rule", "RP204"],
    ["rule"],
    ["rule", "--all", "--format", "json"],
    ["schema"],
    ["--help"],
    ["gap", "--help"],
    ["help", "retained"],
    ["key", "upsell.*"],
    ["key", "churn.rate"],
    ["check", "plans/overpromised-2027.yaml", "--format", "sarif"],
]


def told(*options: str) -> str:
    """What the program tells of all that is asked, in one process with these options of Python."""
    script = f"from revplan.cli.app import run\nfor asked in {ASKED}: run(asked)"
    done = subprocess.run(
        [sys.executable, *options, "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=LIMIT,
        cwd=ROOT,
    )
    return done.stdout


@pytest.mark.slow
def test_pages_help_and_schema_are_the_same_without_docstrings() -> None:
    usual = told()
    assert "What it checks" in usual
    assert "Derive the new business" in usual
    assert told("-OO") == usual


@pytest.mark.parametrize("asked", [{"code": "RP204"}, {"all_": True}, {}])
def test_pages_that_are_gone_for_good_are_no_empty_answer(
    asked: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in rules.names():
        monkeypatch.setattr(rules.module(name), "__doc__", None)
        monkeypatch.setattr(rules.module(name), "__spec__", None)
    with pytest.raises(Wrong, match=r"pages of the rules are gone: .*install it again"):
        rule(**asked)


def test_nothing_is_asserted() -> None:
    """-O takes asserts away: what a user can bring about is refused by other means."""
    asserts = {
        path.name: ast.unparse(node.test)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    }
    assert len(SOURCES) > 200
    assert asserts == {}
