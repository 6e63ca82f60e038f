"""Reading: what is too much is refused at once, and every slip of one file is told in one run."""

import os
from pathlib import Path

import pytest
from counted_steps import steps_of

from revplan import PlanFile, read_plan, read_text
from revplan.render.findings.text import all_problem_lines, problem_lines
from revplan.render.screen import Screen
from revplan.sources.plan_file import read_bytes

PLAN = (
    "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\nprior_year: {revenue: 10M}\n"
    "target: {growth: 50%}\nchurn: {rate: 30%}\n"
)
PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
PATIENTLY = pytest.mark.parametrize(
    "pure", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["libyaml", "pure"]
)
MIB = 1_048_576


def read(text: str | bytes, pure: bool = False) -> PlanFile:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), "plan.yaml", pure)


def codes(file: PlanFile) -> list[str]:
    return [problem.code for problem in file.problems]


def told(file: PlanFile) -> list[str]:
    return [text for p in file.problems for line in problem_lines(p) for text, _ in line]


def spots(file: PlanFile) -> list[tuple[str, int, int, int]]:
    found = [(p.code, p.place.location) for p in file.problems if p.place is not None]
    assert len(found) == len(file.problems)
    return [(code, at.line, at.column, at.end_column) for code, at in found]


# Caps, on both sides


@pytest.mark.parametrize(("size", "expected"), [(MIB, []), (MIB + 1, ["RP001"])])
def test_a_file_holds_a_mebibyte_at_most(size: int, expected: list[str]) -> None:
    line = "# " + "x" * 97 + "\n"
    padded = PLAN + line * ((size - len(PLAN)) // len(line))
    assert codes(read(padded + "#" * (size - len(padded)))) == expected


def test_a_pipe_or_a_device_is_no_plan(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    assert codes(read_plan(str(tmp_path / "plan.yaml"))) == ["RP001"]
    assert codes(read_plan(os.devnull)) == ["RP001"]


@PARSERS
@pytest.mark.parametrize(
    ("levels", "expected"), [(29, ["RP106"]), (30, ["RP106"]), (31, ["RP008"])]
)
def test_a_plan_nests_to_a_depth_of_32(levels: int, expected: list[str], pure: bool) -> None:
    # The plan and the target are two levels themselves.
    deep = PLAN.replace("growth: 50%", "growth: " + "[" * levels + "1" + "]" * levels)
    assert codes(read(deep, pure)) == expected


@PATIENTLY
@pytest.mark.parametrize(("values", "expected"), [(50_000, ["RP113"]), (50_001, ["RP008"])])
def test_a_plan_holds_50_000_values(values: int, expected: list[str], pure: bool) -> None:
    # The plan itself, its 7 keys, 4 texts, 3 mappings of a key and a text; then phasing, its
    # mapping, seasonality and its list, before the entries.
    entries = "    - 1\n" * (values - (1 + 7 + 4 + 3 * 3) - 4)
    assert codes(read(f"{PLAN}phasing:\n  seasonality:\n{entries}", pure)) == expected


@PARSERS
@pytest.mark.parametrize(("length", "expected"), [(10_000, []), (10_001, ["RP008"])])
def test_a_line_is_10_000_characters_at_most(length: int, expected: list[str], pure: bool) -> None:
    assert codes(read(f"{PLAN}{'#' * length}\n", pure)) == expected


@PARSERS
def test_a_value_is_10_000_characters_at_most(pure: bool) -> None:
    folded = "".join(f"  {'x' * 999}\n" for _ in range(11))
    assert codes(read(PLAN.replace("Acme\n", f">\n{folded}"), pure)) == ["RP008"]


# All of it in one run, each in its place


def test_every_problem_of_a_file_is_reported_in_one_run() -> None:
    file = read(
        "revplan: 2\nname: ''\nfiscal_year: FY27\ncurrency: usd\nprior_year: {revenue: $10M}\n"
        "target: {revenue: 15M, growth: 50}\nchrun: {rate: 30%}\nupsell: {tier: {amount: 010}}\n"
        "phasing: {late_start: yes, seasonality: [1, 2], rounding: 3}\nexpect: {profit: 8M}\n"
        "commitments: {sales: {pipeline: 3M}}\nwaivers: [{rule: RP201, because: agreed}]\n"
    )
    expected = [
        *("RP102", "RP104", "RP105", "RP111", "RP112", "RP112", "RP113", "RP115", "RP116"),
        *("RP117", "RP119", "RP121", "RP122", "RP122", "RP125"),
    ]
    assert sorted(codes(file)) == expected


def test_every_key_that_is_missing_is_named() -> None:
    words = " ".join(problem.message for problem in read("revplan: 1\n").problems)
    missing = ("name", "fiscal_year", "currency", "prior_year", "target")
    assert [key for key in missing if f"{key} is missing" not in words] == []


def test_several_wrong_months_of_one_list_are_each_reported() -> None:
    months = "[1M, $2M, 3M, 4M, 5M, 6m, 7M, 8M, 9M, 10M, 11M, ten]"
    file = read(PLAN.replace("revenue: 10M", f"monthly: {months}"))
    assert [problem.path[-1] for problem in file.problems] == [1, 5, 11]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["no mark", "mark"])
@PARSERS
def test_positions_count_lines_and_characters(newline: str, bom: str, pure: bool) -> None:
    text = PLAN.replace("Acme", "北京 Überflug").replace("{rate: 30%}", '{note: "北京", rate: 30}')
    file = read(bom + text.replace("\n", newline), pure)
    assert sorted(spots(file)) == [("RP104", 7, 9, 13), ("RP115", 7, 27, 29)]


def test_the_first_key_of_a_file_with_a_mark_stands_in_column_one() -> None:
    assert spots(read("\ufeffrevplam: 1\n" + PLAN)) == [("RP104", 1, 1, 8)]


def test_a_caret_stands_below_wide_characters() -> None:
    file = read(PLAN.replace("{rate: 30%}", "{rate: {note: 北京, value: 30}}"))
    line, caret = [text for text in told(file) if text.startswith(("     7 |", "       | "))]
    # Two characters of two cells each stand before the 30.
    assert caret.index("^") == line.index("30}") + 2


@pytest.mark.parametrize("width", range(40, 121))
def test_a_line_that_is_cut_ends_with_a_word_and_not_within_what_is_marked(width: int) -> None:
    stated = '{value: 30, low: 20%, high: 40%, source: "where it is said"}, because: "we know best"'
    text = PLAN.replace("rate: 30%", f"rate: {stated}").replace("name: Acme", f"name: {'Ab ' * 60}")
    for problem in read(text).problems:
        shown = ["".join(it for it, _ in line) for line in problem_lines(problem, Screen(width))]
        place = problem.place
        assert place is not None
        assert max(map(len, shown)) <= width
        number, whole = place.excerpt[-1]
        line = next(it for it in shown if it.startswith(f"{number:>6} |"))[9:]
        kept = line.removeprefix("... ").removesuffix(" ...")
        assert set(kept.split()) <= set(whole.split())
        marked = whole[place.location.column - 1 : place.location.end_column - 1]
        assert marked in line or len(marked) > width - 17


@PARSERS
def test_a_repeated_key_is_shown_in_both_places(pure: bool) -> None:
    file = read(f"{PLAN}upsell:\n  tier: {{rate: 5%}}\n  Tier: {{rate: 1%}}\n  tier: {{}}\n", pure)
    assert spots(file) == [("RP010", 11, 3, 7)]
    word, first = file.problems[0].related or ("", None)
    assert word == "first given here"
    assert first is not None
    assert (first.location.line, first.location.column) == (9, 3)


@PARSERS
def test_keys_that_look_the_same_are_the_same(pure: bool) -> None:
    twins = "upsell:\n  caf\u00e9: {rate: 5%}\n  cafe\u0301: {rate: 1%}\n"
    assert spots(read(PLAN + twins, pure)) == [("RP010", 10, 3, 8)]


# Bombs

NINE = "[" + ", ".join(["*a"] * 9) + "]"
BOMBS = {
    "aliases": ("a: &a [x]\n" + f"b: &a {NINE}\n" * 40, "RP020"),
    "merge keys": ("a: &a {x: 1}\n" + "b: &a {<<: [*a, *a]}\n" * 40, "RP022"),
    "an alias of itself": ("a: &a [1, *a]\n", "RP020"),
    "brackets": ("[" * 9_000, "RP008"),
    "braces": ("{a: " * 2_400, "RP008"),
    "lines of brackets": ("[\n" * 100_000, "RP008"),
    "dashes": ("- " * 4_900, "RP008"),
    "lines of dashes": ("- \n" * 100_000, "RP008"),
    "steps": ("".join(" " * n + "a:\n" for n in range(1_000)), "RP008"),
    "a mebibyte of brackets": ("[" * MIB, "RP008"),
    "a mebibyte of lines of brackets": ("[\n" * (MIB // 2), "RP008"),
    "a mebibyte of keys": ("a: " * (MIB // 3), "RP008"),
    "a mebibyte of lines of keys": ("a:\n" * (MIB // 3), "RP008"),
    "a mebibyte of quotes": ("'" * MIB, "RP008"),
    "a mebibyte of lines of quotes": ("'\n" * (MIB // 2), "RP009"),
    "a mebibyte of open quotes": ('"\n' * (MIB // 2), "RP009"),
    "a mebibyte of digits": (PLAN.replace("10M", "9" * (MIB - 200)), "RP008"),
    "a key of digits": (PLAN + "9" * 1_000 + ": 1\n", "RP104"),
    "an amount of digits": (PLAN.replace("10M", "9" * 4_400), "RP114"),
    "an exponent": (PLAN.replace("10M", "1e999"), "RP114"),
    "hexadecimal digits": (PLAN.replace("10M", "0x" + "f" * 4_400), "RP112"),
}


@PATIENTLY
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(bomb: str, pure: bool) -> None:
    text, code = BOMBS[bomb]
    file = read(text, pure)
    assert code in codes(file)
    # Fifty problems of six lines, with a line between, and how many more there are.
    assert len(all_problem_lines(file.problems)) <= 50 * 7 + 1


def test_brackets_that_stay_open_are_walked_in_steps_as_many_as_there_are_lines() -> None:
    few, many = (steps_of(lambda n=n: read("x: @y\n" + "a: [\n" * n)) for n in (100, 800))
    assert many < 10 * few


def test_an_empty_value_is_told_beside_a_forgotten_name() -> None:
    head = "revplan: 1\nname: A\nfiscal_year: 2027\ncurrency: USD\nprior_year: {revenue: 10M}\n"
    text = f"{head}target: {{growth: 20%}}\nupsell:\n  amount: {{value: 200k, source: }}\n"
    assert [it.code for it in read_text(text).problems] == ["RP106", "RP103"]
