"""The house: what is listed is there, what is there is listed, and each room keeps to itself."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import revplan
from revplan import rules

HOME = Path(revplan.__file__).parent
MODULES = sorted(HOME.rglob("*.py"))
RULE_FILES = sorted(path.stem for path in (HOME / "rules").glob("rp*.py"))
TEXTS = {path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8") for path in MODULES}
PAGED = {name.split("_")[0].upper() for name in RULE_FILES}
SEVERITIES = {
    "RP0": {"error"},
    "RP1": {"error"},
    "RP2": {"error"},
    "RP3": {"warning", "info"},
    "RP9": {"error", "warning", "info"},
}


parsed = cache(ast.parse)


@cache
def quoted_codes(text: str) -> set[str]:
    """Codes that a module speaks of, its docstrings and comments left out."""
    strings = set()
    tree = parsed(text)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            strings |= set(re.findall(r"RP\d{3}", node.value))
    return strings


def imported_at_once(text: str) -> set[str]:
    """The packages that a module imports when it is imported itself."""
    found = set()
    waiting: list[ast.stmt] = list(parsed(text).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting.extend(node.orelse)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting.extend(child for child in ast.iter_child_nodes(node)
                           if isinstance(child, ast.stmt))  # fmt: skip
    return found


# Rules


def test_every_rule_is_listed_once_in_the_order_of_its_code() -> None:
    listed = [*rules.READING, *rules.JUDGING, *rules.ABOUT_WAIVERS, *rules.ABOUT_CHANGES]
    assert listed == RULE_FILES


def test_a_rule_is_called_what_its_file_is_called() -> None:
    named = {
        name: (rules.module(name).CODE.lower(), rules.module(name).NAME) for name in RULE_FILES
    }
    parts = {name: name.split("_", 1) for name in RULE_FILES}
    assert named == {name: (code, it.replace("_", "-")) for name, (code, it) in parts.items()}


def test_a_rule_is_as_severe_as_its_family() -> None:
    severe = {name: rules.module(name).SEVERITY.name for name in RULE_FILES}
    assert {name: it for name, it in severe.items() if it not in SEVERITIES[name[:3].upper()]} == {}


def test_a_rule_that_judges_has_a_check_and_one_of_reading_has_none() -> None:
    unchecked = [name for name in RULE_FILES if not hasattr(rules.module(name), "check")]
    assert unchecked == list(rules.READING)


def test_no_code_is_spoken_of_that_is_no_rule() -> None:
    spoken = {name: quoted_codes(text) - PAGED for name, text in TEXTS.items()}
    assert {name: codes for name, codes in spoken.items() if codes} == {}


def test_every_rule_of_reading_is_told_by_some_module_that_reads() -> None:
    told = set().union(
        *(quoted_codes(text) for name, text in TEXTS.items() if not name.startswith("rules/"))
    )
    assert {name.split("_")[0].upper() for name in rules.READING} - told == set()


def test_a_rule_tells_its_own_code_alone() -> None:
    own = {name: quoted_codes(text) for name, text in TEXTS.items() if "rules/rp" in name}
    expected = {name: {Path(name).stem.split("_")[0].upper()} for name in own}
    assert own == expected


# Words and sizes

RETIRED = r"baseline|carried[ _-]forward|\bexpansion|\w_pct\b"


def offenders(found: Callable[[str], object]) -> dict[str, object]:
    """The modules in whose text something is found, with what it is."""
    return {name: it for name, text in TEXTS.items() if (it := found(text))}


def texts_in(module: str) -> list[str]:
    """Every text that a module holds, its docstrings too."""
    nodes = [node for node in ast.walk(parsed(module)) if isinstance(node, ast.Constant)]
    return [node.value for node in nodes if isinstance(node.value, str)]


def test_retired_words_do_not_come_back() -> None:
    assert offenders(lambda text: re.findall(RETIRED, text, re.IGNORECASE)) == {}


def test_a_module_is_250_lines_at_most() -> None:
    assert offenders(lambda text: text.count("\n") > 250 and text.count("\n")) == {}


def test_a_module_says_what_it_is_for() -> None:
    assert offenders(lambda text: ast.get_docstring(parsed(text)) is None) == {}


def test_nobody_is_shouted_at() -> None:
    shouted = re.compile(r"[a-z]!(\s|$)|\b(please|oops|sorry)\b")
    assert offenders(lambda text: [it for it in texts_in(text) if shouted.search(it)]) == {}


# Rooms

HINTS = {
    "workspace/against.py": {
        "put the plan itself here, or check without --max-change",
        "repair it there first, or check without --max-change ",
        "give one of the two its old name, or check without --max-change",
    }
}
"""Words for users, in the hints of problems: what to write instead."""


def test_the_workspace_knows_no_option_of_a_command_line() -> None:
    spoken = {
        name: {it for it in texts_in(text) if re.search(r"(?<![\w-])--[a-z]", it)}
        for name, text in TEXTS.items()
        if name.startswith("workspace/")
    }
    assert {name: texts for name, texts in spoken.items() if texts} == HINTS


# Imports

ARITHMETIC = [
    name
    for name in TEXTS
    if name.startswith(("base/", "numbers/", "fields/", "sections/", "model/", "engine/"))
]


def test_the_arithmetic_is_imported_without_frames() -> None:
    frames = {name: imported_at_once(TEXTS[name]) & {"pandas", "numpy"} for name in ARITHMETIC}
    assert {name: it for name, it in frames.items() if it} == {"numbers/vector.py": {"numpy"}}


HEAVY = ("pandas", "numpy", "rich")


def loaded(statements: str) -> str:
    """Which of the heavy packages stand in memory after some statements, in a new process."""
    asked = f"import sys\n{statements}\nprint([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "statements",
    [
        "import revplan.cli.app",
        "import revplan",
        "from revplan.cli.entry import main",
        "import revplan\nf = revplan.read_text('revplan: 1')",
        "from revplan.views.schema import schema_text\nschema_text()",
    ],
)
def test_the_program_starts_without_frames_and_screens(statements: str) -> None:
    assert loaded(statements) == "[]"


def test_a_command_and_plain_words_need_no_parser_and_no_other_format() -> None:
    plans = str(HOME.parent / "plans")
    asked = f"""
from revplan.cli.app import run
run(["check", {plans!r}])
unasked = ("typer", "xml.sax", "revplan.render.findings.sarif", "revplan.render.findings.junit")
assert [name for name in unasked if name in sys.modules] == []
"""
    assert loaded(asked) == "[]"


def test_a_plan_is_worked_out_and_judged_without_frames() -> None:
    plan = sorted((HOME.parent / "plans").glob("*.yaml"))[0]
    statements = f"import revplan\no = revplan.work_out(revplan.read_plan({str(plan)!r}).plan)"
    assert loaded(f"{statements}\nrevplan.check(o)") == "[]"


def test_frames_are_there_when_they_are_asked_for() -> None:
    plan = sorted((HOME.parent / "plans").glob("*.yaml"))[0]
    statements = f"import revplan\no = revplan.work_out(revplan.read_plan({str(plan)!r}).plan)"
    assert "pandas" in loaded(f"{statements}\no.months_frame()")
