"""`revplan diff` by the installed script: files, commits, the working tree, and every format."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Ran, Revplan
from repositories import Made, cloned, repository
from test_hostile import commands_in, hidden_in, shape_of

from revplan import read_text
from revplan.studies.difference import differences
from revplan.views.diff.tables import change_text

LINES = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
"""
FORMATS = ("text", "json", "csv", "markdown", "github")
PAIR = ("old.yaml", "new.yaml")


def plan(growth: str = "50%", churn: str = "30%", name: str = "Acme", more: str = "") -> str:
    text = LINES.replace("50%", growth).replace("30%", churn).replace("Acme", name)
    return text + more


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A repository on a branch, `work`, that raised the churn; `main` raised the target since."""
    made = repository(tmp_path_factory.mktemp("diff") / "repo")
    made.commit("start", {"plans/a.yaml": plan(), "plans/b.yaml": plan(name="Beta")})
    made.branch("work")
    made.commit("churn", {"plans/a.yaml": plan(churn="32%")})
    made.switch("main")
    made.commit("target", {"plans/a.yaml": plan(growth="60%")})
    made.switch("work")
    return made


@pytest.fixture
def made(revplan: Revplan, made_once: Made) -> Made:
    """The same, for each test a copy of its own."""
    return Made(shutil.copytree(made_once.folder, revplan.folder / "repo"), made_once.day)


class Diff:
    """The command, run in a repository."""

    def __init__(self, revplan: Revplan, made: Made) -> None:
        self.revplan = revplan
        self.made = made

    def __call__(self, *words: str, code: int = 0, **options: object) -> Ran:
        options = {"cwd": self.made.folder} | options
        done = self.revplan("diff", *words, **options)  # type: ignore[arg-type]
        assert done.code == code, (done.out, done.err)
        for text in (done.out, done.err):
            assert "Traceback" not in text
            assert "internal error" not in text
        return done

    def wrong(self, *words: str, **options: object) -> str:
        """What is said to a question that is wrong."""
        done = self(*words, code=2, **options)
        assert done.out == ""
        (line,) = done.err.splitlines()
        return line.removeprefix("error: ")

    def result(self, *words: str, **options: object) -> dict[str, object]:
        return self(*words, "--format", "json", **options).document["result"]


@pytest.fixture
def diff(revplan: Revplan, made: Made) -> Diff:
    return Diff(revplan, made)


def pair(revplan: Revplan, old: str, new: str) -> None:
    (revplan.folder / "old.yaml").write_text(old)
    (revplan.folder / "new.yaml").write_text(new)


def told(done: Ran) -> str:
    return done.out.split("\n")[0]


CHURN = "+200,000   churn.rate   30% -> 32%   line 7"


# What is compared


def test_two_files_are_compared_without_a_repository_or_git(revplan: Revplan) -> None:
    pair(revplan, plan(), plan(churn="32%"))
    done = revplan("diff", *PAIR, env={"PATH": "/nonexistent"})
    assert (done.code, done.err) == (0, "")
    assert told(done) == "new.yaml · old.yaml -> new.yaml · USD"
    assert CHURN in done.out


@pytest.mark.parametrize(
    ("words", "header"),
    [
        (["main:plans/a.yaml", "plans/a.yaml"],
         "plans/a.yaml · main:plans/a.yaml -> plans/a.yaml · USD"),
        (["main:plans/a.yaml", "work:plans/a.yaml"],
         "work:plans/a.yaml · main:plans/a.yaml -> work:plans/a.yaml · USD"),
        (["main:./plans/../plans/a.yaml", "plans/a.yaml"],
         "plans/a.yaml · main:./plans/../plans/a.yaml -> plans/a.yaml · USD"),
        (["main"], "plans/a.yaml · main (merge base {start}) -> the working tree · USD"),
        (["main..work"], "plans/a.yaml · main ({main}) -> work ({work}) · USD"),
        (["main..HEAD"], "plans/a.yaml · main ({main}) -> HEAD ({work}) · USD"),
        (["main.."], "plans/a.yaml · main ({main}) -> HEAD ({work}) · USD"),
        (["..main"], "plans/a.yaml · HEAD ({work}) -> main ({main}) · USD"),
        (["main", "work"], "plans/a.yaml · main ({main}) -> work ({work}) · USD"),
        (["main", "work", "plans/a.yaml"], "plans/a.yaml · main ({main}) -> work ({work}) · USD"),
        (["main...work"], "plans/a.yaml · main (merge base {start}) -> work ({work}) · USD"),
        (["main..."], "plans/a.yaml · main (merge base {start}) -> HEAD ({work}) · USD"),
        (["HEAD~1"], "plans/a.yaml · HEAD~1 ({start}) -> the working tree · USD"),
        (["main", "--", "plans/a.yaml"],
         "plans/a.yaml · main (merge base {start}) -> the working tree · USD"),
        (["main", "plans/a.yaml"],
         "plans/a.yaml · main (merge base {start}) -> the working tree · USD"),
        (["main", "--", "plans"],
         "plans/a.yaml · main (merge base {start}) -> the working tree · USD"),
        (["main", "--", "plans/b.yaml", "plans/a.yaml"],
         "plans/a.yaml · main (merge base {start}) -> the working tree · USD"),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, list) else "",
)  # fmt: skip
def test_the_header_says_what_was_compared(words: list[str], header: str, diff: Diff) -> None:
    short = {"start": "main~1", "main": "main", "work": "work"}
    ids = {name: diff.made.id(ref)[:7] for name, ref in short.items()}
    done = diff(*words)
    assert told(done) == header.format(**ids)
    moved_on = "target.growth" in done.out
    assert moved_on is ("merge base" not in header and "HEAD~1" not in header)
    assert ("Unchanged: plans/b.yaml." in done.out) is (
        (":" not in words[0] and "plans/a.yaml" not in words[-1:]) or "plans/b.yaml" in words
    )


@pytest.mark.parametrize(
    ("bases", "label"),
    [
        (("arr", "arr"), "Opening ARR"),
        (("revenue", "arr"), "Prior year"),
        (("arr", "revenue"), "Prior year"),
    ],
)
def test_last_year_is_called_what_both_plans_call_it(
    bases: tuple[str, str], label: str, revplan: Revplan
) -> None:
    texts = [
        plan(more=f"basis: {basis}\n").replace("10M", last).replace("{revenue:", f"{{{basis}:")
        for basis, last in zip(bases, ("10M", "12M"), strict=True)
    ]
    pair(revplan, *texts)
    lines = revplan("diff", *PAIR).out.splitlines()
    (last_year,) = [line for line in lines if re.search("  10,000,000 +12,000,000", line)]
    assert last_year.startswith(f"  {label} ")


def test_nothing_compares_the_working_tree_with_head(diff: Diff) -> None:
    assert "Unchanged: plans/a.yaml and plans/b.yaml." in diff().out
    assert diff("plans/a.yaml").out == (
        f"plans/a.yaml: no changes against HEAD ({diff.made.id('HEAD')[:7]}).\n"
    )
    diff.made.write({"plans/a.yaml": plan(churn="34%")})
    assert "+200,000   churn.rate   32% -> 34%   line 7" in diff().out


def test_paths_are_read_and_shown_as_they_are_typed_from_a_subfolder(diff: Diff) -> None:
    below = diff.made.folder / "plans"
    for words in (
        ["main"],
        ["main", "a.yaml"],
        ["main", "--", "a.yaml"],
        ["main", "--", "../plans"],
    ):
        assert told(diff(*words, cwd=below)).startswith("a.yaml · main (merge base "), words
    assert told(diff("main:./a.yaml", "a.yaml", cwd=below)) == (
        "a.yaml · main:./a.yaml -> a.yaml · USD"
    )
    assert told(diff("main", "--", "repo/plans/a.yaml", cwd=diff.made.folder.parent)).startswith(
        "repo/plans/a.yaml · "
    )


def test_standard_input_may_be_either_side(diff: Diff) -> None:
    done = diff("-", "plans/a.yaml", stdin=plan())
    assert told(done) == "plans/a.yaml · <stdin> -> plans/a.yaml · USD"
    assert CHURN in done.out
    assert told(diff("HEAD:plans/a.yaml", "-", stdin=plan())).startswith("<stdin> · HEAD:plans/")
    assert diff.wrong("-", "-") == (
        "standard input can be one side only; name a file for the other"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], 'there is no branch, tag or commit "nope"'),
        (["nope..main"], 'there is no branch, tag or commit "nope"'),
        (["main", "nope"], 'there is no branch, tag or commit "nope"'),
        (["nope.yaml"], "there is no plan nope.yaml in HEAD ({work}), nor in the working tree"),
        (["main", "--", "nope/"],
         "there is no plan nope/ in main (merge base {start}), nor in the working tree"),
        (["main:plans/a.yaml"],
         '"main:plans/a.yaml" is only one side; name a file or REF:path for the other'),
        (["main:plans/a.yaml", "nope"],
         '"main:plans/a.yaml" is only one side, and "nope" is not a file; name a file or REF:path '
         "for the other"),
        (["main:nope.yaml", "plans/a.yaml"],
         "main ({main}) has no file nope.yaml; the path starts at the root"),
        (["main:plans", "plans/a.yaml"],
         "main ({main}) has a folder plans; the path starts at the root"),
        (["main:", "plans/a.yaml"], '"main:" does not name a plan; write main:plans/acme.yaml'),
        ([":plans/a.yaml", "plans/a.yaml"],
         '":plans/a.yaml" does not name a commit; write HEAD:plans/a.yaml'),
        (["main", "work", "HEAD", "--", "plans"],
         "write diff REF -- PLAN, or diff REF..REF2 -- PLAN"),
        ([""], "an empty name is not a commit; write a branch, a tag or a commit, such as main or "
         "HEAD~1"),
        (["HEAD^{tree}"], '"HEAD^{tree}" is not a commit; name a branch, a tag or a commit'),
        (["plans", "--output=x"], "there is no option --outptu for diff; did you mean --output?"),
    ],
)  # fmt: skip
def test_words_that_lead_nowhere_are_told_apart(words: list[str], said: str, diff: Diff) -> None:
    for name, ref in (("start", "main~1"), ("main", "main"), ("work", "work")):
        said = said.replace(f"{{{name}}}", diff.made.id(ref)[:7])
    if "--output" in words[-1]:
        words = [words[0], "--outptu=x"]
    assert diff.wrong(*words).startswith(said)


@pytest.mark.parametrize("path", ["/etc/passwd", "../x.yaml", "../../etc/passwd"])
def test_paths_that_lead_out_of_the_repository_are_refused(path: str, diff: Diff) -> None:
    said = diff.wrong(f"main:{path}", "plans/a.yaml")
    assert said.startswith(f'"{path}" is not in the repository at ')
    assert "root:" not in said


def test_outside_a_repository_a_missing_file_is_a_missing_file(revplan: Revplan) -> None:
    pair(revplan, plan(), plan())
    said = revplan("diff", "old.yaml", "nope.yaml")
    assert (said.code, said.out, said.err) == (2, "", "error: there is no file nope.yaml\n")
    for words in ([], ["main"], ["old.yaml"], ["HEAD:old.yaml", "new.yaml"]):
        done = revplan("diff", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: this folder is not in a git repository; run this in ")


def test_without_git_it_is_said_that_git_is_needed(diff: Diff) -> None:
    for words in ([], ["main"], ["main:plans/a.yaml", "plans/a.yaml"]):
        said = diff.wrong(*words, env={"PATH": "/nonexistent"})
        assert said.startswith("git is not installed, and this needs it; install it; ")


# What it says


@pytest.mark.parametrize(
    ("measure", "label", "change"),
    [
        ("new_business", "the new business", "+200,000"),
        ("gap", "the gap", "+200,000"),
        ("churned", "the churn", "+200,000"),
        ("retained", '"retained"', "-200,000"),
        ("bookings", "the bookings", "+200,000"),
        ("target", "the target", "0"),
        ("months.2027-03.new_business", "the new business, 2027-03", "+16,667"),
        ("upsell.more", '"more"', "0"),
        ("quarters.Q1.new_business", "the new business, q1", "+50,000"),  # a quarter of 200k
        ("readings.A", '"required by definition a"', "+200,000"),
    ],
)
def test_any_amount_of_the_plan_may_be_split(
    measure: str, label: str, change: str, revplan: Revplan
) -> None:
    line = "upsell: {more: {amount: 100k}}\n"
    pair(revplan, plan(more=line), plan(churn="32%", more=line))
    done = revplan("diff", *PAIR, "--measure", measure)
    assert done.code == 0
    title, _, row = done.out.partition(" moved ")[2].split("\n")[:3]
    assert (title.lower(), row.split()[0]) == (label, change)
    result = revplan("diff", *PAIR, "--measure", measure, "-f", "json").document["result"]
    assert result["measure"] == measure
    assert f"{Decimal(result['change']):+z,f}".replace("+0", "0") == change


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("gpa", 'there is no measure "gpa"; did you mean "gap"?'),
        ("months.2028-01.new_business",
         'there is no measure "months.2028-01.new_business"; the plan\'s months are 2027-01 to '
         "2027-12, as in months.2027-01.new_business"),
        ("quarters.Q5.new_business",
         'there is no measure "quarters.Q5.new_business"; the quarters are Q1 to Q4, as in '
         "quarters.Q1.new_business"),
        ("readings.C",
         'there is no measure "readings.C"; there is readings.naive, readings.plan, '),
        ("months.2027-07.new_busines",
         'there is no measure "months.2027-07.new_busines"; did you mean '
         '"months.2027-07.new_business"?'),
        ("zzz", 'there is no measure "zzz"; there is prior_year, '),
    ],
)  # fmt: skip
def test_what_is_no_measure_is_refused(measure: str, said: str, revplan: Revplan) -> None:
    pair(revplan, plan(), plan(churn="32%"))
    done = revplan("diff", *PAIR, "--measure", measure)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {said}")


def test_two_shares_that_one_decimal_makes_the_same_are_told_apart(revplan: Revplan) -> None:
    # 1 - 30% and 1 - 30.02%: both are 70.0% to one decimal
    pair(revplan, plan(), plan(churn="30.02%"))
    done = revplan("diff", *PAIR, "--measure", "grr")
    assert re.search(r"retention +70\.00% +69\.98% +-0\.02 points", done.out)


def test_of_several_plans_the_one_without_the_measure_is_named(diff: Diff) -> None:
    assert diff.wrong("main", "--measure", "upsell.mor").startswith(
        'there is no measure "upsell.mor" in plans/a.yaml; the nearest are upsell, '
    )


def test_a_plan_without_the_measure_does_not_keep_others_from_being_compared(diff: Diff) -> None:
    line = "upsell: {more: {amount: 100k}}\n"
    diff.made.commit("A line", {"plans/b.yaml": plan(name="B", more=line)})
    diff.made.write({"plans/b.yaml": plan(name="B", churn="32%", more=line)})
    diff.made.write({"plans/a.yaml": plan(churn="40%")})
    done = diff("HEAD", "--measure", "upsell.more")
    assert "plans/b.yaml · HEAD (" in done.out
    assert done.err == "plans/a.yaml has no upsell.more: it is not compared.\n"


def test_what_no_plan_can_have_is_no_measure_even_where_nothing_differs(diff: Diff) -> None:
    assert diff.wrong("HEAD", "--measure", "gpa") == (
        'there is no measure "gpa"; did you mean "gap"?'
    )


def test_machines_find_plans_in_one_place_however_many_there_are(diff: Diff) -> None:
    several = diff("main", "-f", "json").document["result"]
    (one,) = several["plans"]
    alone = diff("main", "-f", "json", "--", "plans/a.yaml").document["result"]
    assert alone["plans"] == [one]
    assert {key: alone[key] for key in one} == one
    assert one["text_changed"] is True


def test_all_shows_the_rows_that_did_not_move(revplan: Revplan) -> None:
    pair(revplan, plan(), plan(churn="32%"))
    short = revplan("diff", *PAIR).out
    long = revplan("diff", *PAIR, "--all").out
    assert "Unchanged and hidden: Prior year and Target (--all shows them)." in short
    assert "  Target " not in short
    assert "Unchanged and hidden" not in long
    assert "  Target                  15,000,000   15,000,000          0" in long
    assert len(re.findall(r"^  2027-\d\d ", long, re.MULTILINE)) == 12


def test_exit_code_is_1_when_a_figure_differs(diff: Diff) -> None:
    diff("main", "--exit-code", code=1)
    diff("--exit-code")
    diff.made.write({"plans/a.yaml": "# said otherwise\n" + plan(churn="0.32")})
    diff("--exit-code")
    diff.made.write({"plans/c.yaml": plan(name="New")})
    diff("--exit-code", code=1)


@pytest.mark.parametrize(
    ("old", "new", "limit", "code", "said"),
    [
        ("30%", "32%", "200k", 0, ""),
        ("30%", "32%", "199_999", 1, "New business required moves by +200,000, more than 199,999"),
        ("32%", "30%", "199_999", 1, "New business required moves by -200,000, more than 199,999"),
        ("30%", "32%", "2.5%", 0, ""),
        ("30%", "32%", "2%", 1,
         "New business required moves by +200,000, more than 160,000 (2% of what it was)"),
        ("30%", "30%", "0", 0, ""),
        ("30%", "30%", "0%", 0, ""),
        ("30%", "32%", "0", 1, "New business required moves by +200,000, more than 0"),
    ],
)  # fmt: skip
def test_a_limit_holds_either_way(
    old: str, new: str, limit: str, code: int, said: str, revplan: Revplan
) -> None:
    pair(revplan, plan(churn=old), plan(churn=new))
    for form in FORMATS:
        done = revplan("diff", *PAIR, "--max-change", limit, "-f", form)
        assert done.code == code
        assert done.err == (f"new.yaml: {said}\n" if said else "")
    found = revplan("diff", *PAIR, "--max-change", limit, "-f", "json").document["diagnostics"]
    assert [it["message"] for it in found] == ([f"new.yaml: {said}"] if said else [])


def test_any_move_from_nothing_passes_every_share(revplan: Revplan) -> None:
    pair(revplan, plan(growth="0%", churn="0%"), plan(growth="0%", churn="1%"))
    done = revplan("diff", *PAIR, "--max-change", "1000%")
    assert done.code == 1
    assert "moves by +100,000, more than 0 (1000% of what it was)" in done.err
    assert revplan("diff", *PAIR, "--max-change", "100k").code == 0


@pytest.mark.parametrize("limit", ["x", "-5", "5 %%", "", "nan", "5e"])
def test_what_is_no_limit_is_refused(limit: str, revplan: Revplan) -> None:
    pair(revplan, plan(), plan())
    done = revplan("diff", *PAIR, f"--max-change={limit}")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: --max-change: ")


SOLD = "upsell: {bundle: {amount: 1M}}\nnew_streams: {workshops: {amount: 1M}}\n"


@pytest.mark.parametrize(
    ("measure", "name"),
    [("upsell", "the upsell"), ("new_streams", "the new streams"), ("naive", '"Growth alone"')],
)
def test_a_figure_is_named_in_a_sentence_as_its_name_allows(
    measure: str, name: str, revplan: Revplan
) -> None:
    pair(revplan, plan(more=SOLD), plan(churn="31%", more=SOLD))
    out = revplan("diff", *PAIR, "--measure", measure).out
    assert f"What changed; none of it moved {name}\n" in out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("currency: USD", "currency: EUR", "currency USD -> EUR"),
        ("churn:", "basis: arr\nchurn:", "basis revenue -> arr"),
        ("fiscal_year: 2027", "fiscal_year: 2028", "fiscal_year 2027 -> 2028"),
        ("fiscal_year: 2027", "fiscal_year: 2027\nstarts: 2026-07", "starts 2027-01 -> 2026-07"),
    ],
)
def test_answers_to_different_questions_are_not_split(
    old: str, new: str, said: str, revplan: Revplan
) -> None:
    starts = LINES.replace("revenue: 10M", "arr: 10M") if "basis" in new else LINES
    pair(revplan, LINES, starts.replace(old, new))
    done = revplan("diff", *PAIR, "--max-change", "99%", "--exit-code")
    assert done.code == 1
    assert f"These are answers to different questions ({said}): no split is given." in done.out
    assert "What moved" not in done.out
    assert f"{said.split()[0]} changed, so New business required cannot be held to" in done.err
    result = revplan("diff", *PAIR, "-f", "json").document["result"]
    assert result["incomparable"] == [said.split()[0]]
    assert {"before", "after", "change", "months"} & set(result) == set()


def test_plans_that_came_went_and_were_renamed_are_told_apart(diff: Diff) -> None:
    made = diff.made
    made.commit("more", {"plans/c.yaml": plan(name="Gone"), "plans/d.yaml": plan(name="Moved")})
    (made.folder / "plans/c.yaml").unlink()
    made.rename("plans/b.yaml", "plans/beta.yaml")
    made.rename("plans/d.yaml", "moved/d2.yaml")
    made.write({"moved/d2.yaml": plan(name="Moved", churn="31%"), "n.yaml": plan(name="New")})
    done = diff("--exit-code", code=1)
    assert "moved/d2.yaml (was plans/d.yaml) · HEAD (" in done.out
    assert "Gone: plans/c.yaml, only in HEAD (" in done.out
    assert "New: n.yaml, only in the working tree; new business required 8,000,000 USD." in done.out
    assert "plans/beta.yaml (was plans/b.yaml): no changes against HEAD (" in done.out
    result = diff.result()
    files = {(it["old"]["file"], it["new"]["file"]) for it in result["plans"]}  # type: ignore[attr-defined]
    assert files == {("plans/d.yaml", "moved/d2.yaml"), ("plans/b.yaml", "plans/beta.yaml")}
    assert [it["file"] for it in result["appeared"]] == ["n.yaml"]  # type: ignore[attr-defined]
    assert [it["file"] for it in result["gone"]] == ["plans/c.yaml"]  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(diff("-f", "csv").out)))
    assert {row["plan"] for row in rows} == {"moved/d2.yaml", "plans/beta.yaml"}
    assert "Gone: plans/c.yaml" in diff("plans/c.yaml").out


LIMITED = ("main", "--max-change", "5%", "--quiet", "--", "plans")


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_that_is_gone_fails_a_limit(form: str, diff: Diff) -> None:
    (diff.made.folder / "plans/b.yaml").unlink()
    done = diff("-f", form, "HEAD", *LIMITED[1:], code=1)
    base = f"HEAD ({diff.made.id('HEAD')[:7]})"
    said = f"plans/b.yaml is gone, and {base} has it: no limit of 5% can be held to it"
    way = "bring it back, or let it go in a change of its own that is compared without --max-change"
    assert done.err == f"{said}; {way}\n"
    if form == "json":
        assert [it["message"] for it in done.document["diagnostics"]] == [said]
    if form == "github":
        assert f"::error title=revplan::{said}".replace("%", "%25") in done.out


def test_a_plan_that_is_new_where_another_is_gone_fails_a_limit_too(diff: Diff) -> None:
    (diff.made.folder / "plans/b.yaml").unlink()
    diff.made.write({"plans/n.yaml": plan(name="New")})
    done = diff(*LIMITED, code=1)
    assert "\nplans/n.yaml is new, and plans/b.yaml is gone: no limit of 5%" in f"\n{done.err}"
    assert diff("main", "--", "plans").err == ""


@pytest.mark.parametrize("churn", ["30%", "60%"])
def test_a_plan_that_was_moved_out_fails_a_limit_with_where_it_lies(churn: str, diff: Diff) -> None:
    diff.made.rename("plans/b.yaml", "far/off.yaml")
    diff.made.write({"far/off.yaml": plan(name="Beta", churn=churn)})
    done = diff(*LIMITED, code=1)
    assert "Gone: plans/b.yaml, only in main (" in done.out
    assert "plans/b.yaml lies at far/off.yaml now, outside of what is compared: no" in done.err
    assert "move it back, or name far/off.yaml too" in done.err
    done = diff(*LIMITED, "far", code=int(churn == "60%"))
    assert "outside" not in done.err


def test_a_plan_that_was_moved_in_is_held_to_a_limit(diff: Diff) -> None:
    made = diff.made
    made.commit("elsewhere", {"far/c.yaml": plan(name="Cee")})
    made.rename("far/c.yaml", "plans/c.yaml")
    asked = ("HEAD", *LIMITED[1:])
    diff(*asked)
    made.write({"plans/c.yaml": plan(name="Cee", churn="60%")})
    done = diff(*asked, code=1)
    assert "plans/c.yaml (was far/c.yaml): New business required moves by" in done.err
    made.write({"plans/c.yaml": plan(name="Another")})
    assert "plans/c.yaml is new, and far/c.yaml is gone" in diff(*asked, code=1).err
    made.write({"far/c.yaml": plan(name="Cee")})
    assert "New: plans/c.yaml" in diff(*asked).out


def test_others_of_the_repository_are_not_told_under_a_limit(diff: Diff) -> None:
    made = diff.made
    made.commit("elsewhere", {"far/c.yaml": plan(name="Cee"), "far/d.yaml": plan(name="Dee")})
    made.write({"far/c.yaml": plan(name="Cee", churn="60%"), "far/d.yaml": "revplan: [broken"})
    asked = ("HEAD", *LIMITED[1:])
    assert "far" not in diff(*asked).out + diff(*asked).err
    assert diff("HEAD", "--max-change", "5%", "--", "nowhere", code=2).err.startswith(
        "error: there is no plan nowhere in HEAD ("
    )
    made.write({"empty/x.txt": ""})
    said = diff.wrong("HEAD", "--max-change", "5%", "--", "empty")
    assert said.startswith("there is no plan empty in HEAD (")


def test_a_plan_that_does_not_read_is_named_with_its_side_and_the_others_are_shown(
    diff: Diff,
) -> None:
    made = diff.made
    made.write({"plans/b.yaml": plan(name="Beta").replace("10M", "$10M")})
    done = diff("main", code=2)
    assert CHURN in done.out
    assert "Not compared, because of errors: plans/b.yaml." in done.out
    assert 'plans/b.yaml:5:23: error[RP112]: "$10M" is not an amount' in done.err
    assert done.err.endswith("1 error in plans/b.yaml: it cannot be compared.\n")
    short = made.commit("broken")[:7]
    made.write({"plans/b.yaml": plan(name="Beta")})
    for words in ([], ["HEAD"], ["plans"]):
        done = diff(*words, code=2)
        assert f"{short}:plans/b.yaml:5:23: error[RP112]" in done.err
    done = diff("HEAD:plans/b.yaml", "plans/b.yaml", code=2)
    assert done.out == ""
    assert done.err.endswith("1 error in HEAD:plans/b.yaml: it cannot be compared.\n")
    made.write({"plans/b.yaml": "revplan: 1\nname: B\n"})
    done = diff("plans/b.yaml", code=2)
    assert done.out == ""
    assert f"1 error in {short}:plans/b.yaml: " in done.err
    assert " errors in plans/b.yaml: " in done.err
    comment = diff("plans/b.yaml", "-f", "markdown", code=2).out
    assert f"Not compared, because of errors: {short}:plans/b.yaml and plans/b.yaml." in comment
    document = diff("main", "-f", "json", code=2).document
    assert [it["new"]["file"] for it in document["result"]["plans"]] == ["plans/a.yaml"]
    assert {it["file"] for it in document["diagnostics"]} == {"plans/b.yaml"}


def test_yaml_that_is_no_plan_is_passed_over_unless_it_is_named(diff: Diff) -> None:
    diff.made.commit("more", {"ci.yaml": "on: push\n", ".hidden/x.yaml": plan(name="H")})
    diff.made.write({"ci.yaml": "on: [push, a: b\n", ".hidden/x.yaml": plan(name="H", churn="1%")})
    done = diff()
    assert "ci.yaml" not in done.out + done.err
    assert ".hidden" not in done.out + done.err
    assert "ci.yaml:1:1: error[" in diff("ci.yaml", code=2).err


@pytest.mark.parametrize(
    "text",
    ["# a remark\n" + LINES, LINES.replace("30%", "0.3"), LINES.replace("10M", "10_000_000")],
)
def test_a_change_of_text_alone_says_so_in_one_line(text: str, diff: Diff) -> None:
    diff.made.write({"plans/b.yaml": text.replace("Acme", "Beta")})
    done = diff("plans/b.yaml")
    short = diff.made.id("HEAD")[:7]
    assert done.out == f"plans/b.yaml: text changed, numbers did not, against HEAD ({short}).\n"
    assert diff.result("plans/b.yaml")["changes"] == []


@pytest.mark.parametrize("setting", ["true", "false"])
def test_ends_of_lines_are_no_change(setting: str, diff: Diff) -> None:
    diff.made.git("config", "core.autocrlf", setting)
    diff.made.write({"plans/b.yaml": plan(name="Beta").replace("\n", "\r\n")})
    assert "plans/b.yaml: no changes against HEAD (" in diff("plans/b.yaml").out


# Formats


def many_changes(revplan: Revplan) -> dict[str, object]:
    streams = "new_streams:\n  workshops: {amount: 250k}\n"
    more = (
        "upsell:\n  premium: {amount: 400k, starts: 2027-03}\n" + streams
        + "phasing: {seasonality: [5, 6, 8, 7, 8, 10, 7, 6, 10, 9, 10, 14]}\n"
        + "expect: {target: 16M}\n"
    )  # fmt: skip
    pair(revplan, plan(), plan("60%", "33%", more=more))
    return revplan("diff", *PAIR, "-f", "json").document["result"]


def test_json_gives_effects_that_add_up_to_the_change(revplan: Revplan) -> None:
    result = many_changes(revplan)
    changes = result["changes"]
    effects = [Decimal(it["effect"]) for it in changes if "effect" in it]  # type: ignore[attr-defined,union-attr]
    assert len(effects) >= 4
    assert sum(effects) == Decimal(str(result["change"]))
    assert Decimal(str(result["after"])) - Decimal(str(result["before"])) == sum(effects)
    assert [it["path"] for it in changes if "effect" not in it] == ["expect.target"]  # type: ignore[attr-defined]
    for it in [*result["bridge"], *result["months"]]:  # type: ignore[misc]
        assert Decimal(it["after"]) - Decimal(it["before"]) == Decimal(it["change"])
    assert len(result["months"]) == 12  # type: ignore[arg-type]
    assert (result["old"]["file"], result["new"]["file"]) == PAIR  # type: ignore[index]


def test_csv_has_a_row_a_change_and_a_row_a_figure(revplan: Revplan) -> None:
    result = many_changes(revplan)
    rows = list(csv.DictReader(io.StringIO(revplan("diff", *PAIR, "-f", "csv").out)))
    changes = [row for row in rows if row["level"] == "change"]
    told = [(it["path"], it.get("effect", "")) for it in result["changes"]]  # type: ignore[attr-defined]
    assert [(row["path"], row["effect"]) for row in changes] == told
    figures = {row["path"]: row["effect"] for row in rows if row["level"] == "figure"}
    assert figures["new_business"] == result["change"]


def markers(text: str) -> list[str]:
    return re.findall(r"<!-- revplan:([0-9a-f]{16}) -->", text)


def test_a_comment_begins_with_one_marker_that_depends_on_the_question_alone(diff: Diff) -> None:
    first = diff("main", "-f", "markdown").out
    assert first.startswith("<!-- revplan:")
    assert "**New business required 8,000,000 → 8,200,000 USD \\(+200,000, +2.5%\\)" in first
    one = diff("main", "plans/a.yaml", "-f", "markdown").out
    diff.made.write({"plans/b.yaml": plan(name="Beta", churn="1%")})
    second = diff("main", "-f", "markdown").out
    diff.made.write({"plans/a.yaml": plan(), "plans/b.yaml": plan(name="Beta")})
    third = diff("main", "-f", "markdown").out
    assert len(markers(first)) == len(markers(second)) == 1
    assert markers(first) == markers(second) == markers(third) != markers(one)
    assert markers(one) == markers(diff("-f", "markdown", "work", "--", "plans/a.yaml").out)
    assert len({first, second, third}) == 3


@pytest.mark.slow
def test_a_comment_about_hundreds_of_plans_fits_and_says_what_is_missing(diff: Diff) -> None:
    names = ["\U0001f4b0" * 40 + f"{number:03}.yaml" for number in range(300)]
    made = diff.made
    made.commit("many", {name: plan(name=name[-8:-5]) for name in names})
    made.write({name: plan("51%", "31%", name=name[-8:-5]) for name in names})
    changed = diff("-f", "markdown").raw_out
    for name in names:
        (made.folder / name).unlink()
    gone = diff("-f", "markdown").raw_out
    for text in (changed, gone):
        assert 1_000 < len(text) <= 60_000
        assert text.startswith(b"<!-- revplan:")
        shape_of(text.decode().partition("\n")[2])
    assert re.search(rb"and [\d,]+ more", changed)
    assert "Gone: 280 more plans, only in HEAD" in gone.decode()
    assert gone.count(b"Gone: ") == 21


def properties(line: str) -> dict[str, str]:
    """What a runner reads of an annotation."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    read = dict(part.split("=", 1) for part in found[2].split(","))
    for name, text in (*read.items(), ("message", found[3])):
        for written, char in (
            ("%0D", "\r"),
            ("%0A", "\n"),
            ("%3A", ":"),
            ("%2C", ","),
            ("%25", "%"),
        ):
            text = text.replace(written, char)
        read[name] = text
    return read | {"kind": found[1]}


def test_annotations_stand_at_the_lines_of_the_new_file(diff: Diff) -> None:
    for words in (["main"], ["main...work"], ["main~1..work"]):
        (line,) = diff(*words, "-f", "github").out.splitlines()
        found = properties(line)
        assert (found["kind"], found["file"], found["line"]) == ("notice", "plans/a.yaml", "7")
        assert found["message"] == "churn.rate 30% -> 32%: New business required +200,000 USD"
    diff.made.commit("broken", {"plans/b.yaml": plan(name="Beta").replace("10M", "$10M")})
    lines = diff("main...work", "-f", "github", code=2).out.splitlines()
    assert [properties(line)["file"] for line in lines] == ["plans/b.yaml", "plans/a.yaml"]


def test_a_line_that_is_gone_is_annotated_without_a_place(diff: Diff) -> None:
    diff.made.commit("more", {"plans/a.yaml": plan(more="upsell: {x: {amount: 10k}}\n")})
    diff.made.write({"plans/a.yaml": plan()})
    (line,) = diff("-f", "github").out.splitlines()
    assert "file" not in properties(line)
    assert properties(line)["message"].startswith("plans/a.yaml: upsell.x removed: {amount: 10k}")


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_cut(
    columns: int, revplan: Revplan
) -> None:
    many_changes(revplan)
    done = revplan.terminal("diff", *PAIR, columns=columns)
    assert done.code == 0
    plain = re.sub(r"\x1b\[\d+m", "", done.out)
    tables = [
        line for line in plain.splitlines() if re.search(r"\d,\d{3} ", line) and "(" not in line
    ]
    assert max(map(len, tables)) <= columns
    assert "…" not in plain
    assert "new business" in plain.lower()


def test_an_encoding_that_has_no_lines_gets_dashes(revplan: Revplan) -> None:
    pair(revplan, plan(), plan(churn="32%"))
    done = revplan("diff", *PAIR, env={"PYTHONIOENCODING": "ascii"})
    assert done.code == 0
    assert done.raw_out.isascii()
    assert "  ----------" in done.out


def test_colour_is_bold_and_dim_and_red_where_a_figure_falls(revplan: Revplan) -> None:
    pair(revplan, plan(), plan(churn="32%"))
    plain, coloured = revplan("diff", *PAIR), revplan("diff", *PAIR, "--color", "always")
    assert set(re.findall(r"\x1b\[[^m]*m", coloured.out)) == {
        *("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m")
    }
    assert re.search(r"\x1b\[31m *-[\d,]+", coloured.out)
    assert not re.search(r"\x1b\[31m[^-]*\x1b", coloured.out)
    assert re.sub(r"\x1b\[\d+m", "", coloured.out) == plain.out


def test_a_reader_who_leaves_is_no_error(diff: Diff) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        process = subprocess.Popen(
            [diff.revplan.script, "diff", "main"],
            cwd=diff.made.folder,
            env=diff.revplan.environment,
            stdout=closed,
            stderr=subprocess.PIPE,
        )
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (141, b"")


def test_an_answer_goes_into_a_file_by_its_suffix(diff: Diff) -> None:
    assert diff("main", "-o", "out.md").err == "wrote out.md\n"
    assert (diff.made.folder / "out.md").read_text() == diff("main", "-f", "markdown").out
    assert "name the file .json, .csv, .md" in diff.wrong("main", "-o", "out.html")


# Repositories of every kind


def test_a_repository_without_commits_says_so(diff: Diff, tmp_path: Path) -> None:
    empty = repository(tmp_path / "empty")
    empty.write({"a.yaml": plan()})
    for words in ([], ["a.yaml"], ["HEAD"]):
        said = diff.wrong(*words, cwd=empty.folder)
        assert said == "there are no commits here yet; commit the plans first"


def test_a_repository_without_plans_says_so(diff: Diff, tmp_path: Path) -> None:
    made = repository(tmp_path / "code")
    made.commit("code", {"ci.yaml": "on: push\n"})
    assert diff.wrong(cwd=made.folder).startswith("no plans found in HEAD (")


def test_a_detached_head_and_a_deleted_branch(diff: Diff) -> None:
    made = diff.made
    made.git("checkout", "--quiet", "--detach")
    assert CHURN in diff("main").out
    made.git("branch", "--quiet", "-D", "work")
    assert diff.wrong("work") == 'there is no branch, tag or commit "work"'


def test_a_bare_repository_a_worktree_and_a_submodule(diff: Diff, tmp_path: Path) -> None:
    made = diff.made
    bare = cloned(made, tmp_path / "bare.git", "--bare")
    assert diff.wrong("main~1..main", cwd=bare.folder) == (
        "this is a bare repository: it has no files of its own; run this in a clone or a worktree "
        "of it"
    )
    made.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    assert CHURN in diff("main", cwd=tmp_path / "other").out
    above = repository(tmp_path / "above")
    above.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(made.folder),
              "sub")  # fmt: skip
    above.commit("sub", {"own.yaml": plan(name="Own")})
    assert told(diff(cwd=above.folder)).startswith("own.yaml: no changes against HEAD (")
    assert "sub/plans/a.yaml: no changes" in diff("sub/plans/a.yaml", cwd=above.folder).out
    assert '"own.yaml" is not in the repository at ' in diff.wrong(
        "--", "sub/plans/a.yaml", "own.yaml", cwd=above.folder
    )
    assert (
        "this is another repository" in diff("HEAD:sub", "own.yaml", code=2, cwd=above.folder).err
    )


def test_a_shallow_clone_is_told_to_fetch_more(diff: Diff, tmp_path: Path) -> None:
    shallow = cloned(diff.made, tmp_path / "shallow", "--depth", "1", "--branch", "work")
    for words in (["main"], ["HEAD~1"], ["main:plans/a.yaml", "plans/a.yaml"], ["main..."]):
        said = diff.wrong(*words, cwd=shallow.folder)
        assert (
            "is not in this clone, which is shallow; in GitHub Actions set fetch-depth: 0" in said
        )
    shallow.git("fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    said = diff.wrong("origin/main", cwd=shallow.folder)
    assert said.startswith("the commit where origin/main and HEAD part is not in this clone, which")
    assert "set fetch-depth: 0" in said


@pytest.mark.parametrize("target", ["/etc/passwd", "{outside}"])
def test_links_are_not_followed_out_of_a_commit_or_the_repository(target: str, diff: Diff) -> None:
    made = diff.made
    outside = made.folder.parent / "secret.yaml"
    outside.write_text("secret: [1\n")
    target = target.format(outside=outside)
    link = made.folder / "plans/b.yaml"
    link.unlink()
    link.symlink_to(target)
    asked = ([], ["plans/b.yaml"], ["main", "--", "plans/b.yaml"], ["plans/a.yaml", "plans/b.yaml"])
    done = [diff(*words, code=2) for words in asked]
    made.commit("link")
    done += [diff("HEAD:plans/b.yaml", "plans/a.yaml", code=2), diff("HEAD~1..HEAD", code=2)]
    for it in done:
        assert "this is a link" in it.err
        assert "put the plan itself here" in it.err
        assert not re.search("secret:|root:|" + target, it.out + it.err)
    assert diff().err == ""


def test_a_link_within_the_repository_is_passed_over(diff: Diff) -> None:
    made = diff.made
    (made.folder / "plans/latest.yaml").symlink_to("a.yaml")
    for _ in range(2):
        done = diff("HEAD")
        assert (done.err, "latest" in done.out) == ("", False)
        made.commit("link")
    diff("HEAD~1..HEAD")


def test_a_name_like_an_option_is_a_name(diff: Diff) -> None:
    made = diff.made
    for name in ("-x", "--output=f", "--upload-pack=touch f"):
        said = diff.wrong("--", name)
        assert said.startswith(f"there is no plan {name} in HEAD (")
        if " " not in name:
            made.git("update-ref", f"refs/heads/{name}", "HEAD~1")
            assert "churn.rate" in diff(f"refs/heads/{name}").out
    assert not (made.folder / "f").exists()


def test_no_program_that_a_repository_names_is_run(diff: Diff) -> None:
    made, marker = diff.made, diff.made.folder / "ran"
    program = made.folder / "program"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\nexec cat\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "diff.x.textconv", "diff.x.command", "diff.external",
                "gpg.program", "core.pager", "filter.x.clean", "filter.x.smudge",
                "filter.x.process", "core.sshCommand"):  # fmt: skip
        made.git("config", key, str(program))
    made.git("config", "log.showSignature", "true")
    made.write({".gitattributes": "*.yaml diff=x filter=x\n"})
    for words in ([], ["main"], ["main..work"], ["main:plans/a.yaml", "plans/a.yaml"]):
        diff(*words)
    diff.revplan("log", "plans/a.yaml", cwd=made.folder)
    assert not marker.exists()
    made.git("diff", code=None)
    assert marker.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
def test_a_repository_of_another_user_is_not_trusted(diff: Diff) -> None:
    for path in (diff.made.folder, *diff.made.folder.rglob("*")):
        os.chown(path, 12345, 12345)
    said = diff.wrong("main")
    assert said.startswith("git does not trust this repository: it belongs to another user; ")
    assert f"git config --global --add safe.directory {diff.made.folder}" in said


def odd_names() -> Iterable[str]:
    return ("a plan.yaml", "it's \"the\" plan.yaml", "Umsätze ü.yaml", "two\nlines.yaml", "-x.yaml",
            ":(top)a.yaml", "*.yaml", "a,b.yaml", "::error::x.yaml", "\x1b[31m.yaml")  # fmt: skip


@pytest.mark.parametrize("name", odd_names(), ids=ascii)
def test_plans_of_any_name_are_found_and_shown(name: str, diff: Diff) -> None:
    made = diff.made
    made.commit("odd", {f"odd/{name}": plan(name="Odd")})
    made.write({f"odd/{name}": plan(name="Odd", churn="32%")})
    for words in ([], ["HEAD", "--", f"odd/{name}"], ["HEAD", "--", "odd"],
                  [f"HEAD:odd/{name}", f"odd/{name}"]):  # fmt: skip
        for form in FORMATS:
            done = diff("-f", form, *words)
            assert hidden_in(done.out) == []
            assert done.out.count("32%") >= 1
            if form != "github":
                assert commands_in(done.out) == []
    (line,) = diff("-f", "github").out.splitlines()
    assert properties(line)["kind"] == "notice"


def test_a_huge_file_is_not_read(diff: Diff) -> None:
    made = diff.made
    made.commit("huge", {"huge.yaml": "revplan: 1\n" + "#" * 20_000_000, "more.yaml": plan()})
    made.write({"huge.yaml": plan(name="Huge")})
    done = diff(code=2)
    assert "huge.yaml:1:1: error[RP001]: the file is larger than 1,048,576 bytes" in done.err


def test_unchanged_plans_are_neither_read_nor_judged(diff: Diff) -> None:
    broken = {f"plans/{number}.yaml": "revplan: 1\nname: [\n" for number in range(200)}
    diff.made.commit("many broken plans that nobody touches", broken)
    diff.made.write({"plans/a.yaml": plan(churn="34%")})
    done = diff()
    assert done.err == ""
    assert "churn.rate   32% -> 34%" in done.out
    assert "and 182 others" in done.out


# Lists that grow


def test_a_list_of_words_that_grew_or_changed_is_told_by_its_entries(diff: Diff) -> None:
    strategy = "strategy: {initiatives: {desk: {supports: [LIST]}}}\n"
    old = plan(more=strategy.replace("LIST", "churn, target.growth"))
    new = plan(more=strategy.replace("LIST", "churn.rate, target.growth, upsell"))
    for name, text in zip(PAIR, (old, new), strict=True):
        (diff.made.folder / name).write_text(text, encoding="utf-8")
    assert "[1] churn -> churn.rate, [3] added: upsell" in diff(*PAIR).out
    assert "[1] churn.rate -> churn, [3] removed: upsell" in diff(*reversed(PAIR)).out


def test_a_list_of_shares_that_grew_is_one_change(diff: Diff) -> None:
    capacity = "capacity: {productivity: 1M, ramp: RAMP, reps: {a: {count: 1, starts: 2026-01}}}\n"
    old, new = (
        read_text(plan(more=capacity.replace("RAMP", ramp)))
        for ramp in ("[0%, 50%]", "[0%, 50%, 75%]")
    )
    assert old.plan is not None
    assert new.plan is not None
    (change,) = differences(old.plan, new.plan)
    assert change.path == ("capacity", "ramp")
    assert change_text(change) == "[3] added: 75%"


def test_texts_that_differ_late_are_told_whole(diff: Diff) -> None:
    said = "every household of the county has a heating that works, at a price that it can pay, "
    said += "which is at most "
    before, after = (f"{plan()}strategy: {{mission: '{said}{n} euros'}}\n" for n in (90, 95))
    diff.made.commit("mission", {"plans/a.yaml": before})
    diff.made.write({"plans/a.yaml": after})
    told = " ".join(diff("HEAD").out.split())
    assert f"{said}90 euros -> {said}95 euros" in told
