"""Thresholds: a rule decides by numbers that have a name, stand on its page, and can be set."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from types import ModuleType

import pytest
from test_house import RULE_FILES, TEXTS, assigned, parsed
from test_rules import EVERY, findings, part

from revplan import rules
from revplan.rules.threshold import Threshold, thresholds
from revplan.views.rules import rule_page


def test_every_threshold_is_printed_on_the_page_of_its_rule() -> None:
    deciding = {name: thresholds(rules.module(name)) for name in RULE_FILES}
    assert sum(map(len, deciding.values())) >= 10
    for name, held in deciding.items():
        answer = rule_page(rules.module(name))
        block = (answer.text or "").partition("\n\nThresholds\n")[2]
        lines = [f"    {key} = {it.text}  # {it.says}" for key, it in held.items()]
        assert block.splitlines() == lines
        assert [(it["name"], it["value"]) for it in answer.data["thresholds"]] == [
            (key, it.text) for key, it in held.items()
        ]


NO_THRESHOLDS = {
    "rp205_lead_value_short": {"100"},  # how leads are shown
    "rp313_lead_value_odd": {"100"},  # an amount is shown in cents below a hundred
    "rp325_no_source": {"_SPARE"},  # what need not be tried, as it cannot pass the threshold
    "rp327_month_in_surplus": {"_NOISE"},  # how far rounding alone can move a month
    "rp331_hired_too_late": {"_MONTHS_BACK"},  # how far the hint looks for an earlier start
    "rp353_initiative_late": {"3"},  # the months of a quarter
}
"""Numbers of a rule that are compared and decide nothing."""


def test_a_rule_decides_by_thresholds_and_by_no_other_number() -> None:
    bare = {name: numbers_compared(TEXTS[f"rules/{name}.py"]) for name in RULE_FILES}
    assert {name: it for name, it in bare.items() if it} == NO_THRESHOLDS


@pytest.mark.parametrize(
    ("check", "bare"),
    [
        ("def check(o):\n    return o.a > LEAP.value * o.b or o.a == 0 or 2 * o.a > 1", set()),
        ("def check(o):\n    return 5 * o.a > o.b", {"5"}),
        ("def check(o):\n    if o.a > Decimal('0.3'): yield o", {"0.3"}),
        ("_MOST = Decimal('0.3')\ndef check(o):\n    if o.a > _MOST: yield o", {"_MOST"}),
        ("MOST: int = 7\ndef check(o):\n    return [x for x in o if x > MOST]", {"MOST"}),
        ("def check(o):\n    most = 3 * o.b\n    return o.a > most", {"3"}),
        ("def check(o):\n    return o.a > _most(o)\ndef _most(o):\n    return 4 * o.b", {"4"}),
        ("def check(o):\n    return o.a > max(o.b, 6)", {"6"}),
        ("def check(o):\n    odd = o.a * 9 > o.b\n    return odd", {"9"}),
        ("def check(o):\n    return o.months[11] > sum(o.now[:3])", set()),
    ],
)
def test_a_number_that_a_check_decides_by_is_seen_wherever_it_stands(
    check: str, bare: set[str]
) -> None:
    assert numbers_compared(check) == bare


def numbers_compared(text: str) -> set[str]:
    """The numbers but 0, 1 and 2 that stand in a comparison of a module, or that a name or a
    function of it that stands there is made of; those of the module by their names.
    """
    constants = {name for name, it in assigned(text).items() if is_number(it)}
    functions = {it.name: it for it in parsed(text).body if isinstance(it, ast.FunctionDef)}
    returns = {name: returned(it) for name, it in functions.items()}
    found: set[str] = set()
    for function in functions.values():
        made_of = returns | locals_of(function)
        found |= {number for it in leaves(compared(function), made_of, constants) for number in it}
    return found - {"0", "1", "2"}


def leaves(
    waiting: list[ast.AST], made_of: dict[str, list[ast.AST]], constants: set[str]
) -> Iterator[set[str]]:
    """The numbers in some expressions, and in what their names are made of; a place in a list
    (months[11]) is none.
    """
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ast.Name):
            yield {node.id} & constants
            waiting += made_of.get(node.id, [])
        elif isinstance(node, ast.Subscript):
            waiting.append(node.value)
        elif is_number(node):
            yield {ast.unparse(node).removeprefix("Decimal(").strip("'-)")}
        else:
            waiting += ast.iter_child_nodes(node)


def compared(function: ast.FunctionDef) -> list[ast.AST]:
    """Both sides of every comparison in a function."""
    found = [it for it in ast.walk(function) if isinstance(it, ast.Compare)]
    return [side for it in found for side in (it.left, *it.comparators)]


def is_number(node: ast.AST) -> bool:
    """Whether an expression is a number as it is written: 3, -1, Decimal("0.3")."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "Decimal":
        return all(isinstance(it, ast.Constant) for it in node.args)
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return (
        isinstance(value, ast.Constant)
        and isinstance(value.value, (int, float))
        and not isinstance(value.value, bool)
    )


def locals_of(function: ast.FunctionDef) -> dict[str, list[ast.AST]]:
    """What the names of a function are given, each time."""
    given: dict[str, list[ast.AST]] = {}
    for node in ast.walk(function):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in (it for target in targets for it in ast.walk(target)):
                if isinstance(name, ast.Name) and node.value is not None:
                    given.setdefault(name.id, []).append(node.value)
    return given


def returned(function: ast.FunctionDef) -> list[ast.AST]:
    """What a function gives back."""
    nodes = ast.walk(function)
    return [it.value for it in nodes if isinstance(it, ast.Return) and it.value is not None]


SEVERAL_SIGNS = ("RP307", "RP312", "RP330", "RP343", "RP351")
"""Rules that name several signs in one finding, each with a threshold of its own."""

BESIDE_AN_ERROR = ("RP205",)
"""Rules whose page shows an error that no threshold decides: the warning beside it has one."""

BOTH_WAYS = ("RP328",)
"""Rules that hold one threshold both ways: a rate is beyond it, and turned round within it."""

DECIDING = [(rule, name) for rule in EVERY for name in thresholds(rule)]


@pytest.mark.parametrize(("rule", "name"), DECIDING, ids=[f"{r.CODE} {n}" for r, n in DECIDING])
def test_a_check_asks_for_its_threshold_when_it_runs(
    rule: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing, or with a million, what a page shows as failing passes; or less of it is found,
    where a rule has a threshold for each of several signs.
    """
    failing, held = part(rule, "Fails").encode(), thresholds(rule)[name]
    told = []
    for text in (held.text, "0", "1000000"):
        monkeypatch.setattr(rule, name.upper(), Threshold(text, held.says))
        found = [it.message for it in findings(failing) if it.code == rule.CODE]
        told.append(" ".join(found))
    usual, least, most = told
    assert usual
    if rule.CODE in BESIDE_AN_ERROR:
        assert least == most == usual  # its cases have both sides of the threshold
    elif rule.CODE in BOTH_WAYS:
        assert least == most == ""
    else:
        assert least != most
        assert rule.CODE in SEVERAL_SIGNS or "" in (least, most)


Told = Callable[[str, str, str, str], list[str]]


@pytest.fixture
def told_by(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a rule says of a plan on its page where one of its thresholds is another."""

    def told(name: str, threshold: str, text: str, of: str) -> list[str]:
        rule = rules.module(name)
        monkeypatch.setattr(rule, threshold, Threshold(text, getattr(rule, threshold).says))
        return [it.message for it in findings(part(rule, of).encode()) if it.code == rule.CODE]

    return told


def test_a_finding_says_the_threshold_that_it_was_found_by(told_by: Told) -> None:
    found = told_by("rp325_no_source", "MOVE", "0.2", "Fails")
    assert found
    assert [message for message in found if not message.startswith("20% more or less of ")] == []


def test_what_is_told_agrees_in_number_where_more_is_asked_for(told_by: Told) -> None:
    found = told_by("rp354_initiative_bare", "TASKS", "3", "Passes")
    assert found == ["the initiative better_service has 2 tasks that are done again and again"]


SHARES = {
    "0.5": "half",
    "0.25": "a quarter",
    "0.2": "a fifth",
    "0.1": "a tenth",
    "0.05": "a twentieth",
}
MORE, LESS = ("above", "more"), ("below", "less")
"""What follows such a share where a threshold is one and that much more, or less."""

COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
NUMBER = re.compile(
    r"(?<![\w.{])\d[\d_]*(?:\.\d+)?%?(?!\w)"
    rf"|\b(?:{'|'.join(SHARES.values())})\b(?: (?:{'|'.join((*MORE, *LESS))})\b)?"
    rf"|\b(?:{'|'.join(['a third', 'a dozen', *COUNTS, 'twelve'])})\b"
)
"""Numbers as a page writes them."""

NO_THRESHOLDS_OF_PAGES = {
    "RP205": {"a quarter"},  # of the year
    "RP319": {"1"},  # of a formula
    "RP328": {"2025", "two"},  # a date, and two currencies
    "RP330": {"two", "a quarter", "twelve"},  # months, and a quarter of the year
    "RP333": {"100%"},  # what over-assignment is held against besides
    "RP351": {"15%", "7", "27%", "27.5%", "1"},  # examples of digits
}
"""Numbers in what a page says of its rule that decide nothing, or not by a threshold."""


def as_told(text: str) -> set[str]:
    """How a page may tell a threshold: 1.5 times, 150%, half more; a share that something rises by
    as more, too.
    """
    number = Decimal(text)
    told = {text, f"{(100 * number).normalize():f}%"}
    if text in SHARES:
        told |= {SHARES[text], *(f"{SHARES[text]} {it}" for it in MORE)}
    apart = SHARES.get(f"{abs(number - 1).normalize():f}")
    told |= {f"{apart} {it}" for it in (MORE if number > 1 else LESS)} if apart else set()
    if number == int(number) and 2 <= number < 2 + len(COUNTS):
        told.add(COUNTS[int(number) - 2])
    return told | {"3": {"a third"}, "12": {"a dozen", "twelve"}}.get(text, set())


def numbers_without_threshold(rule: ModuleType, texts: Iterable[str]) -> set[str]:
    """What a page says of its rule in numbers that none of its thresholds is."""
    said = set(NUMBER.findall(" ".join(part(rule, "What it checks").split())))
    held = set().union(*map(as_told, texts))
    return said - held - NO_THRESHOLDS_OF_PAGES.get(rule.CODE, set())


def test_what_a_page_says_of_its_rule_in_numbers_is_its_thresholds() -> None:
    """Rules that decide by numbers: another threshold asks for other words on the page."""
    deciding = {rule: [it.text for it in thresholds(rule).values()] for rule, _ in DECIDING}
    wrong = {rule.CODE: numbers_without_threshold(rule, it) for rule, it in deciding.items()}
    assert {code: numbers for code, numbers in wrong.items() if numbers} == {}
    moved = {rule.CODE for rule in deciding if numbers_without_threshold(rule, ["0.37"])}
    silent = {"RP205", "RP311", "RP319", "RP326"}  # they say "the threshold", or tell it below
    assert moved == {rule.CODE for rule in deciding} - silent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.5", "150%"),
        ("0.25", "a quarter"),
        ("1.25", "a quarter more"),
        ("0.8", "a fifth below"),
        ("1.1", "a tenth above"),
        ("0.05", "5%"),
        ("3", "a third"),
        ("5", "five"),
        ("24", "24"),
        ("10", "ten"),
        ("12", "a dozen"),
    ],
)
def test_a_threshold_may_be_told_in_words(text: str, told: str) -> None:
    assert told in as_told(text)
    assert told not in as_told("0.37")


def test_a_page_that_says_the_wrong_direction_is_found() -> None:
    rule = rules.module("rp318_stage_leaks")
    assert numbers_without_threshold(rule, ["0.8"]) == set()
    for text in ("1.2", "0.2"):
        assert numbers_without_threshold(rule, [text]) == {"a fifth below"}
