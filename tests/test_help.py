"""Help: the commands in groups, every argument by its name, at every width."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, Revplan

from revplan import read_plan, work_out
from revplan.cli.commands import COMMANDS, GROUPS
from revplan.model.meanings import MEANINGS
from revplan.numbers.figure import period_of
from revplan.views.known_figures import KnownFigure, find_figure, known_figures


def test_the_program_alone_prints_its_help_and_exits_0(shared_revplan: Revplan) -> None:
    alone, asked = shared_revplan(), shared_revplan("--help")
    assert (alone.code, alone.raw_out, alone.err) == (0, asked.raw_out, "")
    assert alone.out.startswith("Usage: revplan [OPTIONS] COMMAND [ARGS]...\n")


def test_help_tells_every_command_once_in_its_group(shared_revplan: Revplan) -> None:
    told: dict[str, list[str]] = {}
    for line in shared_revplan("--help").out.splitlines():
        if re.fullmatch(r"\w[\w ]*:", line):
            told[line.removesuffix(":")] = []
        elif told and (name := re.match(r"  ([\w-]+)  ", line)):
            told[[*told][-1]].append(name[1])
    del told["Options"]
    assert told == {title: [*names] for title, names in GROUPS.items() if names}
    assert [*told] == ["Write", "Read", "Give away", "Judge", "Compare", "Learn"]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("asked", ["", *COMMANDS])
def test_help_wraps_at_words_below_the_width_of_the_terminal(
    asked: str, columns: int, shared_revplan: Revplan
) -> None:
    ran = shared_revplan.terminal(*asked.split(), "--help", columns=columns)
    lines = ran.out.replace("\r", "").splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    piped = shared_revplan(*asked.split(), "--help").out
    assert " ".join(ran.out.split()) == " ".join(piped.split())


@pytest.mark.parametrize("asked", ["", "gap", "diff"])
def test_help_for_those_who_listen_tells_an_option_a_line(
    asked: str, shared_revplan: Revplan
) -> None:
    ran = shared_revplan.terminal(*asked.split(), "--help", columns=40, env={"ACCESSIBLE": "1"})
    lines = ran.out.replace("\r", "").splitlines()
    told = [it for it in lines if it.startswith("  -")]
    assert len(told) > 3
    assert [it for it in told if not re.match(r"  -[^:]+: \w", it)] == []
    assert [it for it in lines if re.match(" {5,}", it)] == []
    assert ran.out.isascii()
    assert [it for it in told if "  " in it.strip()] == []


@pytest.mark.parametrize("asked", ["", *COMMANDS])
def test_help_of_arguments_names_no_type_of_python(asked: str, shared_revplan: Revplan) -> None:
    told = shared_revplan(*asked.split(), "--help").out
    assert "Usage: revplan" in told
    assert re.findall(r"<[\w\[\]]+>|\blist\[|\bTEXT\b|\bINTEGER\b", told) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_finds_a_command(name: str, shared_revplan: Revplan) -> None:
    told = shared_revplan("help", name)
    asked = shared_revplan(name, "--help").out
    assert (told.code, told.out[: len(asked)]) == (0, asked)


@pytest.mark.parametrize("columns", [45, 80, 200])
def test_help_of_a_command_is_the_same_on_every_terminal(
    columns: int, shared_revplan: Revplan
) -> None:
    asked = shared_revplan.terminal("check", "--help", columns=columns)
    assert shared_revplan.terminal("help", "check", columns=columns).out == asked.out


def test_help_alone_is_the_help_of_the_program(shared_revplan: Revplan) -> None:
    assert shared_revplan("help").raw_out == shared_revplan("--help").raw_out


@pytest.mark.parametrize(
    ("word", "begins"),
    [
        ("churn.rate", "churn.rate\n"),
        ("churn", "churn\n"),
        ("upsell.premium_tier.amount", "upsell.*.amount\n"),
        ("monthly", "Keys called monthly; "),
        ("rp305", "RP305 new-business-leap "),
        ("new-business-leap", "RP305 new-business-leap "),
        ("grr", "grr: Gross revenue retention\n"),
        ("GRR", "grr: Gross revenue retention\n"),
        ("gross revenue retention", "grr: Gross revenue retention\n"),
        ("CAC", "cac: CAC\n"),
        ("New business", "new_business\n"),
        ("ARR", "Keys called arr; "),
        ("reach.short", "reach.short: Target beyond reach\n"),
        ("months.2027-03.retained", "retained: Retained\n"),
        ("segments.emea.gap", "gap: Gap\n"),
        ("funnel.stages.demo.entering", "funnel.stages.*.entering: *, volume for the year\n"),
    ],
)
def test_help_finds_keys_rules_and_figures(word: str, begins: str, shared_revplan: Revplan) -> None:
    ran = shared_revplan("help", word)
    assert (ran.code, ran.out[: len(begins)], ran.err) == (0, begins, "")


def test_help_names_what_else_a_word_means(shared_revplan: Revplan) -> None:
    told = shared_revplan("help", "budget").out
    assert told.endswith(
        "\n  There is also the key: revplan key budget\n"
        "  There is also the figure budget.total (Budget): revplan explain PLAN budget.total\n"
    )
    told = shared_revplan("help", "bookings").out
    assert told.startswith("bookings: Bookings\n")
    assert told.endswith("\n  There is also the key: revplan key bookings\n")
    told = shared_revplan("help", "new_business").out
    assert "\n  There is also the figure new_business (New business required): " in told


@pytest.mark.parametrize(
    ("word", "first", "then"),
    [
        ("budget.total", "budget.total: Budget\n", "the key: revplan key budget.total"),
        ("unit_economics.margin", "unit_economics.margin\n", ""),
        ("upsell.*", "upsell.*\n", "the figure upsell.* (One line of upsell): "),
        ("upsell.total", "upsell.*: One line of upsell\n", "the key: revplan key upsell.total"),
        ("losses.x", "losses.*: One line of losses\n", "the key: revplan key losses.x"),
    ],
)
def test_what_is_called_exactly_so_comes_before_a_key_that_a_name_leads_to(
    word: str, first: str, then: str, shared_revplan: Revplan
) -> None:
    told = shared_revplan("help", word).out
    assert told.startswith(first)
    also = [line for line in told.splitlines() if "There is also " in line]
    assert [line.startswith(f"  There is also {then}") for line in also] == [True] * bool(then)


@pytest.mark.parametrize(
    "word", ["upsell.total", "upsell.*", "losses.x", "funnel.stages.x.entering"]
)
def test_a_figure_whose_path_holds_a_name_is_not_asked_for_by_a_star(
    word: str, shared_revplan: Revplan
) -> None:
    told = shared_revplan("help", word).out
    assert "revplan explain PLAN FIGURE" in told
    assert "explain PLAN upsell" not in told
    assert "explain PLAN losses" not in told


def test_a_figure_of_the_plan_is_asked_for_by_its_path(shared_revplan: Revplan) -> None:
    for word in ("budget.total", "budget", "grr"):
        told = shared_revplan("help", word).out
        asked = next(it[1] for it in re.finditer(r"revplan explain PLAN (\S+)", told))
        ran = shared_revplan("explain", "plans/overpromised-2027.yaml", asked)
        assert (ran.code, asked in ran.out) == (0, True)


@pytest.mark.parametrize("figure", known_figures().values(), ids=lambda it: it.path)
def test_every_figure_has_a_label_and_is_found(figure: KnownFigure) -> None:
    assert figure.label
    assert find_figure(figure.path) == figure
    assert not re.search(r"\bNone\b|\[|premium_tier|marketing \(", figure.says + figure.label)


def test_every_figure_says_what_it_is_and_no_sentence_is_of_none() -> None:
    assert [path for path, it in known_figures().items() if not it.says] == []
    assert MEANINGS.keys() - known_figures().keys() == set()
    assert len(set(MEANINGS.values())) == len(MEANINGS)


@pytest.mark.parametrize("word", ["closing", "Closing ARR", "months.2027-03.closing", "opening"])
def test_a_figure_of_months_alone_is_found(shared_revplan: Revplan, word: str) -> None:
    told = shared_revplan("help", word).out
    assert told.startswith("months.*.")
    assert "day of the month" in told or "end of the month" in told


def test_the_figures_that_help_knows_are_those_that_the_shipped_plans_have() -> None:
    for path in sorted((ROOT / "plans").glob("*.yaml")):
        plan = read_plan(path).plan
        assert plan is not None
        told = [it for it in work_out(plan).figure_paths() if not period_of(it)]
        assert [it for it in told if find_figure(it) is None] == [], path.name


@pytest.mark.parametrize("word", ["", " ", "x" * 100_000, "\x1b[31m", "*", "\udcff", "a b", "-"])
def test_a_word_that_nothing_has_exits_2(word: str, shared_revplan: Revplan) -> None:
    ran = shared_revplan("help", word)
    assert (ran.code, ran.out, "\x1b" in ran.err) == (2, "", False)
    assert ran.err.startswith('error: there is nothing called "')
    assert len(ran.err) < 400


def test_the_nearest_is_named_alone_where_it_is_sure(shared_revplan: Revplan) -> None:
    ran = shared_revplan("help", "churm")
    assert ran.err == 'error: there is nothing called "churm"; did you mean "churn"?\n'


@pytest.mark.parametrize(
    ("word", "hint"),
    {
        "gross retention": "the nearest is Gross revenue retention; "
        "revplan help lists the commands",
        "CAC paybak": 'did you mean "CAC payback"?',
        "recognized revenue": 'did you mean "recognised_revenue"?',
        "RP999": "the nearest are RP901, RP902, RP903, RP904 and RP905; "
        "`revplan rule` lists them all",
        "rp310": "the nearest are RP307, RP308, RP309, RP311 and RP312; "
        "`revplan rule` lists them all",
    }.items(),
)
def test_labels_and_codes_are_named_where_they_are_near(
    word: str, hint: str, shared_revplan: Revplan
) -> None:
    assert shared_revplan("help", word).err == (
        f'error: there is nothing called "{word}"; {hint}\n'
    )
