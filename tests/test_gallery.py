"""The gallery: invalid plans as people write them, each with the exact text that it is told.

A pair is `NAME.yaml` and `NAME.txt`; names begin with the code, or with `fine` where nothing may
be said. A plan whose first line is `(written with escapes)` has `\\t`, `\\xNN` (a byte) and
`\\uNNNN` (a character) put in; `(the last line stands N times)` repeats its last line.
"""

import re
from pathlib import Path

import pytest

from revplan.render.findings.text import all_problem_lines
from revplan.rules.register import READING
from revplan.sources.plan_file import read_bytes
from revplan.workspace.assess import assess

GALLERY = Path(__file__).parent / "gallery"
PLANS = sorted(GALLERY.glob("*.yaml"))
ESCAPED = "(written with escapes)\n"
REPEATED = re.compile(r"\(the last line stands ([0-9,]+) times\)\n")


def written_out(text: str) -> bytes:
    """The bytes that the text of a gallery plan, or of a rule's example, stands for."""
    repeated = REPEATED.match(text)
    if repeated:
        *lines, last = text[repeated.end() :].splitlines(keepends=True)
        return ("".join(lines) + last * int(repeated[1].replace(",", ""))).encode()
    if not text.startswith(ESCAPED):
        return text.encode()
    pieces = re.split(r"(\\t|\\x[0-9a-f]{2}|\\u[0-9a-f]{4})", text.removeprefix(ESCAPED))
    return b"".join(piece_bytes(piece) for piece in pieces)


def piece_bytes(piece: str) -> bytes:
    if re.fullmatch(r"\\x[0-9a-f]{2}", piece):
        return bytes([int(piece[2:], 16)])
    if re.fullmatch(r"\\u[0-9a-f]{4}", piece):
        return chr(int(piece[2:], 16)).encode()
    return b"\t" if piece == r"\t" else piece.encode()


def told(data: bytes, name: str, pure: bool) -> str:
    """What `check` prints of the errors of a plan that has no answer."""
    refused = assess(read_bytes(data, name, pure)).refused
    spots = {id(problem): problem.place.location for problem in refused}
    ordered = sorted(refused, key=lambda p: (spots[id(p)].line, spots[id(p)].column, p.code))
    lines = all_problem_lines(ordered)
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


def plan_bytes(path: Path) -> bytes:
    return written_out(path.read_bytes().decode())


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_person_is_told_exactly_this_by_either_parser(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    for pure in (False, True):
        assert told(plan_bytes(path), path.name, pure) == expected


ADVICE = re.compile(
    r"= help: write ([^ ;,:\n]+)(?: (?:or|to) ([^ ;,:\n]+))?([;:,]|$)", re.MULTILINE
)
WRITTEN = re.compile(r"-?[0-9][0-9_.]*[kMB%]?|[0-9]{4}-[0-9]{2}|[A-Z]{3}|RP[0-9]{3}")
WORD = re.compile(r"(?!more$)[a-z_]+")


def mended(path: Path) -> list[str]:
    """The plan as its one message advises, in each way; none where it names no value or spot."""
    shown = path.with_suffix(".txt").read_text(encoding="utf-8")
    advice, place = ADVICE.search(shown), re.match(r"[^:]+:(\d+):(\d+): ", shown)
    caret = re.search(r"^       \| +(\^+)$", shown, re.MULTILINE)
    if advice is None or place is None or caret is None or shown.count("error[") > 1:
        return []
    lines = plan_bytes(path).decode().split("\n")
    row, start = int(place[1]) - 1, int(place[2]) - 1
    before, after = lines[row][:start], lines[row][start + len(caret[1]) :]
    if after.startswith(":") or lines[row][start] in "[%":  # a key, or the first sign of more
        return []
    *said, end = advice.groups()
    words = [
        word
        for word in said
        if word and (WRITTEN.fullmatch(word) or (end != ":" and WORD.fullmatch(word)))
    ]
    return ["\n".join([*lines[:row], before + it + after, *lines[row + 1 :]]) for it in words]


MENDED = {path.stem: better for path in PLANS if (better := mended(path))}


@pytest.mark.parametrize("name", MENDED)
def test_what_one_is_told_to_write_instead_is_read(name: str) -> None:
    for better in MENDED[name]:
        assert read_bytes(better.encode(), f"{name}.yaml").problems == [], better


WHOLE = re.compile(
    r"= help: write (?:[a-z_]+: )?(\{[^;\n]*\})(?:; put your own .* in)?$", re.MULTILINE
)
"""A section, or an entry of one, that a person is told to write as a whole."""


def written_whole(path: Path) -> str:
    """The plan with what its one message says to write in the place of what it points at."""
    shown = path.with_suffix(".txt").read_text(encoding="utf-8")
    told, place = WHOLE.search(shown), re.match(r"[^:]+:(\d+):(\d+): error\[RP106\]", shown)
    caret = re.search(r"^       \| +(\^+)$", shown, re.MULTILINE)
    if not told or not place or not caret or shown.count("error[") > 1 or "..." in told[1]:
        return ""
    lines = plan_bytes(path).decode().split("\n")
    row, start = int(place[1]) - 1, int(place[2]) - 1
    if lines[row].endswith(":"):  # a list below its key
        return ""
    key = f"{lines[row].partition(':')[0]}: " if start == 0 else lines[row][:start]
    after = "" if start == 0 else lines[row][start + len(caret[1]) :]
    below = re.match(r": \{[^{}]*\}", after)
    if below:  # a key in the midst of a line, with braces of its own
        key, after = f"{key}{lines[row][start : start + len(caret[1])]}: ", after[below.end() :]
    return "\n".join([*lines[:row], key + told[1] + after, *lines[row + 1 :]])


WRITTEN_WHOLE = {path.stem: better for path in PLANS if (better := written_whole(path))}


@pytest.mark.parametrize("name", WRITTEN_WHOLE)
def test_a_section_that_one_is_told_to_write_is_read(name: str) -> None:
    better = WRITTEN_WHOLE[name]
    assert read_bytes(better.encode(), f"{name}.yaml").problems == [], better


def test_every_code_of_reading_has_a_face_in_the_gallery() -> None:
    shown = {path.stem.split("-")[0] for path in PLANS}
    assert {name.split("_")[0] for name in READING} - shown == set()


RETIRED = r"\b(dict|float|int|str|None|NoneType|null|exception|pydantic|traceback)\b|https?:"


def said_in(words: str) -> str:
    """The messages and the help of a gallery text, without what the plan itself says."""
    return "\n".join(
        line.partition("]: ")[2] or line
        for line in words.splitlines()
        if "error[" in line or line.startswith("       = help")
    )


def test_no_message_speaks_the_language_of_programs() -> None:
    texts = {path.stem: path.with_suffix(".txt").read_text(encoding="utf-8") for path in PLANS}
    spoken = {name: re.findall(RETIRED, said_in(text)) for name, text in texts.items()}
    assert {name: words for name, words in spoken.items() if words} == {}
