"""The house: what is listed is there, what is there is listed, and each room keeps to itself."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Revplan

import revplan
from revplan import rules
from revplan.base.basis import BASES
from revplan.base.problem import Severity
from revplan.cli.commands import COMMANDS
from revplan.model.catalogue import CATALOGUE
from revplan.model.plan import Plan
from revplan.numbers.kind import Kind
from revplan.rules.register import (
    ABOUT_CHANGES,
    ABOUT_WAIVERS,
    ALSO_OF_CHANGES,
    JUDGING,
    READING,
    RULES,
)
from revplan.rules.threshold import thresholds
from revplan.rules.waiving import waivable
from revplan.views.schema import schema_text

HOME = Path(revplan.__file__).parent
PROJECT = tomllib.loads((HOME.parent / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACT = PROJECT["tool"]["importlinter"]["contracts"][0]
MODULES = sorted(HOME.rglob("*.py"))
RULE_FILES = sorted(path.stem for path in (HOME / "rules").glob("rp*.py"))
TEXTS = {path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8") for path in MODULES}
PAGED = {name.split("_")[0].upper() for name in RULE_FILES}
ERRORS_ALONE = ("RP0", "RP1")
"""Families of what keeps a plan from being read."""

OF_THE_JUDGE = "RP9"
"""Who judges waivers and changes: nothing of it is waived, of whatever severity."""

FIRST_AN_ERROR = (*ERRORS_ALONE, "RP2")
"""Families whose rules find something wrong, and may besides find what is not."""


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
    listed = [row.name for row in RULES]
    assert listed == RULE_FILES
    judging = [row.name for row in JUDGING]
    assert sorted([*READING, *judging, *ABOUT_WAIVERS, *ABOUT_CHANGES]) == listed


def test_what_a_rule_is_about_stands_in_its_module_as_in_the_register() -> None:
    about = {name: getattr(rules.module(name), "ABOUT", "") for name in RULE_FILES}
    assert about == dict(RULES)
    assert set(about.values()) - {"", "changes", *Plan.model_fields} == set()


def test_a_rule_that_asks_again_once_it_knows_what_was_is_registered_for_it() -> None:
    asking = [name for name in RULE_FILES if hasattr(rules.module(name), "changed")]
    assert asking == list(ALSO_OF_CHANGES)
    assert set(asking) <= {row.name for row in JUDGING}


STATED = {"CODE", "NAME", "SEVERITIES", "ABOUT", "OF_SEGMENTS", "OF_COMPANY", "WAIVABLE"}


def test_a_rule_states_of_itself_what_is_asked_and_else_only_thresholds() -> None:
    """A misspelt OF_SEGMENT would be a fact that nobody reads."""
    odd = {}
    for name in RULE_FILES:
        own = {it for it in assigned(TEXTS[f"rules/{name}.py"]) if not it.startswith("_")}
        named = {it.upper() for it in thresholds(rules.module(name))}
        odd[name] = own - STATED - named
    assert {name: it for name, it in odd.items() if it} == {}


def assigned(text: str) -> dict[str, ast.expr]:
    """What a module gives names to at its top, with the values."""
    found = {}
    for node in parsed(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        value = getattr(node, "value", None)
        found |= {it.id: value for it in targets if isinstance(it, ast.Name) and value is not None}
    return found


def test_a_rule_is_called_what_its_file_is_called() -> None:
    named = {
        name: (rules.module(name).CODE.lower(), rules.module(name).NAME) for name in RULE_FILES
    }
    parts = {name: name.split("_", 1) for name in RULE_FILES}
    assert named == {name: (code, it.replace("_", "-")) for name, (code, it) in parts.items()}


def test_a_rule_names_its_severities_once_each_the_gravest_first() -> None:
    told = {name: rules.module(name).SEVERITIES for name in RULE_FILES}
    assert {name: it for name, it in told.items() if not it or list(it) != in_order(it)} == {}


def in_order(severities: tuple[Severity, ...]) -> list[Severity]:
    return sorted(set(severities), reverse=True)


def test_a_rule_is_as_severe_as_its_family_or_says_that_its_error_can_be_waived() -> None:
    assert [name for name in RULE_FILES if not as_its_family(rules.module(name))] == []


def as_its_family(rule: ModuleType) -> bool:
    if rule.CODE.startswith(ERRORS_ALONE):
        return (Severity.error,) == rule.SEVERITIES
    if rule.CODE.startswith((*FIRST_AN_ERROR, OF_THE_JUDGE)):
        return rule.CODE.startswith(OF_THE_JUDGE) or rule.SEVERITIES[0] is Severity.error
    return getattr(rule, "WAIVABLE", False) is (Severity.error in rule.SEVERITIES)


def test_only_an_error_that_is_a_judgement_says_that_it_can_be_waived() -> None:
    families = (*FIRST_AN_ERROR, OF_THE_JUDGE)
    said = [name for name in RULE_FILES if hasattr(rules.module(name), "WAIVABLE")]
    assert [name for name in said if name.upper().startswith(families)] == []


def test_what_can_be_waived_is_no_error_or_says_so_and_is_nothing_of_the_judge() -> None:
    for rule in map(rules.module, RULE_FILES):
        lesser = Severity.error not in rule.SEVERITIES or len(rule.SEVERITIES) > 1
        judge = rule.CODE.startswith((*ERRORS_ALONE, OF_THE_JUDGE))
        assert waivable(rule) is (not judge and (lesser or getattr(rule, "WAIVABLE", False)))


def test_a_rule_that_judges_has_a_check_and_one_of_reading_has_none() -> None:
    unchecked = [name for name in RULE_FILES if not hasattr(rules.module(name), "check")]
    assert unchecked == list(READING)


def test_no_code_is_spoken_of_that_is_no_rule() -> None:
    spoken = {name: quoted_codes(text) - PAGED for name, text in TEXTS.items()}
    assert {name: codes for name, codes in spoken.items() if codes} == {}


def test_every_rule_of_reading_is_told_by_some_module_that_reads() -> None:
    told = set().union(
        *(quoted_codes(text) for name, text in TEXTS.items() if not name.startswith("rules/"))
    )
    assert {name.split("_")[0].upper() for name in READING} - told == set()


def test_a_rule_tells_its_own_code_alone() -> None:
    own = {name: quoted_codes(text) for name, text in TEXTS.items() if "rules/rp" in name}
    expected = {name: {Path(name).stem.split("_")[0].upper()} for name in own}
    assert own == expected


# Modules that are imported by a name


ROOMS = [
    room.strip()
    for row in reversed(CONTRACT["layers"])
    for room in row.replace(":", "|").split("|")
]
"""The rooms of the house from the ground, as the contract of imports has them."""

IN_THE_GROUND = ROOMS[: ROOMS.index("rules")]


def test_one_place_below_the_rules_asks_a_room_above_it_by_a_name() -> None:
    """What import-linter cannot see: `waivers` asks a rule whether it can be waived."""
    assert {"sections", "engine", "model"} <= set(IN_THE_GROUND)
    named = {name: rooms_named(text) for name, text in TEXTS.items()}
    ground = {name: it for name, it in named.items() if name.split("/")[0] in IN_THE_GROUND}
    above = {name: it - at_most(name.split("/")[0]) for name, it in ground.items()}
    assert {name: it for name, it in above.items() if it} == {"sections/waivers.py": {"rules"}}
    assert "sections" in named["model/records.py"]


def rooms_named(module: str) -> set[str]:
    """The rooms of the house that stand in a module's texts as a beginning of a module's name."""
    return {it[1] for text in texts_in(module) if (it := re.match(r"revplan\.(\w+)", text))}


def at_most(room: str) -> set[str]:
    """A room and those below it; those beside it are below nobody."""
    beside = next(row for row in CONTRACT["layers"] if room in re.split(r"[ |:]+", row))
    names_beside = set(re.split(r"[ |:]+", beside)) - {room}
    return {*ROOMS[: ROOMS.index(room) + 1]} - names_beside


def test_below_the_rules_a_module_is_named_whole_where_it_is_imported_by_its_name() -> None:
    """A name that is put together would be seen by nobody."""
    calls = {
        name: {ast.unparse(it.args[0]) for it in imports_by_name(text)}
        for name, text in TEXTS.items()
        if name.split("/")[0] in IN_THE_GROUND
    }
    assert {name: it for name, it in calls.items() if it} == {
        "engine/go_to_market.py": {"record.module"},  # of sections, in model/records.py
        "fields/lazy.py": {"self.module"},  # the same
        "numbers/acts.py": {"named"},  # a kind's KIND, which a room of numbers states
        "sources/yaml_events.py": {"'yaml.cyaml'"},
        "sections/waivers.py": {"'revplan.rules.waiving'"},
    }


def imports_by_name(text: str) -> list[ast.Call]:
    calls = [it for it in ast.walk(parsed(text)) if isinstance(it, ast.Call)]
    names = ("import_module", "importlib.import_module", "__import__")
    return [it for it in calls if ast.unparse(it.func) in names]


# Words and sizes

RETIRED = r"baseline|carried[ _-]forward|\bexpansion|\w_pct\b"

RETIRED_IN_SIGHT = {
    r"\bTo sign\b|\bBookings to sign\b": "Bookings",
    r"\bGoes on\b": "Conversion",
    r"(^|  )Needed(  |$)": "Volume",
    r"\b[Aa]lone a week\b": "Leads a week from this source alone",
    r"\bA customer (costs|pays back)|what a customer costs|customer pays back": "CAC, CAC payback",
    r"\bBookings per unit of marketing\b": "Marketing spend multiple",
    r"\bReturn in the year\b": "Return on the budget",
    r"[Pp]oint of churn is worth": "Value of a point of churn",
    r"(^|  )Short(  |$)": "Shortfall",
    r"(^|  )Reading(  |$)|--readings|\b[Tt]he readings\b": "Definition, --definitions",
    r"(^|  )Streams(  |$)": "New streams",
    r"\b[Qq]uant(um|a)\b": "rounding step",
    r"base-overdrawn|january-step": "losses-exceed-base, first-month-step",
    r"\b[Bb]eyond the target\b|\b[Ii]n no segment\b": "over-allocated, unallocated",
    r"\b[Ww]hat the plan rests on\b": "Assumptions and sources",
    r"(?<!here )\b(is|are|was) no (?!longer|more)\w": "is not a",
    r"\bwants (a|an|one|names)\b": "expects",
    r"\ba lone (value|text)\b": "a single value",
    r"\b(has|have) not\b(?! \w+(ed|en)\b)": "does not have",
    r"\b[Ss]o many\b": "that many",
    r"\bin front of people\b|\bfor people\b": "for display",
    r"\b(machines?|people) reads?\b": "JSON, display",
}
"""What users no longer see, and what they see instead: the trade's words, and English."""

STILL_IN_SIGHT = {
    "revplan/cli/options/questions.py": {"--readings"},  # understood, and not shown
    "revplan/numbers/acts.py": {"quantum"},  # a field's name
    "revplan/rules/register.py": {"base-overdrawn", "january-step", "quantum"},  # understood
}


def offenders(found: Callable[[str], object]) -> dict[str, object]:
    """The modules in whose text something is found, with what it is."""
    return {name: it for name, text in TEXTS.items() if (it := found(text))}


def texts_in(module: str) -> list[str]:
    """Every text that a module holds, its docstrings too."""
    nodes = [node for node in ast.walk(parsed(module)) if isinstance(node, ast.Constant)]
    return [node.value for node in nodes if isinstance(node.value, str)]


def test_retired_words_do_not_come_back() -> None:
    assert offenders(lambda text: re.findall(RETIRED, text, re.IGNORECASE)) == {}


def retired_in(*texts: str) -> set[str]:
    """What users no longer see and these texts say, in a line or over its end."""
    ways = [*texts, *(re.sub(r"\s*\n\s*", " ", text) for text in texts)]
    found = (re.finditer(it, text, re.MULTILINE) for it in RETIRED_IN_SIGHT for text in ways)
    return {it[0].strip() for several in found for it in several}


def told_by(module: str) -> list[str]:
    """The texts of a module that may be told: all but its docstrings."""
    tree = parsed(module)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [it for it in ast.walk(tree) if isinstance(it, ast.Constant)]
    return [it.value for it in constants if isinstance(it.value, str) and id(it) not in docstrings]


def in_sight(program: Revplan) -> dict[str, list[str]]:
    """Every text that users may see, by where it stands."""
    helps = {name: program(*name.split(), "--help").out for name in ("", *COMMANDS)}
    pages = {name: rules.module(name).__doc__ or "" for name in RULE_FILES}
    home = HOME.parent
    files = [home / "README.md", *home.glob("plans/**/*.yaml"), *home.glob("tests/*/*.txt")]
    written = {it.relative_to(home).as_posix(): it.read_text(encoding="utf-8") for it in files}
    whole = {f"{name} --help": it for name, it in helps.items()} | pages | written
    whole["schema"] = schema_text()
    told = {f"revplan/{name}": told_by(text) for name, text in TEXTS.items()}
    return told | {name: [text] for name, text in whole.items()}


def test_users_see_the_words_of_the_trade_and_plain_english(shared_revplan: Revplan) -> None:
    seen = in_sight(shared_revplan)
    for name, known in ALWAYS_SAID.items():
        assert any(known in text for text in seen[name]), name
    found = {name: retired_in(*texts) for name, texts in seen.items()}
    assert {name: words for name, words in found.items() if words} == STILL_IN_SIGHT


ALWAYS_SAID = {
    " --help": "revplan",
    "gap --help": "--definitions",
    "budget --help": "CAC",
    "rp204_losses_exceed_base": "What it checks",
    "README.md": "Bookings",
    "plans/saas-arr-2027.yaml": "spend_multiple",
    "tests/transcripts/show.txt": "Assumptions and sources",
    "tests/gallery/rp106-lone-rate.txt": "expects a mapping",
    "schema": "rounding step",
    "revplan/model/catalogue.py": "New streams",
    "revplan/reading/wording.py": " expects ",
}
"""What stands in texts of each kind, so that none of them is looked for in vain."""


PLANTED = [
    "To sign", "  Month   Capacity   To sign", "Goes on", "  Stage   Needed   Goes on",
    "Alone a week", "A customer costs", "Show what the year costs, and what a customer costs.",
    "; a customer pays back after", "Bookings per unit of marketing", "Return in the year",
    "One point of churn is worth", "Short", "  Month   To reach   Short\n  2027", "Reading",
    "  Reading     Required", "Streams", "  Upsell   Streams   New business", "The quantum of",
    "finest quanta", "base-overdrawn", "january-step", "beyond the target", "in no segment",
    "What the plan rests on", "try --readings", '"x" is no rate', "that is\nno plan",
    "are no sums", "churn wants a mapping, not", "a lone value", "which an arr plan has not",
    "so many USD", "A prettier name, for people.", "as people read it", "as machines read it",
]  # fmt: skip


@pytest.mark.parametrize("text", PLANTED)
def test_a_retired_word_is_found_where_it_is_planted(text: str) -> None:
    assert retired_in(text)
    assert retired_in(*told_by(f"def say(x):\n    return f{text!r}"))
    assert not retired_in(*told_by(f"def say(x):\n    {text!r}"))


def test_every_retired_word_is_planted_once() -> None:
    texts = [*PLANTED, *(text.replace("\n", " ") for text in PLANTED)]
    unplanted = [it for it in RETIRED_IN_SIGHT if not any(re.search(it, text) for text in texts)]
    assert unplanted == []


@pytest.mark.parametrize(
    "text",
    [
        "1,294,161 short of 15M", "falls short", "there is no file", "is no longer",
        "it must be signed", "Selling more to a customer costs less", "it has not changed",
        "has not been compared", "New streams", "Leads needed", "Reading the history",
        "Short-term", "the quantity",
    ],
)  # fmt: skip
def test_what_may_be_said_is_not_taken_for_a_retired_word(text: str) -> None:
    assert not retired_in(text)


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
    },
    "workspace/unheld.py": {
        "bring it back, or let it go in a change of its own that is compared without --max-change",
    },
}
"""Words for users, in the hints of problems: what to write instead."""


def constant_in(module: str, name: str) -> list[str]:
    """The text that a name of a module stands for, wherever it comes from; none of another kind."""
    text = TEXTS.get(f"{module.removeprefix('revplan/')}.py")
    text = TEXTS.get(f"{module.removeprefix('revplan/')}/__init__.py", "") if text is None else text
    for node in parsed(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(it, ast.Name) and it.id == name for it in targets):
            made = any(isinstance(it, ast.Call) for it in ast.walk(node))  # records, not words
            return [] if made else [it.value for it in ast.walk(node) if is_text(it)]
    return imported_texts(text, name)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def imported_texts(text: str, name: str = "") -> list[str]:
    """The texts that the constants stand for which a module imports, or one of them."""
    return [
        found
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("revplan")
        for it in node.names
        if not name or (it.asname or it.name) == name
        for found in constant_in((node.module or "").replace(".", "/"), it.name)
    ]


def test_a_constant_is_found_where_it_comes_from() -> None:
    assert imported_texts("from revplan.cli.sets import OPTION") == ["--set"]
    assert imported_texts("from revplan.fields.amount import LONGEST, BOUNDS") == []
    assert "high" in imported_texts("from revplan.model.operators import BOUNDS as ends")


def test_the_workspace_knows_no_option_of_a_command_line() -> None:
    spoken = {
        name: {
            it
            for it in [*texts_in(text), *imported_texts(text)]
            if re.search(r"(?<![\w-])--[a-z]", it)
        }
        for name, text in TEXTS.items()
        if name.startswith("workspace/")
    }
    assert {name: texts for name, texts in spoken.items() if texts} == HINTS


# Names


def class_names(text: str) -> list[str]:
    """The classes of a module, and names of types, whether public or not."""
    found = []
    for node in parsed(text).body:
        if isinstance(node, ast.ClassDef):
            found.append(node.name.lstrip("_"))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id.lstrip("_")
            if re.fullmatch("[A-Z][a-z]+[A-Za-z]*", name):
                found.append(name)
    return found


def test_a_class_has_its_name_for_itself() -> None:
    named: dict[str, list[str]] = {}
    for name, text in TEXTS.items():
        for it in (
            class_names(text) if not name.startswith("cli/options/") else ()
        ):  # options.Plan: an option
            named.setdefault(it, []).append(name)
    assert {it: places for it, places in named.items() if len(places) > 1} == {}


PARTICIPLES = re.compile(
    r"(\w*_)?(told|held|kept|shown|said|done|made|found|given|written|known|laid|lost|meant|spent"
    r"|brought|seen|chosen|gone|taken|named|quoted|listed|counted|escaped|grouped|rounded|settled"
    r"|added|assumed|converted|doubtful|placed|stated|traced|tried|judged|parsed|carried|moved|checked|worked|asked|opened|entered)"
)
ENDINGS = re.compile(r"[a-z]+(ed|ing)")
"""Of a name of one word, as the words of all participles cannot be listed."""

NOUNS = {"read_found", "listing", "nothing", "signing", "changed"}
"""Verbs and nouns that only look like participles; and what a rule asks of a plan that changed."""


def test_a_section_says_which_key_it_owns_or_that_it_owns_none() -> None:
    said = {
        name: " ".join((ast.get_docstring(parsed(text)) or "").split())
        for name, text in TEXTS.items()
        if name.startswith("sections/") and not name.endswith("__init__.py")
    }
    assert {name for name, text in said.items() if not re.search(r"^`\w+:`|owns no key", text)} == {
        "sections/lines.py"
    }  # it names several, after a word


def test_acts_are_verbs_and_formulas_are_nouns() -> None:
    public = set().union(*(functions_of(room) for room in {name.split("/")[0] for name in TEXTS}))
    odd = {it for it in public if PARTICIPLES.fullmatch(it) or ENDINGS.fullmatch(it)}
    assert odd - NOUNS == set()
    assert PARTICIPLES.fullmatch("kept")


# What is written is asked


@cache
def names_used(text: str) -> set[str]:
    """Every name that a module uses, or imports."""
    nodes = list(ast.walk(parsed(text)))
    used = {it.id for it in nodes if isinstance(it, ast.Name)}
    used |= {it.attr for it in nodes if isinstance(it, ast.Attribute)}
    used |= {it.name for node in nodes if isinstance(node, ast.ImportFrom) for it in node.names}
    held = {it.value for it in nodes if isinstance(it, ast.Constant) and isinstance(it.value, str)}
    return used | {it for it in held if it.isidentifier()}


def functions_of(room: str) -> dict[str, str]:
    """By name, the public functions of a room, and the module that each is in."""
    return {
        node.name: name
        for name, text in TEXTS.items()
        if name.startswith(room)
        for node in parsed(text).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


FOR_SCRIPTS = {"vectors", "frozen_inputs"}
"""What notebooks, and writers of live formulas, ask for."""


@pytest.mark.parametrize("room", ["sections/", "numbers/", "engine/", "model/"])
def test_no_formula_stands_there_unasked(room: str) -> None:
    used = {name: names_used(text) for name, text in TEXTS.items()}
    unasked = [
        function
        for function in functions_of(room)
        if not any(function in it for it in used.values())
    ]
    assert set(unasked) <= FOR_SCRIPTS


@pytest.mark.parametrize("basis", BASES)
def test_a_figure_stands_after_those_that_it_is_made_of(basis: str) -> None:
    """A year is derived in the order of the catalogue."""
    made = {"base"}  # what can repeat is there from the start
    for entry in CATALOGUE:
        if basis in entry.bases:
            assert set(entry.needs) <= made, entry.path
            made.add(entry.path)


def test_whatever_tells_a_chapter_is_a_chapter_of_show() -> None:
    shown = {name: text for name, text in TEXTS.items() if name.startswith("views/show/")}
    telling = {
        f"{Path(name).stem}.{node.name}"
        for name, text in shown.items()
        for node in parsed(text).body
        if isinstance(node, ast.FunctionDef)
        and [it.arg for it in node.args.args] == ["shown"]
        and not node.name.startswith("_")
    }
    named = set(re.findall(r'_named\("([\w.]+)"\)', TEXTS["views/show/document.py"]))
    assert telling - {"strategy.strategy_of"} == named


def test_a_kind_of_number_is_one_that_does_all_acts() -> None:
    kinds = [Path(name).stem for name, text in TEXTS.items() if "\n    KIND = __name__\n" in text]
    held = re.search(r"KINDS: .* = \(([\w, ]+)\)", TEXTS["numbers/acts.py"])
    assert held is not None
    assert set(held[1].split(", ")) == {"exact", "vector", *kinds}
    imported = re.search(r"\n    from revplan.numbers import ([\w, ]+)\n", TEXTS["numbers/acts.py"])
    assert imported is not None
    assert set(imported[1].split(", ")) == {"vector", *kinds}
    acts = [it for it in vars(Kind) if not it.startswith("_")]
    for kind in held[1].split(", "):
        module = import_module(f"revplan.numbers.{kind}")
        for act in acts:
            wanted = [*signature(getattr(Kind, act)).parameters][1:]
            assert [*signature(getattr(module, act)).parameters] == wanted, (kind, act)


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
