"""What one company may have in all: more is refused where it is named, before it is read."""

from __future__ import annotations

import resource
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from conftest import Revplan
from plan_texts import HEAD
from repositories import Made, repository

from revplan.sources.plan_file import PlanFile, read_bytes
from revplan.sources.segment_files import BYTES, FILES

PLAN = HEAD + "prior_year: {revenue: 4M}\ntarget: {growth: 40%}\nchurn: {rate: 25%}\n"
MEBIBYTE = (PLAN + "#" * 80 + "\n" * 1_048_576)[:1_048_576].encode()
ROOT = "group.yaml"


def naming(files: Iterable[str]) -> str:
    """A company that names files, each in a line of its own; the first stands in line 6."""
    named = "".join(f"  s{number}: {{plan: {file}}}\n" for number, file in enumerate(files))
    return f"{HEAD}segments:\n{named}"


def level_by_level(levels: int, wide: int = 10) -> dict[str, str]:
    """Files that name the next so many times each: ten small ones come to 10^8 plans."""
    files = {f"l{n}.yaml": naming([f"l{n + 1}.yaml"] * wide) for n in range(levels)}
    return files | {f"l{levels}.yaml": PLAN}


@dataclass
class Memory:
    """A folder that is on no disk, and which of its files were read."""

    files: dict[str, bytes]
    tells_sizes: bool = True
    read_files: list[str] = field(default_factory=list)

    def read(self, path: str) -> tuple[str, bytes]:
        self.read_files.append(path)
        return path, self.files[path]

    def sizes(self, paths: list[str]) -> list[int]:
        return [len(self.files[path]) if self.tells_sizes else 0 for path in paths]


def company(files: dict[str, str | bytes], **more: bool) -> tuple[PlanFile, Memory]:
    data = {name: it.encode() if isinstance(it, str) else it for name, it in files.items()}
    folder = Memory(data, **more)
    return read_bytes(data[ROOT], ROOT, folder=folder), folder


def refusal(file: PlanFile) -> tuple[str, str]:
    """The place and the words of the one problem of a company that is too large."""
    (problem,) = file.problems
    assert (problem.code, file.plan, file.too_large) == ("RP126", None, True)
    assert problem.place is not None
    at = problem.place.location
    return f"{at.file}:{at.line}:{at.column}", problem.message


# What is counted


@pytest.mark.slow
def test_a_company_names_twenty_thousand_files_and_no_more() -> None:
    names = [f"{side}{n}.yaml" for side in "ab" for n in range(10_000)]
    files = {"a.yaml": naming(names[:10_000]), "b.yaml": naming(names[10_000:])}
    file, folder = company({**files, ROOT: naming(["a.yaml", "b.yaml"])})
    message = '"b9998.yaml" brings the company to 20,001 files; it may have 20,000'
    assert refusal(file) == ("b.yaml:10004:17", message)
    assert folder.read_files == ["a.yaml", "b.yaml"]


def test_files_of_all_levels_are_counted_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("revplan.sources.segment_files.FILES", FILES._replace(most=3))
    files = {"a.yaml": naming(["c.yaml", "b.yaml"]), "b.yaml": PLAN, "c.yaml": PLAN}
    file, folder = company({**files, ROOT: naming(["a.yaml", "b.yaml", "./a.yaml"])})
    assert (file.problems, file.plan is None) == ([], False)
    assert folder.read_files == ["a.yaml", "b.yaml", "c.yaml"]
    file, _ = company({**files, ROOT: naming(["a.yaml", "b.yaml", "d.yaml"]), "d.yaml": PLAN})
    message = '"c.yaml" brings the company to 4 files; it may have 3'
    assert refusal(file) == ("a.yaml:6:14", message)


def test_the_files_of_a_company_have_256_mebibytes_and_no_more() -> None:
    names = [f"f{n}.yaml" for n in range(300)]
    files: dict[str, str | bytes] = dict.fromkeys(names, MEBIBYTE)
    files |= {"f2.yaml": MEBIBYTE[:-40], "f256.yaml": MEBIBYTE[:41]}
    file, folder = company({**files, ROOT: naming(names)})
    message = (
        '"f256.yaml" brings the company to 268,435,457 bytes of files; it may have 268,435,456'
    )
    assert refusal(file) == (f"{ROOT}:262:16", message)
    assert folder.read_files == []


def test_bytes_that_do_not_show_before_they_are_read_are_counted_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("revplan.sources.segment_files.BYTES", BYTES._replace(most=3 * len(PLAN)))
    names = [f"f{n}.yaml" for n in range(300)]
    files = {**dict.fromkeys(names, PLAN), ROOT: naming(names)}
    file, folder = company(files, tells_sizes=False)
    assert refusal(file)[0] == f"{ROOT}:9:14"
    assert folder.read_files == names[:4]


def test_a_file_that_is_named_three_hundred_times_is_read_once() -> None:
    file, folder = company({"f.yaml": MEBIBYTE, ROOT: naming(["f.yaml", "./f.yaml"] * 150)})
    assert file.problems == []
    assert file.plan is not None
    assert len(file.plan.segments) == 300
    assert folder.read_files == ["f.yaml"]


def test_a_company_has_fifty_thousand_plans_and_no_more() -> None:
    files = {"unit.yaml": PLAN, "area.yaml": naming(["unit.yaml"] * 504)}
    named = ["area.yaml"] * 99 + ["unit.yaml"] * 4  # 1 + 99 * 505 + 4
    file, _ = company({**files, ROOT: naming(named)})
    assert (file.problems, file.plan is None) == ([], False)
    file, _ = company({**files, ROOT: naming(named) + "  last: {}\n"})
    message = '"last" brings the company to 50,001 plans; it may have 50,000'
    assert refusal(file) == (f"{ROOT}:109:3", message)
    file, _ = company({**files, ROOT: naming([*named, "unit.yaml"])})
    assert refusal(file) == (f"{ROOT}:109:16", message.replace("last", "unit.yaml"))


def test_values_of_a_file_count_again_where_it_is_named_again() -> None:
    lines = "".join(f"  line_{n}: {{amount: 1}}\n" for n in range(2_490))
    files = {"f.yaml": f"{PLAN}upsell:\n{lines}"}  # 23 values, and 4 a line
    file, _ = company({**files, ROOT: naming(["f.yaml"] * 402)})
    assert refusal(file) == (
        f"{ROOT}:407:16",
        '"f.yaml" brings the company to 4,003,183 values of files that are named again; it may '
        "have 4,000,000",
    )


def test_what_is_wrong_with_a_file_is_told_once_however_often_it_is_named() -> None:
    wrong = PLAN.replace("25%", "250") + "churm: 1\n"
    middle = naming(["f.yaml"] * 50)
    file, _ = company({"f.yaml": wrong, "m.yaml": middle, ROOT: naming(["f.yaml", "m.yaml"] * 50)})
    told = [(it.place.location[:2], it.code) for it in file.problems if it.place is not None]
    assert told == [(("f.yaml", 7), "RP115"), (("f.yaml", 8), "RP104")]
    file, _ = company({"f.yaml": "name: [\n", ROOT: naming(["f.yaml"] * 50)})
    assert [it.code for it in file.problems] == ["RP009"]


# Every command, on ten files of a few lines


def five_seconds() -> None:
    """A run that asks for more than five seconds of a processor is killed."""
    resource.setrlimit(resource.RLIMIT_CPU, (5, 5))


@pytest.fixture
def made(revplan: Revplan) -> Made:
    """A commit of a company, and one in which it becomes 10^8 plans."""
    made = repository(revplan.folder / "repo")
    made.commit("a company", {"plans/l0.yaml": naming(["l1.yaml"]), "plans/l1.yaml": PLAN})
    made.commit("a bomb", {f"plans/{name}": text for name, text in level_by_level(8).items()})
    made.commit("another", {"plans/l8.yaml": PLAN.replace("25%", "20%")})
    return made


PLACE = "l3.yaml:10:14"
TOLD = '"l4.yaml" brings the company to 55,556 plans; it may have 50,000'

COMMANDS = {
    "check plans": 1,
    "check plans --against HEAD~1": 1,
    "check plans/l0.yaml --against HEAD~2": 1,
    "gap plans/l0.yaml --set segments.s0.churn.rate=20%": 2,
    "gap plans": 2,
    "show plans/l0.yaml": 2,
    "explain plans/l0.yaml new_business": 2,
    "diff plans/l8.yaml plans/l0.yaml": 2,
    "diff HEAD~2:plans/l0.yaml HEAD:plans/l0.yaml": 2,
    "diff HEAD~1": 2,
}


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_bomb_is_refused_at_its_place_at_once(command: str, made: Made, revplan: Revplan) -> None:
    ran = revplan.process(*command.split(), cwd=made.folder, preexec=five_seconds)
    assert ran.code == COMMANDS[command]
    said = ran.out if command.startswith("check") else ran.err
    assert f"plans/{PLACE}: error[RP126]: {TOLD}\n" in said


def test_log_tells_of_every_version_that_is_too_large(made: Made, revplan: Revplan) -> None:
    ran = revplan.process("log", "plans/l0.yaml", cwd=made.folder, preexec=five_seconds)
    assert ran.code == 0
    rows = [line for line in ran.out.splitlines() if line.startswith("  2027-")]
    assert len(rows) == 3
    assert all(f"line 10: {TOLD[:40]}" in row for row in rows[:2])
    assert " 2,600,000 " in rows[2]


def test_git_compares_what_a_bomb_says_of_itself(made: Made, revplan: Revplan) -> None:
    ran = revplan.process("textconv", "plans/l0.yaml", cwd=made.folder, preexec=five_seconds)
    assert ran.code == 0
    assert "segments.s9.plan: l1.yaml\n" in ran.out


def test_what_is_too_large_is_never_said_to_be_unchanged(made: Made, revplan: Revplan) -> None:
    ran = revplan.process("diff", "HEAD", cwd=made.folder, preexec=five_seconds)
    assert ran.code == 2
    assert "plans/l0.yaml" not in ran.out.split("Not compared")[0]


def test_a_company_that_is_not_checked_lets_no_plan_pass_a_limit(
    made: Made, revplan: Revplan
) -> None:
    own = "  own: {prior_year: {revenue: 4M}, target: {growth: 40%}}\n"
    twice = naming(["unit.yaml", "unit.yaml"])
    made.commit("units", {"plans/units/acme.yaml": twice + own, "plans/units/unit.yaml": PLAN})
    made.write({"plans/units/acme.yaml": twice + own.replace("40%", "90%")})
    asked = ("check", "plans/units", "--against", "HEAD", "--max-change", "5%")
    assert "units/acme.yaml:1:1: error[RP905]" in revplan(*asked, cwd=made.folder).out
    made.write({"plans/other.yaml": naming(["units/acme.yaml", "l0.yaml"])})
    ran = revplan(*asked, cwd=made.folder)
    assert (ran.code, "units/acme.yaml:1:1: error[RP905]" in ran.out) == (1, True)


def test_files_of_a_commit_are_weighed_before_they_are_read(revplan: Revplan) -> None:
    made = repository(revplan.folder / "repo")
    names = [f"f{n}.yaml" for n in range(300)]
    text = MEBIBYTE.decode()
    stream = f"blob\nmark :1\ndata {len(text)}\n{text}\ncommit refs/heads/main\n"
    stream += "committer Ada <ada@example.com> 1800000000 +0000\ndata 1\nx\n"
    stream += "".join(f"M 100644 :1 {name}\n" for name in names)
    stream += f"M 100644 inline {ROOT}\ndata {len(naming(names))}\n{naming(names)}\n"
    made.git("fast-import", "--quiet", stdin=stream.encode())
    made.write({"plan.yaml": PLAN})
    ran = revplan.process(
        "diff", f"main:{ROOT}", "plan.yaml", cwd=made.folder, preexec=five_seconds
    )
    assert ran.code == 2
    told = '"f256.yaml" brings the company to 269,484,032 bytes of files'
    assert ran.err.startswith(f"main:{ROOT}:262:16: error[RP126]: {told}")
