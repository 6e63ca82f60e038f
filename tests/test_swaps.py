"""Files that are swapped for something else between a look at them and their opening."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from plan_texts import HEAD
from repositories import repository

from revplan.base.problem import Severity, Wrong
from revplan.cli.versions import versions_of
from revplan.sources import beneath, plan_file
from revplan.sources import commit_file as held
from revplan.sources.plan_file import PlanFile, read_file
from revplan.workspace.check_plans import check_all

SECRET = "s3cr3t-98765432101"
PLAN = HEAD + "prior_year: {revenue: 4M}\ntarget: {growth: 40%}\nchurn: {rate: 25%}\n"
OUT = "is a link that leads out of the plan's folder"
Swap = Callable[[], None]


def naming(path: str) -> str:
    return f"{HEAD}segments:\n  emea: {{plan: {path}}}\n"


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of plans, where the program runs, beside one that no plan of it may show."""
    for name in ("group/sub", "outside/sub"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("unit.yaml", "sub/unit.yaml", "acme.yaml"):
        (tmp_path / "outside" / name).write_text(f"revplan: 1\n{SECRET}: [\n")
        (tmp_path / "group" / name).write_text(PLAN)
    (tmp_path / "group/link.yaml").symlink_to("unit.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "group"


def once(swap: Swap, after: Callable[..., Any], where: Callable[[Any], bool]) -> Callable[..., Any]:
    """A function that swaps, once, when it is called where that counts, and then answers."""
    waiting = [swap]

    def asked(first: Any, *more: Any, **named: Any) -> Any:
        if waiting and where(first):
            waiting.pop()()
        return after(first, *more, **named)

    return asked


def on_open(monkeypatch: pytest.MonkeyPatch, path: str, swap: Swap) -> None:
    """Swap right before a file is opened, or the first folder on the way to it."""
    where = (path, path.split("/")[0])
    monkeypatch.setattr(os, "open", once(swap, os.open, lambda it: os.fsdecode(it).endswith(where)))


def on_answer(monkeypatch: pytest.MonkeyPatch, name: str, swap: Swap) -> None:
    """Swap right after it was answered where a path of that name leads."""
    realpath, waiting = os.path.realpath, [swap]

    def answered(path: Any, *more: Any, **named: Any) -> Any:
        answer = realpath(path, *more, **named)
        if waiting and os.fsdecode(path).endswith(name):
            waiting.pop()()
        return answer

    monkeypatch.setattr(os.path, "realpath", answered)


def for_link(path: Path, to: str) -> Swap:
    def swap() -> None:
        if path.is_dir() and not path.is_symlink():
            path.rename(path.with_name("moved"))
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return swap


def for_pipe(path: Path) -> Swap:
    def swap() -> None:
        path.unlink()
        os.mkfifo(path)

    return swap


def for_folder(path: Path) -> Swap:
    def swap() -> None:
        path.unlink()
        path.mkdir()

    return swap


def for_file(path: Path) -> Swap:
    def swap() -> None:
        path.rename(path.with_name("moved"))
        path.write_text(PLAN)

    return swap


def told(file: PlanFile) -> list[str]:
    """What is wrong with a company, by place; never a byte of what lies outside."""
    assert SECRET not in repr(file)
    return [f"{at.line}:{at.column} {it.message}" for it in file.problems if it.place is not None
            and (at := it.place.location)]  # fmt: skip


SWAPS: dict[str, tuple[str, Callable[[Path], Swap], str]] = {
    "a file for a link": (
        "unit.yaml",
        lambda group: for_link(group / "unit.yaml", "../outside/unit.yaml"),
        OUT,
    ),
    "a folder for a link": (
        "sub/unit.yaml",
        lambda group: for_link(group / "sub", "../outside/sub"),
        OUT,
    ),
    "a file for a device": (
        "unit.yaml",
        lambda group: for_link(group / "unit.yaml", "/dev/zero"),
        OUT,
    ),
    "a file for a pipe": (
        "unit.yaml",
        lambda group: for_pipe(group / "unit.yaml"),
        "is not a regular file",
    ),
    "a file for a folder": (
        "unit.yaml",
        lambda group: for_folder(group / "unit.yaml"),
        "cannot be read: Is a directory",
    ),
    "a folder for a file": (
        "sub/unit.yaml",
        lambda group: for_file(group / "sub"),
        "cannot be read: Not a directory",
    ),
}


@pytest.mark.parametrize("case", SWAPS)
def test_what_is_swapped_before_it_is_opened_is_a_problem_where_it_is_named(
    case: str, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, swap, why = SWAPS[case]
    (group / "acme.yaml").write_text(naming(path))
    on_open(monkeypatch, path, swap(group))
    assert told(read_file("group/acme.yaml")) == [f'6:16 "{path}" {why}']


@pytest.mark.parametrize("name", ["unit.yaml", "link.yaml"])
def test_where_a_link_led_is_not_believed_when_it_is_opened(
    name: str, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (group / "acme.yaml").write_text(naming(name))
    on_answer(monkeypatch, name, for_link(group / "unit.yaml", "../outside/unit.yaml"))
    file = read_file("group/acme.yaml")
    if name == "unit.yaml":  # no link, so nobody asks where it leads
        assert (told(file), file.plan is None) == ([], False)
    else:
        why = "cannot be read: Too many levels of symbolic links"
        assert told(file) == [f'6:16 "link.yaml" {why}']


def test_a_folder_in_the_place_of_the_plans_own_is_not_read(
    group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (group / "acme.yaml").write_text(naming("unit.yaml"))
    swap = for_link(group, "outside")
    monkeypatch.setattr(plan_file, "gather", once(swap, plan_file.gather, lambda _: True))
    why = "cannot be read: its folder was replaced in the meantime"
    assert told(read_file("group/acme.yaml")) == [f'6:16 "unit.yaml" {why}']


REFUSED = (errno.EACCES, errno.EIO, errno.ELOOP, errno.EMFILE, errno.ENAMETOOLONG, errno.ENOTDIR)


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """A system that does not open files of that name, and says why by a number."""
    opened = os.open

    def refuse(path: Any, *more: Any, **named: Any) -> int:
        if os.fsdecode(path).endswith(name):
            raise OSError(number, os.strerror(number))
        return opened(path, *more, **named)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize("number", REFUSED)
def test_whatever_the_system_says_of_a_segments_file_is_told_where_it_is_named(
    number: int, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (group / "acme.yaml").write_text(naming("unit.yaml"))
    refusing(monkeypatch, "unit.yaml", number)
    why = f"cannot be read: {os.strerror(number)}"
    assert told(read_file("group/acme.yaml")) == [f'6:16 "unit.yaml" {why}']


# Plans that are found in a folder, and plans that are named

LINK = "this is a link to a file outside the folder"


def checked(*paths: str) -> dict[str, list[str]]:
    """The errors that `check` tells of files; never a byte of what lies outside."""
    plans = check_all(paths, [], [])
    assert SECRET not in repr(plans)
    return {plan.name: [it.message for it in plan.problems if it.severity is Severity.error]
            for plan in plans}  # fmt: skip


@pytest.mark.parametrize("asked", ["group", "group/unit.yaml"])
def test_check_does_not_follow_a_plan_that_was_swapped_for_a_link(
    asked: str, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_open(monkeypatch, "unit.yaml", for_link(group / "unit.yaml", "../outside/unit.yaml"))
    on_open(monkeypatch, "sub", for_link(group / "sub", "../outside/sub"))
    found = checked(asked)
    assert found.pop("group/unit.yaml") == [LINK]
    why = "this cannot be read: Too many levels of symbolic links"  # it led to unit.yaml
    rest = {"group/acme.yaml": [], "group/link.yaml": [why], "group/sub/unit.yaml": [LINK]}
    assert found == (rest if asked == "group" else {})


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOENT])
def test_a_found_plan_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    number: int, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "acme.yaml", number)
    why = f"this cannot be read: {os.strerror(number)}"
    gone = "this is gone, or a link to nothing"
    found = checked("group")
    assert found.pop("group/acme.yaml") == [gone if number == errno.ENOENT else why]
    assert found == {f"group/{name}.yaml": [] for name in ("link", "sub/unit", "unit")}
    with pytest.raises(Wrong, match="no file" if number == errno.ENOENT else "cannot read"):
        checked("group/acme.yaml")


def sides(*words: str) -> dict[str, list[str]]:
    """What is wrong with the new sides of a comparison; never a byte of what lies outside."""
    pairs = versions_of(words).pairs
    assert SECRET not in repr(pairs)
    return {pair.name: [it.message for it in pair.new.problems] for pair in pairs if pair.new}


def test_diff_does_not_follow_a_file_that_was_swapped_for_a_link(
    group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_open(monkeypatch, "unit.yaml", for_link(group / "unit.yaml", "../outside/unit.yaml"))
    assert sides("group/acme.yaml", "group/unit.yaml") == {"group/unit.yaml": [LINK]}


ASKED = {"group": held.LINK, "group/unit.yaml": "this is a link to a file outside the repository"}


@pytest.mark.parametrize("asked", ASKED)
def test_a_comparison_with_a_commit_does_not_follow_a_file_that_was_swapped_for_a_link(
    asked: str, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(group).commit("plans")
    (group / "acme.yaml").write_text(PLAN.replace("25%", "20%"))
    on_open(monkeypatch, "unit.yaml", for_link(group / "unit.yaml", "../outside/unit.yaml"))
    assert sides("HEAD", "--", asked)["group/unit.yaml"] == [ASKED[asked]]


def test_a_plan_of_the_working_tree_that_cannot_be_read_is_told_of(
    group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(group).commit("plans")
    (group / "new.yaml").write_text(PLAN)
    for name in ("unit.yaml", "new.yaml"):
        refusing(monkeypatch, name, errno.EACCES)
    found = sides("HEAD", "--", "group")
    why = ["this cannot be read: Permission denied"]
    assert (found["group/unit.yaml"], found["group/new.yaml"]) == (why, why)


# Systems that open no file from a folder's handle


@pytest.fixture
def by_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beneath, "BY_HANDLE", False)


@pytest.mark.usefixtures("by_path")
@pytest.mark.parametrize("name", ["unit.yaml", "link.yaml", "sub/unit.yaml"])
def test_files_are_read_by_path_where_there_are_no_handles_of_folders(
    name: str, group: Path
) -> None:
    (group / "acme.yaml").write_text(naming(name))
    assert told(read_file("group/acme.yaml")) == []
    (group / "unit.yaml").unlink()
    (group / "unit.yaml").symlink_to("../outside/unit.yaml")
    wrong = [] if name == "sub/unit.yaml" else [f'6:16 "{name}" {OUT}']
    assert told(read_file("group/acme.yaml")) == wrong
    assert checked("group")["group/unit.yaml"] == [LINK]


@pytest.mark.usefixtures("by_path")
@pytest.mark.parametrize("case", SWAPS)
def test_what_is_swapped_before_it_is_opened_by_path_is_not_read(
    case: str, group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, swap, _ = SWAPS[case]
    (group / "acme.yaml").write_text(naming(path))
    on_open(monkeypatch, path, swap(group))
    (why,) = told(read_file("group/acme.yaml"))
    assert why.startswith(f'6:16 "{path}" ')
