"""What the program shows, word for word: transcripts/*.txt, the README's console blocks, and those
of the guide.

A transcript is what a shell shows: `$ command` with its stdout below, then the lines of stderr
behind `2> `, then `? CODE` where the exit code is not 0. `> ` continues a command, and one
blank line may stand between two. The commands of one transcript run in one folder with a copy of
plans/, through the installed script; and once more in this process, where they need no shell: that
both show the same is what other tests rely on. git commits as Ada with nobody's settings, each
command on the day after the one before, from 2026-12-01: its ids are always the same.
In the README and the guide a line that is only `...` stands for lines that are left out.

After a change of layout, rewrite what is expected and read the difference:

    python tests/test_transcripts.py --update [NAME...]

Without names all transcripts are rewritten; the README and topics of the guide only when they are
named: --update README git-and-ci.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Ran, Revplan, with_plans
from repositories import ISOLATED

from revplan import read_text

HERE = Path(__file__).resolve().parent / "transcripts"
TRANSCRIPTS = sorted(HERE.glob("*.txt"))
README = ROOT / "README.md"
GUIDE = sorted((ROOT / "revplan/guide").glob("*.md"))
DOCUMENTS = (README, *GUIDE)
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ALONE = re.compile(r"(revplan(?: [^|<>;&$*\n]*)?)(?:\| head -(\d+))?")
PROGRAMS = {"revplan", "cat", "head", "mkdir", "git", "sed"}
FIRST_DAY = date(2026, 12, 1)
ELISION = "..."


@dataclass
class Step:
    """A command and what it is expected to show."""

    command: str
    expected: str = ""
    apart: str = ""

    def text(self) -> str:
        first, *more = self.command.split("\n")
        typed = "".join([f"$ {first}\n", *(f"> {line}\n" for line in more)])
        return typed + self.expected + self.apart


def steps_of(text: str) -> tuple[str, list[Step]]:
    """What stands before the first command (a heading), and the steps."""
    heading, steps = "", []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            steps.append(Step(line[2:].rstrip("\n")))
        elif not steps:
            heading += line
        elif line.startswith("> ") and not steps[-1].expected:
            steps[-1].command += "\n" + line[2:].rstrip("\n")
        else:
            steps[-1].expected += line
    for step in steps[:-1]:  # one blank line between two commands belongs to neither
        if step.expected == "\n" or step.expected.endswith("\n\n"):
            step.expected, step.apart = step.expected[:-1], "\n"
    return heading, steps


def shown_by(revplan: Revplan, command: str, place: int = 0, inside: bool = False) -> str:
    """What a transcript shows of a command, run as the step at this place.

    With `inside`, in this process if revplan is all that it runs.
    """
    first_line = command.split("\n")[0]
    for part in first_line.split("|"):
        program = shlex.split(part)[0]
        assert program in PROGRAMS, f"a transcript runs revplan, not {program}"
    stamp = f"{FIRST_DAY + timedelta(days=place)}T12:00:00 +0000"
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    environment = ISOLATED | dates | {"GIT_PAGER": "cat"}
    if inside and (alone := ALONE.fullmatch(command)):
        ran = headed(revplan(*shlex.split(alone[1])[1:], env=environment), alone[2])
    else:
        ran = revplan.shell(command, env=environment)
    for stream in (ran.out, ran.err):
        assert stream == "" or stream.endswith("\n"), f"{command}: the last line is not ended"
    assert not re.search(r"^(\$ |2> |\? )", ran.out, re.MULTILINE), "this cannot be told apart"
    told = ran.out + "".join(f"2> {line}".rstrip(" ") + "\n" for line in ran.err.splitlines())
    return told + (f"? {ran.code}\n" if ran.code else "")


def headed(ran: Ran, lines: str | None) -> Ran:
    """What is left of a run behind `| head -LINES`, whose exit code is that of head."""
    if lines is None:
        return ran
    return Ran(0, b"".join(ran.raw_out.splitlines(keepends=True)[: int(lines)]), ran.raw_err)


def matches(shown: str, expected: str) -> bool:
    """Whether they are the same, `...` on a line of its own standing for any lines."""
    if f"\n{ELISION}\n" not in f"\n{expected}":
        return shown == expected
    parts = re.split(rf"^{re.escape(ELISION)}\n", expected, flags=re.MULTILINE)
    return re.fullmatch(r"(?:.*\n)*?".join(map(re.escape, parts)), shown) is not None


BOTH = pytest.mark.parametrize(
    "inside", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["inside", "script"]
)


@BOTH
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_program_shows_what_the_transcript_shows(
    path: Path, inside: bool, revplan: Revplan
) -> None:
    _, steps = steps_of(path.read_text(encoding="utf-8"))
    for place, step in enumerate(steps):
        shown = shown_by(revplan, step.command, place, inside)
        assert f"$ {step.command}\n{shown}" == f"$ {step.command}\n{step.expected}"


def blocks_of(document: Path) -> Iterator[re.Match[str]]:
    return BLOCK.finditer(document.read_text(encoding="utf-8"))


@BOTH
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_the_readme_and_the_guide_show_what_the_program_shows(
    document: Path, inside: bool, revplan: Revplan
) -> None:
    steps = [it for block in blocks_of(document) for it in enumerate(steps_of(block[1])[1])]
    for place, step in steps:
        shown = shown_by(revplan, step.command, place, inside)
        if not matches(shown, step.expected):
            assert f"$ {step.command}\n{step.expected}" == f"$ {step.command}\n{shown}"


YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = {
    "revplan": 1,
    "name": "Acme",
    "fiscal_year": 2027,
    "currency": "USD",
    "prior_year": {"revenue": "10M"},
    "target": {"growth": "50%"},
    "churn": {"rate": "30%"},
}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_plans_and_parts_of_plans_in_the_readme_and_the_guide_read(document: Path) -> None:
    for block in YAML.finditer(document.read_text(encoding="utf-8")):
        stated = yaml.safe_load(block[1])
        if block[1].startswith("# ."):  # a file of pre-commit or of CI: tests of these run it
            continue
        whole = block[1] if "revplan" in stated else yaml.safe_dump(HEAD | stated)
        file = read_text(whole)
        assert (file.plan is not None, [*file.problems]) == (True, []), block[1]


def rewritten(text: str, revplan: Revplan) -> str:
    """The text of a transcript or of a README's block, its expected output as it is now."""
    heading, steps = steps_of(text)
    out = heading
    for place, step in enumerate(steps):
        shown = shown_by(revplan, step.command, place)
        if ELISION in step.expected.split("\n"):
            if not matches(shown, step.expected):
                print(f"by hand, as it leaves lines out: $ {step.command}")
        else:
            step.expected = shown
        out += step.text()
    return out


def update(names: list[str]) -> None:
    """The expected output of transcripts and documents as the program shows it now."""
    for path in (*TRANSCRIPTS, *DOCUMENTS):
        if path.stem not in names and (names or path in DOCUMENTS):
            continue
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            revplan = Revplan(with_plans(Path(folder)))
            if path in DOCUMENTS:
                new = BLOCK.sub(
                    lambda block, revplan=revplan: f"```console\n{rewritten(block[1], revplan)}```",
                    text,
                )
            else:
                new = rewritten(text, revplan)
        if new != text:
            path.write_text(new, encoding="utf-8")
            print(f"rewrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    if sys.argv[1:2] != ["--update"]:
        sys.exit(__doc__)
    update(sys.argv[2:])
