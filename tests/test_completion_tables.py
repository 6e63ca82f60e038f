"""The tables that completion answers from are what the program takes; written anew with --update:

python tests/test_completion_tables.py --update
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from conftest import ROOT, Revplan, with_plans

from revplan import CannotWorkOut, Outcome, read_plan, work_out
from revplan.base.basis import BASES
from revplan.base.paths import path_text
from revplan.cli.commands import COMMANDS
from revplan.cli.complete import tables
from revplan.cli.complete.plan_figures import figures
from revplan.cli.complete.plan_names import PlanNames
from revplan.cli.complete.plan_places import NO_NUMBERS, NUMBER, numbers_in, places
from revplan.cli.parser import application
from revplan.cli.shells.scripts import SCRIPTS
from revplan.fields.assumption import BOUNDS, COMPARED_KEYS, WORDS
from revplan.model.shape import holds_names, is_list, keys_at, section_at
from revplan.model.values import numbers
from revplan.render.answers.formats import FORMATS as ANSWERS
from revplan.render.findings.formats import FORMATS as FINDINGS
from revplan.rules.register import RULES
from revplan.sources.outline import outline_of
from revplan.sources.yaml_events import read_tree

HERE = Path(tables.HERE)
CHOSEN = {
    "FORMAT": tuple(dict.fromkeys((*ANSWERS, *FINDINGS))),
    "WHEN": ("auto", "always", "never"),
    "BASIS": BASES,
}
"""What values may be, by what they are called where there are few."""


def sentence(text: str) -> str:
    """The first sentence of a help, without its end."""
    return " ".join(re.split(r"\.(?:\s|$)|\n\n", text.strip())[0].split())


def takes(revplan: Revplan, command: str, name: str, value: str) -> bool:
    """Whether an option takes a value: then the plan is spoken of, which is not there."""
    words = [] if command == "schema" else ["nowhere/plan.yaml"]
    ran = revplan(command, *words, name, value)
    return "nowhere" in ran.out + ran.err if words else ran.code == 0


def option_rows(revplan: Revplan, command: str, parameters: list[Any]) -> Iterator[str]:
    for it in parameters:
        if it.param_type_name != "option" or it.hidden:
            continue
        value = "" if it.is_flag else str(it.metavar)
        if value in CHOSEN:
            name = max(it.opts, key=len)
            some = [each for each in CHOSEN[value] if takes(revplan, command, name, each)]
            assert not takes(revplan, command, name, "?")
            value = "|".join(some)
        yield "\t".join((",".join(sorted(it.opts, key=len)[::-1]), value, sentence(it.help)))
    yield "\t".join(("--help,-h", "", "Show this message and exit"))


def words_of(parameters: list[Any]) -> str:
    words = [it for it in parameters if it.param_type_name == "argument"]
    return "|".join(it.metavar.split(" |")[0] + ("..." if it.nargs == -1 else "") for it in words)


def command_rows(revplan: Revplan) -> Iterator[str]:
    """The program's own options, then each command with its own."""
    program: Any = typer.main.get_command(application())
    yield "\t".join(("", "", sentence(program.help)))
    yield from option_rows(revplan, "", program.params)
    for name in COMMANDS:
        command = program.commands[name]
        yield "\t".join((name, words_of(command.params), sentence(command.help)))
        yield from option_rows(revplan, name, command.params)


def key_rows(revplan: Revplan, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every key of a plan by its path, `*` for names; below segments all stands once more."""
    model = section_at(path)
    assert model is not None
    for key in keys_at(path):
        field = model.model_fields.get(key)
        keyed = field is not None and holds_names(field)
        inner = (*path, key, "*") if keyed else (*path, key)
        if key == "segments" or field is None or section_at(inner) is None:
            yield ".".join((*path, key, "*") if keyed and key != "segments" else (*path, key))
        elif not is_list(field):
            yield from key_rows(revplan, inner)


OPTIONAL = ("funnel", "capacity", "budget", "unit_economics")
BASIS = {"basis.arr", "basis.revenue"}
FACTS = {*OPTIONAL, *BASIS, "segments", "recognition"}
SHIPPED = sorted((ROOT / "plans").glob("*.yaml"))
FORMS = {"month": r"\d{4}-\d\d", "quarter": r"Q[1-4]"}


def variants(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The plan without any of the sections that others are made of, and without any other key."""
    there = [key for key in OPTIONAL if key in plan]
    for count in range(len(there) + 1):
        for without in combinations(there, count):
            yield {key: it for key, it in plan.items() if key not in without}
    for key in plan:
        yield {other: it for other, it in plan.items() if other != key}


def outcome_of(plan: dict[str, Any], place: Path) -> Outcome | None:
    """What a plan comes to that is written at a place; None where it cannot be worked out."""
    place.write_text(yaml.safe_dump(plan, sort_keys=False))
    file = read_plan(place)
    try:
        return work_out(file.plan) if file.plan is not None else None
    except CannotWorkOut:
        return None


def figure_rows(revplan: Revplan) -> Iterator[str]:
    """What must stand in a plan, and the path of a figure that it then has: names in braces, by
    where in a plan they stand.
    """
    found: dict[str, set[frozenset[str]]] = {}
    for whole in plans():
        for plan in variants(whole):
            outcome = outcome_of(plan, revplan.folder / "plans/variant.yaml")
            facts = FACTS & PlanNames(plan, "").facts()
            for figure in outcome.all_paths() if outcome else ():
                if not figure.startswith("segments."):
                    found.setdefault(pattern(figure, plan), set()).add(frozenset(facts))
    for row, there in found.items():
        there = {it - BASIS for it in there} if row.endswith("}") else there
        least = least_of(least_of(there) | {frozenset(it) for it in whatever_basis(there)})
        yield f"{'|'.join(sorted(' '.join(sorted(each)) for each in least))}\t{row}"


def plans() -> Iterator[dict[str, Any]]:
    """The plans that are shipped, and the one on recurring revenue on revenue."""
    for path in SHIPPED:
        plan = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        yield plan
        if plan.get("basis") == "arr" and "funnel" in plan:
            yield plan | {"basis": "revenue", "prior_year": {"revenue": "24M"}}


def least_of(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    """Those that no other is a part of."""
    return {it for it in sets if not any(other < it for other in sets)}


def whatever_basis(sets: set[frozenset[str]]) -> Iterator[set[str]]:
    """Those that are there on either basis."""
    for it in sets:
        bare = it - BASIS
        if all(bare | {basis} in sets for basis in BASIS):
            yield set(bare)


def pattern(figure: str, plan: dict[str, Any]) -> str:
    """The path of a figure with what is the plan's own in braces."""
    names, steps, made = names_in(plan), figure.split("."), list[str]()
    for at, step in enumerate(steps):
        homes = [home for home, there in names.items() if step in there and at]
        near = ".".join(steps[:at])
        homes = {"owners": ["owner"], "agreements": ["commitments"]}.get(steps[at - 1], homes)
        own = min(homes, key=lambda home: (home != near, home.split(".")[0] != steps[0], home),
                  default="")  # fmt: skip
        kind = next((kind for kind, form in FORMS.items() if re.fullmatch(form, step)), own)
        made.append(f"{{{kind}}}" if kind else step)
    return "/".join(made)


def names_in(plan: dict[str, Any]) -> dict[str, list[str]]:
    """By the place of a mapping of names, the names; owners from wherever they stand."""
    names = PlanNames(plan, "")
    return {home: names.names(home) for home in (*key_homes(), "owner", "territory")}


@cache
def key_homes() -> list[str]:
    """Where a plan has names of which figures are told."""
    rows = [row for (row,) in tables.rows("keys") if not row.startswith("strategy.")]
    return sorted(
        {row[: row.index(".*")] for row in rows if ".*" in row} - {"expect", "fx", "commitments"}
    )


TABLES: dict[str, Callable[[Revplan], Iterator[str]]] = {
    "commands": command_rows,
    "keys": key_rows,
    "figures": figure_rows,
}


SLOW = pytest.param("figures", marks=pytest.mark.slow)  # some hundred plans are worked out


@pytest.mark.parametrize("table", ["commands", "keys", SLOW])
def test_a_table_says_what_the_program_takes(table: str, revplan: Revplan) -> None:
    stated = (HERE / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    assert stated == list(TABLES[table](revplan)), f"run: {sys.executable} {__file__} --update"


def test_what_a_number_may_say_of_itself_is_known_without_the_program() -> None:
    assert set(COMPARED_KEYS) == NUMBER
    assert {*WORDS, "because"} <= NO_NUMBERS
    assert not {"value", *BOUNDS, "last_year"} & NO_NUMBERS


Act = Callable[[PlanNames, str], list[str]]


def whole(act: Act, plan: PlanNames, start: str = "") -> Iterator[str]:
    """All that is offered, step by step."""
    for word in act(plan, start):
        if word.endswith("."):
            assert len(word) > len(start)
            yield from whole(act, plan, word)
        else:
            yield word


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_figures_of_a_plan_are_offered(path: Path) -> None:
    file = read_plan(path)
    assert file.plan is not None
    outcome = work_out(file.plan)
    first = str(outcome.plan.year.first)
    offered = list(whole(figures, PlanNames.of([str(path)])))
    there = {it for it in outcome.all_paths() if not before(first, it)}
    assert there <= {*offered}
    assert len(offered) == len({*offered}) < 1.1 * len(there)


def before(first: str, figure: str) -> bool:
    """Whether a figure is of a month before the plan's year: how far these go is not known."""
    found = re.search(r"\.(\d{4}-\d\d)\.", figure)
    return found is not None and found[1] < first


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_numbers_of_a_plan_are_offered_to_be_explained_and_can_be_set(path: Path) -> None:
    file = read_plan(path)
    assert file.plan is not None
    names = PlanNames.of([str(path)])
    single = {text for it in numbers(file.plan) if not (text := path_text(it)).endswith("]")}
    assert single <= {*whole(numbers_in, names)}
    settable = {it.removesuffix("=") for it in whole(places, names)}
    assert single - settable == set()
    assert len(settable) > len(single)


def test_the_names_read_are_those_that_the_plan_is_read_by() -> None:
    for path in SHIPPED:
        text = path.read_text(encoding="utf-8")
        tree, _, problems = read_tree(text, str(path))
        assert (str(outline_of(text)), problems) == (str(tree), [])


def test_the_rules_are_those_of_the_register() -> None:
    assert list(tables.rules()) == [
        (row.name[:5].upper(), row.name[6:].replace("_", "-")) for row in RULES
    ]


def test_shells_are_those_of_typer() -> None:
    from typer._completion_shared import Shells

    assert list(SCRIPTS) == [it.value for it in Shells]


def update() -> None:
    with tempfile.TemporaryDirectory() as folder:
        revplan = Revplan(with_plans(Path(folder)))
        for table, rows in TABLES.items():
            text = "".join(f"{row}\n" for row in rows(revplan))
            (HERE / f"{table}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    update()
