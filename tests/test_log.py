"""`revplan log` by the installed script: what the commits of a plan did to its number."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Listener, Ran, Revplan
from markdown_it import MarkdownIt
from repositories import Made, cloned, repository
from test_diff import plan
from test_hostile import HOSTILE, commands_in, csv_is_harmless, hidden_in

from revplan.workspace.history import history_of

FORMATS = ("text", "json", "csv", "markdown")


@pytest.fixture
def made(revplan: Revplan) -> Made:
    return repository(revplan.folder / "repo")


class Log:
    """The command, run in a repository."""

    def __init__(self, revplan: Revplan, made: Made) -> None:
        self.revplan = revplan
        self.made = made

    def __call__(self, *words: str, code: int = 0, **options: object) -> Ran:
        options = {"cwd": self.made.folder} | options
        done = self.revplan("log", *words, **options)  # type: ignore[arg-type]
        assert done.code == code, (done.out, done.err)
        assert "internal error" not in done.err
        return done

    def rows(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self(*words, "-f", "csv").out)))

    def told(self, *words: str) -> list[tuple[str, str, str]]:
        """Of each commit its subject, the change of new business, and what moved it."""
        return [(row["subject"], row["change"], row["moved_by"]) for row in self.rows(*words)]

    def wrong(self, *words: str, **options: object) -> str:
        done = self(*words, code=2, **options)
        assert done.out == ""
        (line,) = done.err.splitlines()
        return line.removeprefix("error: ")


@pytest.fixture
def log(revplan: Revplan, made: Made) -> Log:
    return Log(revplan, made)


def test_each_commit_says_what_it_did_to_the_number(log: Log) -> None:
    made = log.made
    made.commit("start", {"a.yaml": plan()})
    made.commit("elsewhere", {"b.yaml": plan(name="B")})
    made.commit("more churn", {"a.yaml": plan(churn="32%")})
    made.commit("remark", {"a.yaml": "# why\n" + plan(churn="32%")})
    made.commit("two", {"a.yaml": plan("55%", "31%")})
    made.commit("euro", {"a.yaml": plan("55%", "31%").replace("USD", "EUR")})
    assert log.told("a.yaml") == [
        ("euro", "", "another question: currency USD -> EUR"),
        ("two", "400000", "target.growth 50% -> 55% (+500,000)"),
        ("remark", "0", "text changed, numbers did not"),
        ("more churn", "200000", "churn.rate 30% -> 32%"),
        ("start", "", "the first version"),
    ]
    done = log("a.yaml")
    assert done.err == ""
    assert done.out.startswith("a.yaml · 5 commits\n")
    short = made.id("HEAD~2")[:7]
    assert f"2027-01-04   {short}   15,000,000      8,200,000" in done.out


def test_renames_are_followed_and_said_and_so_are_removals_and_returns(log: Log) -> None:
    made = log.made
    made.commit("start", {"a.yaml": plan()})
    made.rename("a.yaml", "plans/b.yaml")
    made.commit("rename")
    made.rename("plans/b.yaml", "plans/c.yaml")
    made.commit("rename and edit", {"plans/c.yaml": plan(churn="31%")})
    (made.folder / "plans/c.yaml").unlink()
    made.commit("remove")
    expected = [
        ("remove", "", "the plan is gone"),
        ("rename and edit", "100000", "churn.rate 30% -> 31%"),
        ("rename", "0", "renamed"),
        ("start", "", "the first version"),
    ]
    assert log.told("plans/c.yaml") == expected
    made.commit("back", {"plans/c.yaml": plan(churn="31%")})
    (made.folder / "plans/c.yaml").chmod(0o755)
    made.commit("mode")
    assert log.told("plans/c.yaml") == [
        ("mode", "0", "the file's mode changed"),
        ("back", "", "the plan is back"),
        *expected,
    ]
    assert [row["path"] for row in log.rows("plans/c.yaml")][-3:] == [
        "plans/c.yaml", "plans/b.yaml", "a.yaml",
    ]  # fmt: skip


def test_a_version_that_does_not_read_says_why(log: Log) -> None:
    made = log.made
    made.commit("start", {"a.yaml": plan()})
    made.commit("broken", {"a.yaml": plan().replace("10M", "$10M").replace("30%", "30")})
    made.commit("mended", {"a.yaml": plan(churn="31%")})
    assert log.told("a.yaml") == [
        ("mended", "", "the version before has no answer"),
        ("broken", "", 'no answer: line 5: "$10M" is not an amount, and 1 more error'),
        ("start", "", "the first version"),
    ]
    found = log("a.yaml", "-f", "json").document["result"]["commits"]
    assert [it["status"] for it in found] == ["readable", "unreadable", "first"]
    assert len(found[1]["problems"]) == 2


def test_a_merge_is_told_where_it_differs_from_all_its_parents(log: Log) -> None:
    made = log.made
    made.commit("start", {"a.yaml": plan()})
    made.branch("side")
    made.commit("side", {"a.yaml": plan(churn="31%")})
    made.switch("main")
    made.commit("other", {"b.yaml": plan(name="B")})
    made.merge("side", "clean merge")
    made.branch("again")
    made.commit("again", {"a.yaml": plan(churn="32%")})
    made.switch("main")
    made.merge("again", "evil merge", {"a.yaml": plan(churn="33%")})
    assert [subject for subject, _, _ in log.told("a.yaml")] == [
        "evil merge", "again", "side", "start",
    ]  # fmt: skip
    told = "a merge, +200,000 to its first parent: churn.rate 31% -> 33%"
    assert log.told("a.yaml")[0] == ("evil merge", "", told)


def test_so_many_commits_as_are_asked_for(log: Log) -> None:
    log.made.many("a.yaml", [plan(churn=f"{30 + number % 3}%") for number in range(500)])
    log.made.git("checkout", "--quiet", "many")
    rows = log.rows("a.yaml")
    assert len(rows) == 500
    assert [row["subject"] for row in rows[:2]] == ["change 499", "change 498"]
    assert sum(Decimal(row["change"] or 0) for row in rows) == 100_000
    assert log.rows("a.yaml", "-n", "3") == rows[:3]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ("0", "-n: 0 is out of range; write 1 to 999999"),
        ("-1", "-n: -1 is below zero; write 1 to 999999"),
        ("many", '-n: "many" is not a whole number; write a number like 3'),
    ],
)
def test_a_count_that_is_none_is_told_in_our_words(count: str, said: str, log: Log) -> None:
    assert log.wrong("a.yaml", "-n", count) == said


def test_every_format_says_the_same(log: Log) -> None:
    log.made.commit("start", {"a.yaml": plan()})
    log.made.commit("churn", {"a.yaml": plan(churn="32%")})
    newest, first = log("a.yaml", "-f", "json").document["result"]["commits"]
    assert newest == {
        "commit": log.made.id("HEAD"),
        "date": "2027-01-02",
        "subject": "churn",
        "path": "a.yaml",
        "status": "compared",
        "currency": "USD",
        "target": "15000000",
        "new_business": "8200000",
        "change": "200000",
        "moved_by": {"path": "churn.rate", "before": "30%", "after": "32%", "effect": "200000"},
    }
    assert "change" not in first
    rows = log.rows("a.yaml")
    assert [row["new_business"] for row in rows] == ["8200000", "8000000"]
    markdown = log("a.yaml", "-f", "markdown").out
    assert markdown.count("\n| 2027-01-") == 2
    assert "churn.rate 30% -\\> 32%" in markdown


def test_json_names_the_figure_that_moved_where_the_measure_stood_still(log: Log) -> None:
    reps = "capacity: {productivity: 1M, reps: {all: {count: 8, starts: 2026-01}}}\n"
    log.made.commit("start", {"a.yaml": plan() + reps})
    log.made.commit("one leaves", {"a.yaml": plan() + reps.replace("8", "7")})
    newest, first = log("a.yaml", "-f", "json").document["result"]["commits"]
    assert newest["change"] == "0"
    assert "moved_by" not in newest
    assert newest["moves"] == {
        "quantity": "capacity.year",
        "before": "8000000",
        "after": "7000000",
        "change": "-1000000",
    }
    assert "moves" not in first


def test_a_plan_without_a_history_says_what_to_do(log: Log) -> None:
    made = log.made
    made.write({"new.yaml": plan(), "plans/x.yaml": plan()})
    assert log.wrong("new.yaml") == "there are no commits here yet; commit the plans first"
    made.commit("start", {"a.yaml": plan(), "plans/x.yaml": plan(name="X")})
    made.write({"other.yaml": plan()})
    for words, said in (
        (["other.yaml"], "no commit has other.yaml; commit it first"),
        (["nope.yaml"], "there is no file nope.yaml, and no commit before HEAD has it"),
        (["plans/xx.yaml"],
         "there is no file plans/xx.yaml, and no commit before HEAD has it; did you mean "
         "plans/x.yaml?"),
        (["HEAD:a.yaml"], "there is no file HEAD:a.yaml; log starts at HEAD: name the file alone"),
        (["plans"], "plans is a folder; name a plan's file in it"),
        (["."], ". is a folder; name a plan's file in it"),
        (["-"], "standard input has no history; name a plan's file"),
        ([""], '"" is not a file'),
        (["--", "--output=x"],
         "there is no file --output=x, and no commit before HEAD has it"),
    ):  # fmt: skip
        assert log.wrong(*words) == said
    assert not (made.folder / "x").exists()
    outside = made.folder.parent / "plans/acme-2027.yaml"
    assert log.wrong(str(outside)).endswith(
        " is not in a git repository; run this in the folder of a repository, or name files that "
        "are in one"
    )
    assert log.wrong("a.yaml", env={"PATH": "/nonexistent"}).startswith("git is not installed")


def test_a_plan_is_found_from_anywhere(log: Log) -> None:
    log.made.commit("start", {"plans/a ü.yaml": plan()})
    folder = log.made.folder
    for name, cwd in (("a ü.yaml", folder / "plans"), ("../plans/a ü.yaml", folder / "plans"),
                      ("repo/plans/a ü.yaml", folder.parent), (str(folder / "plans/a ü.yaml"),
                      Path("/"))):  # fmt: skip
        assert log(name, cwd=cwd).out.startswith(f"{name} · 1 commit\n")


def test_links_and_what_they_lead_to_are_not_read(log: Log) -> None:
    made = log.made
    (made.folder / "a.yaml").symlink_to("/etc/passwd")
    made.commit("link")
    (made.folder / "a.yaml").unlink()
    made.commit("plain", {"a.yaml": plan()})
    (made.folder / "a.yaml").unlink()
    (made.folder / "a.yaml").symlink_to("b.yaml")
    made.commit("link again", {"b.yaml": plan(churn="1%")})
    link = "no answer: line 1: this is a link, not a file of its own"
    expected = [
        ("link again", "", link),
        ("plain", "", "the version before has no answer"),
        ("link", "", link),
    ]
    assert log.told("a.yaml") == expected
    assert log.told("a.yaml", "-n", "2") == expected[:2]
    assert "root:" not in log("a.yaml", "-f", "json").out


def test_a_huge_version_is_a_row(log: Log) -> None:
    log.made.commit("huge", {"a.yaml": "revplan: 1\n" + "#" * 20_000_000})
    log.made.commit("start", {"a.yaml": plan()})
    assert "the file is larger than 1,048,576 bytes" in log.rows("a.yaml")[1]["moved_by"]


def test_a_shallow_clone_says_what_is_not_shown(log: Log, tmp_path: Path) -> None:
    log.made.commit("start", {"a.yaml": plan()})
    log.made.commit("churn", {"a.yaml": plan(churn="32%")})
    shallow = cloned(log.made, tmp_path / "shallow", "--depth", "1")
    done = log("a.yaml", cwd=shallow.folder)
    assert done.out.startswith("a.yaml · 1 commit\n")
    assert done.err.startswith("this clone is shallow: git fetch --unshallow, or fetch-depth: 0 ")
    assert "older commits are not in this clone" in done.out
    assert "the first version" not in done.out


def test_a_worktree_and_a_bare_repository(log: Log, tmp_path: Path) -> None:
    log.made.commit("start", {"a.yaml": plan()})
    log.made.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    assert log("a.yaml", cwd=tmp_path / "other").out.startswith("a.yaml · 1 commit\n")
    bare = cloned(log.made, tmp_path / "bare.git", "--bare")
    assert log.wrong("a.yaml", cwd=bare.folder).startswith("this is a bare repository: it has no ")


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_row_is_wider_than_the_terminal(columns: int, log: Log) -> None:
    log.made.commit("a subject of some length " * 4, {"a.yaml": plan()})
    log.made.commit("churn", {"a.yaml": plan(churn="32%")})
    done = log.revplan.terminal("log", "repo/a.yaml", columns=columns)
    assert done.code == 0
    plain = re.sub(r"\x1b\[\d+m", "", done.out)
    rows = [line for line in plain.splitlines() if "8,200,000" in line or "8,000,000" in line]
    assert len(rows) == 2
    assert max(map(len, rows)) <= columns


def test_a_reader_who_leaves_is_no_error(log: Log) -> None:
    log.made.commit("start", {"a.yaml": plan()})
    done = log.revplan.shell("{ revplan log repo/a.yaml; echo $? >&2; } | :")
    assert done.err.strip() in ("141", "0")


def test_texts_of_authors_are_shown_and_not_obeyed(log: Log) -> None:
    made = log.made
    stream: list[bytes] = []
    for number, text in enumerate(HOSTILE):
        said = json.dumps(text)  # YAML reads what JSON escapes
        body = plan(churn=f"{number % 40}%", name="A").replace("name: A", f"name: {said}", 1)
        if number % 3 == 0:
            body += f"{said}: 1\n"
        data = body.encode("utf-8", "replace")
        subject = text.encode("utf-8", "replace").replace(b"\0", b"")
        author = re.sub(rb"[<>\n\0]", b"", subject) + b" <a@example.com> 1800000000 +0000"
        stream.append(
            b"commit refs/heads/many\nauthor %b\ncommitter Ada <a@example.com> %d +0000\n"
            b"data %d\n%b\nM 100644 inline a.yaml\ndata %d\n%b\n"
            % (author, 1_800_000_000 + number * 60, len(subject), subject, len(data), data)
        )
    made.git("fast-import", "--quiet", stdin=b"".join(stream))
    made.git("checkout", "--quiet", "many")
    for form in FORMATS:
        done = log("a.yaml", "-f", form)
        assert hidden_in(done.out) == []
        assert commands_in(done.out) == []
        assert done.err == ""
        if form == "json":
            assert len(done.document["result"]["commits"]) == len(HOSTILE)
            assert "##[" not in done.out
        if form == "csv":
            csv_is_harmless(done.out)
        if form == "markdown":
            tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(done.out)
            assert sum(token.type == "tr_open" for token in tokens) == len(HOSTILE) + 1
            inner = {child.type for token in tokens for child in token.children or ()}
            assert inner <= {"text", "text_special", "strong_open", "strong_close"}
            assert not re.search(r"@\w|://|www\.", done.out)
            assert len(done.raw_out) <= 60_000


def test_no_setting_of_who_is_who_or_of_signatures_counts(log: Log) -> None:
    made = log.made
    made.commit("start", {"a.yaml": plan(), ".mailmap": "Eve <ada@example.com>\n"})
    made.git("config", "log.showSignature", "true")
    made.git("config", "gpg.program", str(made.folder / "gpg"))
    made.git("config", "i18n.logOutputEncoding", "UTF-16")
    assert log.told("a.yaml") == [("start", "", "the first version")]


def test_a_change_that_moves_nothing_is_named_too(log: Log) -> None:
    log.made.commit("start", {"a.yaml": plan(more="expect: {target: 15M}\n")})
    log.made.commit("pin", {"a.yaml": plan(more="expect: {target: 15_000_001}\n")})
    log.made.commit("months", {"a.yaml": plan(more="phasing: {seasonality: days}\n")})
    assert [told for _, _, told in log.told("a.yaml")[:2]] == [
        "phasing.seasonality added: days (retained, 2027-02 -46,348)",
        "expect.target 15,000,000 -> 15,000,001 (no figure moved)",
    ]


def test_who_listens_is_told_how_far_the_history_is_read(made: Made) -> None:
    listener = Listener()
    for rate in ("20%", "30%"):
        made.commit(rate, {"acme.yaml": plan(churn=rate)})
    with contextlib.chdir(made.folder):
        assert len(history_of("acme.yaml", None, "new_business", listener).entries) == 2
    assert (listener.told, listener.steps) == (("Reading the history", 2, 100), 2)


def test_another_figure_may_be_followed(log: Log) -> None:
    """7M are kept, then 6.8M. The target moves none of it, and what it moves most is growth alone:
    1M of 6M, which of new business is 1M of 9.2M and of the target 1M of 16M.
    """
    made = log.made
    made.commit("start", {"a.yaml": plan()})
    made.commit("more churn", {"a.yaml": plan(churn="32%")})
    made.commit("more growth", {"a.yaml": plan(growth="60%", churn="32%")})
    rows = log.rows("a.yaml", "--measure", "retained")
    assert [(row["retained"], row["change"], row["moved_by"]) for row in rows] == [
        ("6800000", "0", "target.growth 50% -> 60% (growth alone +1,000,000)"),
        ("6800000", "-200000", "churn.rate 30% -> 32%"),
        ("7000000", "", "the first version"),
    ]


def test_of_several_changes_the_one_that_did_most_is_named_with_what_it_did(log: Log) -> None:
    """Of 180k that the budget falls by, the team takes 120k and the ads 60k."""
    budget = "budget: {ads: {owner: marketing, amount: 20k, every: month}, "
    budget += "team: {owner: sales, amount: 50k, every: month}}\n"
    log.made.commit("start", {"a.yaml": plan() + budget})
    less = budget.replace("20k", "15k").replace("50k", "40k")
    log.made.commit("cut", {"a.yaml": plan() + less})
    newest, _ = log.told("a.yaml")
    assert newest == ("cut", "0", "budget.team.amount 50k -> 40k (-120,000 of budget -180,000)")


def test_what_is_tried_is_tried_on_every_version(log: Log) -> None:
    """Of 30% and 32% half, 1.5M and 1.6M of 10M; a version without the line stays as it stands."""
    bundle = "upsell: {bundle: {amount: 1M}}\n"
    log.made.commit("start", {"a.yaml": plan()})
    log.made.commit("bundle", {"a.yaml": plan(churn="32%") + bundle})
    sets = ("--set", "churn.rate*=0.5", "--set", "upsell.@.amount*=0.5")
    rows = log.rows("a.yaml", *sets)
    assert [(row["new_business"], row["set"]) for row in rows] == [
        ("6100000", "churn.rate*=0.5; upsell.@.amount*=0.5"),
        ("6500000", "churn.rate*=0.5; upsell.@.amount*=0.5"),
    ]
    done = log("a.yaml", *sets)
    assert "2 commits · with churn.rate*=0.5, upsell.@.amount*=0.5 (bundle)" in done.out
    first = log.made.git("rev-parse", "HEAD^")[:7]
    assert f"{first}:a.yaml has no upsell.*.amount: worked out without" in done.err
    document = log("a.yaml", *sets, "-f", "json").document["result"]
    assert document["met"] == {"upsell.@.amount*=0.5": ["upsell.bundle.amount"]}


@pytest.mark.parametrize(
    ("option", "message", "hint"),
    [
        ("churn.rate=150%", "150% is out of range", "write 0% to 100%"),
        ("churn=20%", "churn expects a mapping", "write --set 'churn.rate=20%'"),
        ("churn.rte=20%", 'did you mean "rate"', "write --set 'churn.rate=20%'"),
        ("upsell.@.amount*=2", "the plan states no upsell", "--set 'upsell.NAME={...}'"),
    ],
)
def test_what_no_version_can_take_is_told_once(
    log: Log, option: str, message: str, hint: str
) -> None:
    log.made.commit("start", {"a.yaml": plan()})
    log.made.commit("more", {"a.yaml": plan(churn="32%")})
    done = log("a.yaml", "--set", option, code=2)
    assert done.err.count(message) == 1
    assert hint in done.err


def test_a_version_that_cannot_take_a_value_is_named(log: Log) -> None:
    log.made.commit("start", {"a.yaml": plan(churn="40%")})
    log.made.commit("less", {"a.yaml": plan()})
    newest = log.made.git("rev-parse", "HEAD")[:7]
    done = log("a.yaml", "--set", "churn.rate*=3", code=2)
    assert f"{newest}^:a.yaml: churn.rate would be 120%" in done.err


def test_long_texts_are_told_from_where_they_differ_and_subjects_whole(log: Log) -> None:
    said = "every household of the county has a heating that works, at a price that it can pay, "
    texts = (f"{plan()}strategy: {{mission: '{said}of {n} euros'}}\n" for n in (90, 95))
    for text in texts:
        log.made.commit("a subject of many words " * 6, {"a.yaml": text})
    newest = log.told("a.yaml")[0][2]
    assert "it can pay, of 90 euros -> ..." in newest
    assert "it can pay, of 95 euros" in newest
    assert "a subject of many words " * 5 in log("a.yaml").out


def test_what_gives_way_is_told_of_the_versions_in_their_order(log: Log) -> None:
    for low in ("21%", "22%", "21%"):
        ranged = f"{{value: 30%, low: {low}, high: 40%}}"
        log.made.commit(low, {"a.yaml": plan(churn=ranged)})
    newest, middle, oldest = (log.made.git("rev-parse", ref)[:7] for ref in ("@", "@^", "@^^"))
    assert log("a.yaml", "--set", "churn.rate=10%").err.splitlines() == [
        f"{newest}:a.yaml and {oldest}:a.yaml: churn.rate=10% passes its low, 21%",
        f"{middle}:a.yaml: churn.rate=10% passes its low, 22%",
    ]


def test_a_key_that_no_version_states_is_added_to_each(log: Log) -> None:
    """Of 10M that lose 30%, 2% more is 200k."""
    log.made.commit("start", {"a.yaml": plan()})
    (row,) = log.rows("a.yaml", "--set", "contraction.rate=2%")
    assert row["new_business"] == "8200000"
