"""What the program shows on a terminal of 60, 80, 100 and 120 columns, word for word.

screens/*.txt: `$ command`, run through the installed script in a folder with a copy of plans/, of
`odd.yaml` below and of the repository `history`, then a line `--- COLUMNS` and what a terminal of
that width shows, both streams on it, in black and white. After a change of layout,
rewrite them, and look at each:

    python tests/test_screens.py --update [NAME...]
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Revplan, with_plans
from repositories import repository
from test_diff import plan

from revplan.render.lines import width_of

HERE = Path(__file__).resolve().parent / "screens"
SCREENS = sorted(HERE.glob("*.txt"))
WIDTHS = (60, 80, 100, 120)
BLACK_AND_WHITE = {"NO_COLOR": "1"}

ODD = f"""\
revplan: 1
name: "\u682a\u5f0f\u4f1a\u793e \u67ad\u6843\u9020\u8239 \u6a2a\u6d5c"
fiscal_year: 2027
currency: JPY
prior_year: {{revenue: {{value: 12_300_000_000, source: "\u7d4c\u7406\u90e8 \u6c7a\u7b97\u66f8"}}}}
target: {{growth: 12%}}
churn: {{rate: 9%}}
upsell:
  {"a" * 64}: {{amount: 120M, starts: 2027-04, owner: "\u55b6\u696d\u90e8"}}
  more: {{amount: 45M, label: "\u4fdd\u5b88\u5951\u7d04\u306e\u5024\u4e0a\u3052"}}
new_streams:
  {"b" * 64}: {{monthly: 20M, starts: 2027-07}}
budget:
  fair: {{owner: {"c" * 64}, amount: 30M, month: 2027-05}}
  team: {{owner: marketing, amount: 15M, every: month}}
"""
"""A plan in letters that take two cells, with names as long as names may be."""


def parts_of(text: str) -> tuple[str, dict[int, str]]:
    """The command of a file, and what it shows by the width of the terminal."""
    first, _, rest = text.partition("\n")
    pieces = re.split(r"^--- (\d+)\n", rest, flags=re.MULTILINE)
    shown = zip(map(int, pieces[1::2]), pieces[2::2], strict=True)
    return first.removeprefix("$ "), dict(shown)


def shown_at(revplan: Revplan, command: str, columns: int, **env: str) -> str:
    """What a terminal shows: both streams, one after the other."""
    words = shlex.split(command)[1:]
    surroundings = BLACK_AND_WHITE | env
    ran = revplan.terminal(*words, columns=columns, env=surroundings, err_too=True)
    return (ran.out + ran.err).replace("\r\n", "\n")


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Revplan:
    return with_odd(tmp_path_factory.mktemp("screens"))


def with_odd(folder: Path) -> Revplan:
    revplan = Revplan(with_plans(folder))
    (revplan.folder / "odd.yaml").write_text(ODD, encoding="utf-8")
    _make_history(revplan.folder / "history")
    return revplan


def _make_history(folder: Path) -> None:
    """A repository with a plan, its subjects short, of many words, and in wide letters."""
    made = repository(folder)
    made.commit("the board's plan", {"plan.yaml": plan()})
    made.commit(
        "churn as the retention team sees it after the price rise of September, which three of the "
        "ten largest customers have answered by asking for other offers",
        {"plan.yaml": plan(churn="32%")},
    )
    made.commit("\u55b6\u696d\u90e8 " * 12, {"plan.yaml": plan(growth="60%", churn="32%")})
    made.commit("the reason", {"plan.yaml": plan(growth="60%", churn="{value: 32%, note: lost}")})


@pytest.mark.slow
@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_terminal_shows_what_the_screen_shows(path: Path, screens: Revplan) -> None:
    command, expected = parts_of(path.read_text(encoding="utf-8"))
    assert tuple(expected) == WIDTHS
    for columns, text in expected.items():
        assert shown_at(screens, command, columns) == text, columns


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    for columns, text in parts_of(path.read_text(encoding="utf-8"))[1].items():
        yield from ((columns, line) for line in text.splitlines())


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_no_line_of_a_screen_goes_beyond_its_edge_but_for_a_word(path: Path) -> None:
    lines = lines_of(path)
    if path.stem in ("rule", "guide"):
        lines = (
            (columns, line) for columns, line in lines if not line.startswith("    ")
        )  # verbatim
    too_wide = [line for columns, line in lines if width_of(line) > columns]
    assert [line for line in too_wide if len(line.split()) > 1] == []  # a word stays whole


def test_every_command_that_answers_about_a_plan_has_its_screen() -> None:
    from revplan.cli.commands import COMMANDS

    shown = {parts_of(path.read_text(encoding="utf-8"))[0].split()[1] for path in SCREENS}
    without = {"init", "schema", "textconv"}  # texts for other readers
    assert set(COMMANDS) - without <= shown


@pytest.mark.slow
@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_dumb_terminal_and_the_c_locale_show_the_same(
    path: Path, columns: int, screens: Revplan
) -> None:
    command, expected = parts_of(path.read_text(encoding="utf-8"))
    assert shown_at(screens, command, columns, TERM="dumb") == expected[columns]
    assert shown_at(screens, command, columns, LC_ALL="C") == expected[columns]


def update(names: list[str]) -> None:
    """The screens as the program shows them now."""
    with tempfile.TemporaryDirectory() as folder:
        revplan = with_odd(Path(folder))
        for path in SCREENS:
            if names and path.stem not in names:
                continue
            command, _ = parts_of(path.read_text(encoding="utf-8"))
            told = [f"--- {it}\n{shown_at(revplan, command, it)}" for it in WIDTHS]
            path.write_text("".join([f"$ {command}\n", *told]), encoding="utf-8")
            print(f"rewrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    if sys.argv[1:2] != ["--update"]:
        sys.exit(__doc__)
    update(sys.argv[2:])
