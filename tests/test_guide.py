"""The guide: Markdown in the package, wrapped for a terminal, whole as Markdown."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, Revplan
from test_transcripts import GUIDE, README

from revplan.views.guide import TOPICS, topic


def test_the_topics_are_the_files_of_the_guide() -> None:
    assert sorted(TOPICS) == [path.stem for path in GUIDE]


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_begins_with_its_title_and_what_it_is_about(name: str) -> None:
    told = topic(name)
    assert told.text.startswith(f"# {told.title}\n\n")
    assert told.says.endswith(".")
    assert "`" not in told.title


@pytest.mark.parametrize("name", TOPICS)
def test_as_markdown_a_topic_is_its_file(name: str, shared_revplan: Revplan) -> None:
    file = ROOT / "revplan/guide" / f"{name}.md"
    ran = shared_revplan("guide", name, "--format", "markdown")
    assert (ran.code, ran.raw_out) == (0, file.read_bytes())
    assert shared_revplan("guide", name, "-f", "json").document["result"]["text"] == ran.out


@pytest.mark.parametrize("name", TOPICS)
def test_as_text_a_topic_has_every_word_and_its_blocks_as_they_are(
    name: str, shared_revplan: Revplan
) -> None:
    text, shown = topic(name).text, shared_revplan("guide", name).out
    marks, text = "#`*|-[]():", text.replace("**", "")
    words = [word.strip(marks) for word in text.split() if not word.startswith("```")]
    told = {word.strip(marks).lower() for word in shown.split()}
    assert [it for it in words if it and "](" not in it and it.lower() not in told] == []
    blocks = text.split("```")[1::2]
    assert blocks
    for line in "".join(block.partition("\n")[2] for block in blocks).splitlines():
        assert f"    {line}".rstrip() + "\n" in shown
    assert "**" not in shown
    assert "\n\n\n" not in shown


def test_blocks_stay_as_they_are_where_the_terminal_is_narrow(shared_revplan: Revplan) -> None:
    shown = shared_revplan.terminal("guide", "segments", columns=60).out.replace("\r", "")
    for line in topic("segments").text.split("```")[3].partition("\n")[2].splitlines():
        assert f"    {line}".rstrip() + "\n" in shown


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_prose_wraps_at_words(columns: int, shared_revplan: Revplan) -> None:
    ran = shared_revplan.terminal("guide", "definitions", columns=columns)
    prose = [it for it in ran.out.replace("\r", "").splitlines() if not it.startswith("    ")]
    assert max(map(len, prose)) <= min(columns, 100)
    words = " ".join(" ".join(prose).split())
    assert "The gap is the target less what is retained" in words


def test_without_a_topic_the_topics_are_listed(shared_revplan: Revplan) -> None:
    told = shared_revplan("guide", "-f", "json").document["result"]["topics"]
    assert [it["topic"] for it in told] == list(TOPICS)
    lines = shared_revplan("guide").out.splitlines()
    for it in told:
        assert any(line.split() == [it["topic"], *it["says"].split()] for line in lines)


@pytest.mark.parametrize("word", ["", "x" * 100_000, "../README", "\x1b[31m", "\udcff", "setup"])
def test_a_wrong_topic_exits_2_with_those_that_there_are(
    word: str, shared_revplan: Revplan
) -> None:
    ran = shared_revplan("guide", word)
    assert (ran.code, ran.out, "\x1b" in ran.err) == (2, "", False)
    assert ran.err.endswith(" in the guide; there is definitions, segments, rules or git-and-ci\n")


def test_capitals_and_blanks_do_not_hide_a_topic(shared_revplan: Revplan) -> None:
    for word, name in {"git and CI": "git-and-ci", " Segments ": "segments"}.items():
        assert shared_revplan("guide", word).raw_out == shared_revplan("guide", name).raw_out


def test_a_slip_of_the_pen_is_refused_and_the_topic_meant_is_named(shared_revplan: Revplan) -> None:
    for word, name in {"definitons": "definitions", "Segment": "segments"}.items():
        ran = shared_revplan("guide", word)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            f'error: there is no topic "{word}" in the guide; did you mean "{name}"?\n'
        )


def test_help_finds_a_topic_and_names_it_beside_a_key(shared_revplan: Revplan) -> None:
    assert shared_revplan("help", "definitions").out == shared_revplan("guide", "definitions").out
    told = shared_revplan("help", "segments").out
    assert told.endswith("\n  There is also the topic: revplan guide segments\n")


def test_the_readme_names_every_topic() -> None:
    text = " ".join(README.read_text(encoding="utf-8").split())
    assert [name for name in TOPICS if f"`revplan guide {name}`" not in text] == []


@pytest.mark.slow
def test_a_wheel_has_the_guide(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"revplan/guide/{name}.md" for name in TOPICS} <= names
    asked = "from revplan.cli.app import run; run(['guide', 'rules', '-f', 'markdown'])"
    told = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {asked}"],
        capture_output=True,
        check=True,
        timeout=60,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(wheel)},
    )
    assert told.stdout == (ROOT / "revplan/guide/rules.md").read_bytes()
