"""The GitHub action: its steps run as a runner runs them, its comments left with a fake GitHub."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import copy_of_the_tree, offline, snippet
from conftest import ROOT, Revplan, clean_environment, script
from fake_github import GitHub, fake_github
from repositories import Made, cloned, repository
from test_hostile import HOSTILE, broken_plan_of, commands_in, hidden_in, plan_of, shape_of

from revplan import __version__

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
PLAN = plan_of("Acme")
OTHER = PLAN.replace("churn: {rate: 0%}", "churn: {rate: 10%}")
WARNED = PLAN.replace("waivers:", "# waivers:")
BROKEN = PLAN.replace("target:", "tarjet:")
TOKEN = "ghs_secret"
EVENT = ("pull_request.number", "merge_group.base_sha", "before", "forced")
ZEROS = "0" * 40


@dataclass
class Went:
    """What the steps of the action left behind."""

    code: int
    out: str
    err: str
    summary: str
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def annotations(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith("::")]


class Runner:
    """A runner of GitHub Actions with a pull request checked out in its workspace."""

    def __init__(self, folder: Path, base: str = "main") -> None:
        self.temp = folder / "runner temp"
        self.temp.mkdir()
        self.origin = repository(folder / "origin")
        self.workspace = folder / "work space"
        self.base = base
        self.github: dict[str, str] = {}
        self.environment = clean_environment(folder) | {"no_proxy": "*"}

    def pull_request(
        self, before: Mapping[str, str | bytes], after: Mapping[str, str | bytes | None]
    ) -> None:
        """The base branch with some files, a request that changes them (None: removes), a clone."""
        self.origin.commit("Before", before)
        if self.base != "main":
            self.origin.git("update-ref", f"refs/heads/{self.base}", "HEAD")
        self.origin.branch("change")
        self.change(after)
        cloned(self.origin, self.workspace)
        assert self.git("branch", "--show-current") == "change"

    def change(self, files: Mapping[str, str | bytes | None]) -> None:
        for name, text in files.items():
            if text is None:
                (self.origin.folder / name).unlink()
        self.origin.commit("After", {name: it for name, it in files.items() if it is not None})
        if self.workspace.exists():
            self.git("pull", "--quiet")

    def git(self, *arguments: str) -> str:
        return Made(self.workspace).git(*arguments)

    def on(self, github: GitHub) -> None:
        """Its commands from now on know of a GitHub."""
        self.github = {"GITHUB_GRAPHQL_URL": github.url}

    def __call__(
        self,
        request: bool = True,
        installing: bool = False,
        event: Mapping[str, str] | None = None,
        **inputs: str,
    ) -> Went:
        """All steps of the action, one after the other while they end with 0.

        The event is what `github.event` holds; a pull request's, or that of some other, which
        `event` gives more of.
        """
        files = {name: self.temp / name for name in ("OUTPUT", "STEP_SUMMARY", "ENV", "PATH")}
        for path in files.values():
            path.write_text("")
        if not installing:
            (self.temp / "revplan/bin").mkdir(parents=True, exist_ok=True)
            if not (self.temp / "revplan/bin/revplan").exists():
                (self.temp / "revplan/bin/revplan").symlink_to(script())
        known = {f"inputs.{name}": it["default"] for name, it in ACTION["inputs"].items()}
        known |= {f"inputs.{name.replace('_', '-')}": it for name, it in inputs.items()}
        known |= {f"github.event.{name}": "" for name in EVENT}
        known["github.event.pull_request.number"] = "7" if request else ""
        known |= {f"github.event.{name}": it for name, it in (event or {}).items()}
        given = self.environment | self.github | {f"GITHUB_{k}": str(p) for k, p in files.items()}
        given |= {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_BASE_REF": self.base if request else "",
            "GITHUB_REPOSITORY": "acme/plans",
        }
        went = Went(0, "", "", "")
        for step in STEPS:
            if step["name"] == "Install revplan" and not installing:
                continue
            done = self.step(step, known, given)
            went.code, went.out, went.err = (
                done.returncode, went.out + done.stdout, went.err + done.stderr,
            )  # fmt: skip
            went.outputs |= dict(
                line.split("=", 1) for line in files["OUTPUT"].read_text().splitlines()
            )
            known |= {f"steps.{step.get('id')}.outputs.{k}": it for k, it in went.outputs.items()}
            files["OUTPUT"].write_text("")
            if went.code:
                break
        went.summary = files["STEP_SUMMARY"].read_text(encoding="utf-8")
        assert files["ENV"].read_text() == files["PATH"].read_text() == ""
        assert TOKEN not in went.out + went.err + went.summary
        return went

    def step(
        self, step: dict[str, Any], known: dict[str, str], given: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        place = self.temp / "step.sh"
        place.write_text(step["run"], encoding="utf-8")
        environment = given | {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda it: known[it[1]], value)
            for name, value in step.get("env", {}).items()
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(place)],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.fixture
def github(runner: Runner) -> Iterator[GitHub]:
    with fake_github() as github:
        runner.on(github)
        yield github


# The manifest


def valid(schema: str, path: Path) -> str:
    """What check-jsonschema says against; empty where the file is valid."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        capture_output=True,
        text=True,
    )
    return done.stdout if done.returncode else ""


def test_the_manifest_is_one_of_an_action() -> None:
    assert valid("vendor.github-actions", ROOT / "action.yml") == ""


def test_nothing_is_written_into_a_script_and_every_input_is_used() -> None:
    assert STEPS
    for step in STEPS:
        assert set(step) <= {"name", "id", "shell", "env", "run"}
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    used = " ".join(value for step in STEPS for value in step.get("env", {}).values())
    assert {f"inputs.{name}" for name in ACTION["inputs"]} == set(
        re.findall(r"inputs\.[\w-]+", used)
    )


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["name"])
def test_a_script_is_one_that_bash_reads(step: dict[str, str]) -> None:
    subprocess.run(["bash", "-n", "-c", step["run"]], check=True)


# Installing


@pytest.mark.slow
def test_revplan_is_installed_beside_the_checkout_and_not_from_it(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    trap = "open('pwned', 'w').close()\n"
    modules = ("venv", "pip", "ensurepip", "sys", "json", "urllib", "yaml", "revplan")
    runner.pull_request(
        {"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER} | {f"{name}.py": trap for name in modules}
    )
    runner.environment |= offline(tmp_path / "pip")
    went = runner(installing=True, install=str(copy_of_the_tree(tmp_path / "tree")))
    assert went.code == 0, went.err
    assert "Checked 1 plan" in went.out
    assert "New business required" in went.summary
    assert not (runner.workspace / "pwned").exists()
    assert not (runner.temp / "revplan/bin/revplan").is_symlink()
    assert runner.git("status", "--porcelain") == ""


def test_a_python_that_is_too_old_is_named(runner: Runner, tmp_path: Path) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {})
    old = tmp_path / "old/python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    runner.environment["PATH"] = f"{old.parent}:{runner.environment['PATH']}"
    went = runner(installing=True)
    assert went.code == 2
    assert "needs Python 3.11; put actions/setup-python before it" in went.out


# Checking and comparing


def test_a_change_is_checked_and_told_in_the_summary(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    went = runner()
    assert (went.code, went.outputs) == (0, {"base": "", "code": "0", "changed": "1"})
    assert "Checked 1 plan" in went.out
    assert "→" in went.summary
    assert r"origin/main \(" in went.summary
    assert "churn.rate" in went.summary


def test_a_broken_plan_fails_the_job_with_a_text_and_an_annotation(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": BROKEN})
    went = runner()
    assert went.code == 1
    assert "plans/p.yaml:6:1: error[RP104]" in went.out
    assert any("file=plans/p.yaml,line=6,col=1" in line for line in went.annotations)
    assert "Not compared, because of errors" in went.summary


def test_a_change_that_mends_a_plan_passes(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": BROKEN}, {"plans/p.yaml": PLAN})
    went = runner()
    assert went.code == 0
    assert "Not compared, because of errors" in went.summary
    assert "it cannot be compared" in went.err


def test_warnings_fail_where_they_are_asked_to(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": WARNED})
    assert runner().code == 0
    assert runner(strict="true").code == 1


def test_what_is_neither_true_nor_false_is_refused_before_anything_runs(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {})
    said = "::error title=revplan::strict is neither true nor false; write one of the two\n"
    for word in ("yes", "1", "on", "", " true", "true\n", "False ", "tru", "nil"):
        went = runner(strict=word, installing=True)
        assert (went.code, went.out, went.err) == (2, said, ""), word
    assert list(runner.temp.glob("revplan/*")) == []


def test_a_switch_is_read_in_any_case(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": WARNED})
    for word, code in {"True": 1, "TRUE": 1, "False": 0, "FALSE": 0}.items():
        assert runner(strict=word).code == code, word


def test_a_limit_that_came_to_nothing_is_no_permission(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    went = runner(max_change="")
    assert went.code == 2
    assert (
        "::error title=revplan::max-change is empty; write an amount, a share, or none" in went.out
    )
    assert runner(max_change="None").code == 0


def pushed(runner: Runner, name: str) -> dict[str, str]:
    """The event of a push, or of a merge queue, that came after the commit before the last."""
    return {name: runner.git("rev-parse", "HEAD~1")}


@pytest.mark.parametrize("name", ["before", "merge_group.base_sha"])
def test_a_limit_holds_on_a_push_and_in_a_merge_queue(name: str, runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    event = pushed(runner, name)
    went = runner(request=False, event=event, max_change="5%")
    assert went.code == 1
    assert "error[RP905]: new business moves by +100,000" in went.out
    assert "churn.rate" in went.summary
    assert runner(request=False, event=event, max_change="100k").code == 0


def test_a_queue_has_its_own_base_and_a_given_one_comes_first(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    event = {"merge_group.base_sha": "b" * 40, "before": "c" * 40}
    asked = recorded(runner)
    runner(request=False, event=event, max_change="5%")
    runner(request=False, event=event, max_change="5%", base="HEAD~1")
    runner(event=event, max_change="5%")
    bases = [words[words.index("--against") + 1] for line in asked.read_text().splitlines()
             if "--against" in (words := json.loads(line))]  # fmt: skip
    assert bases == ["b" * 40, "HEAD~1", "origin/main"]


@pytest.mark.parametrize(
    "event",
    [{}, {"before": ZEROS}, {"before": "a" * 40, "forced": "true"}, {"before": "HEAD~1"},
     {"before": "--output=pwned"}, {"before": "aa\nbase=HEAD"}],
    ids=["a schedule", "a new branch", "a forced push", "no id", "an option", "two lines"],
)  # fmt: skip
def test_a_limit_that_cannot_be_held_fails_and_says_what_to_give(
    event: dict[str, str], runner: Runner
) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    asked = recorded(runner)
    went = runner(request=False, event=event, max_change="5%")
    obeys_nobody(runner, went, 2)
    assert "max-change cannot be held; give base, a commit" in went.annotations[0]
    assert not asked.exists()
    assert runner(request=False, event=event).code == 0
    assert runner(request=False, event=event, max_change="5%", base="HEAD~1").code == 0


def test_a_base_that_is_not_there_fails_and_says_what_to_do(runner: Runner, github: GitHub) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    runner.base = "nowhere"
    went = runner(token=TOKEN)
    assert went.code == 2
    assert "nowhere" in went.err
    assert "could not be compared; the log says why" in went.out
    assert len(github.comments) == 1


def test_a_shallow_checkout_is_told_to_fetch_more(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    whole = runner.workspace
    runner.workspace = whole.with_name("shallow")
    cloned(runner.origin, runner.workspace, "--depth", "1")
    went = runner()
    assert went.code == 2
    assert "fetch-depth: 0" in went.err
    event = {"before": Made(whole).git("rev-parse", "HEAD~1")}
    went = runner(request=False, event=event, max_change="5%")
    assert went.code == 2
    assert "fetch-depth: 0" in went.err


def test_a_plan_that_leaves_fails_a_limit(runner: Runner) -> None:
    before = {"plans/p.yaml": PLAN, "plans/q.yaml": PLAN.replace("Acme", "Quince")}
    runner.pull_request(before, {"plans/q.yaml": None})
    assert runner().code == 0
    went = runner(max_change="5%")
    assert went.code == 1
    assert "plans/q.yaml:1:1: error[RP905]: plans/q.yaml is gone, and origin/main (" in went.out
    assert any("file=plans/q.yaml,line=1" in line for line in went.annotations)


def test_outside_a_pull_request_plans_are_checked_alone(runner: Runner, github: GitHub) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    went = runner(request=False, token=TOKEN, event={"before": runner.git("rev-parse", "HEAD~1")})
    assert (went.code, went.summary, github.asked) == (0, "", [])
    assert "compared with" not in went.err
    went = runner(request=False, base="HEAD~1")
    assert "New business required" in went.summary


def test_plans_are_files_and_folders_a_line_each(runner: Runner) -> None:
    names = ["plans/a b.yaml", "-x/ü.yaml", "*.yaml"]
    runner.pull_request(dict.fromkeys([*names, "c.yaml"], PLAN), dict.fromkeys(names, OTHER))
    went = runner(plans="plans/a b.yaml\n\n-x\n*.yaml\n")
    assert went.code == 0, went.err
    assert "Checked 3 plans" in went.out
    assert "a b.yaml" in went.summary


def test_a_figure_that_moves_too_far_fails_after_the_comment(
    runner: Runner, github: GitHub
) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    went = runner(token=TOKEN, max_change="5%")
    assert went.code == 1
    assert "error[RP905]: new business moves by +100,000, more than 4,500 (5%" in went.out
    assert any("RP905" in line for line in went.annotations)
    assert "churn.rate" in github.comments[0]["body"]
    assert runner(token=TOKEN, max_change="100k").code == 0


def test_whoever_adds_a_waiver_is_said_without_being_asked(runner: Runner) -> None:
    waived = PLAN.replace("waivers: [", 'waivers: [{rule: RP305, because: "two desks more"}, ')
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": waived})
    went = runner()
    assert any("title=revplan RP903" in line for line in went.annotations), went.annotations


def recorded(runner: Runner, **codes: int) -> Path:
    """A revplan that writes down what it is asked and ends with these codes."""
    place = runner.temp / "revplan/bin/revplan"
    place.parent.mkdir(parents=True)
    place.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"print(json.dumps(sys.argv[1:]), file=open({str(runner.temp / 'asked')!r}, 'a'))\n"
        f"sys.exit({codes!r}.get(sys.argv[1], 0))\n"
    )
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return runner.temp / "asked"


def test_a_limit_and_a_measure_are_passed_on(runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {})
    asked = recorded(runner)
    runner(max_change="-5%", measure="--all", strict="true")
    check, diff = map(json.loads, asked.read_text().splitlines())
    assert check[:1] + check[5:] == [
        "check", "--force", "--strict", "--against", "origin/main", "--max-change=-5%", "--",
        "plans",
    ]  # fmt: skip
    assert diff == [
        "diff", "--exit-code", "--format", "markdown", "--measure=--all",
        "--output", f"{runner.temp}/revplan/diff.md", "--force", "origin/main", "--", "plans",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "diff", "expected"),
    [(0, 1, 0), (1, 0, 1), (1, 70, 1), (0, 70, 70), (2, 2, 2), (70, 0, 70), (0, 2, 0)],
)
def test_the_check_decides_and_then_what_went_wrong(
    check: int, diff: int, expected: int, runner: Runner
) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {})
    recorded(runner, check=check, diff=diff)
    assert runner().code == expected


# The comment


def test_a_comment_is_made_once_and_then_kept_up_to_date(runner: Runner, github: GitHub) -> None:
    runner.pull_request({"plans/p.yaml": PLAN, "plans/q.yaml": PLAN}, {"plans/p.yaml": OTHER})
    assert "The comment made." in runner(token=TOKEN).out
    first = github.comments[0]["body"]
    assert re.match(r"<!-- revplan:[0-9a-f]{16} -->\n", first)
    assert "plans/p.yaml" in first
    assert github.tokens == {f"Bearer {TOKEN}"}
    assert "The comment is up to date." in runner(token=TOKEN).out
    runner.change({"plans/q.yaml": OTHER})
    assert "The comment updated." in runner(token=TOKEN).out
    runner.change({"plans/p.yaml": PLAN, "plans/q.yaml": PLAN})
    assert "The comment updated." in runner(token=TOKEN).out
    assert "Unchanged" in github.comments[0]["body"]
    assert github.changes == ["addComment", "updateIssueComment", "updateIssueComment"]
    runner(token=TOKEN, measure="target")
    assert len(github.comments) == 1
    runner.change({"plans/q.yaml": OTHER})
    runner(token=TOKEN, measure="churned")
    assert len(github.comments) == 2


def test_a_job_that_fails_comments_before_it_does(runner: Runner, github: GitHub) -> None:
    after = {"plans/p.yaml": OTHER, "plans/q.yaml": BROKEN}
    runner.pull_request({"plans/p.yaml": PLAN, "plans/q.yaml": PLAN}, after)
    assert runner(token=TOKEN).code == 1
    assert "Not compared, because of errors" in github.comments[0]["body"]
    assert "New business required" in github.comments[0]["body"]


def test_a_request_that_moves_no_figure_is_not_commented(runner: Runner, github: GitHub) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": f"# more\n{PLAN}", "x": "y"})
    went = runner(token=TOKEN)
    assert "The comment not needed." in went.out
    assert (went.code, github.changes) == (0, [])
    assert "numbers did not" in went.summary


def test_without_a_token_nobody_is_asked(runner: Runner, github: GitHub) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    assert runner().code == 0
    assert github.asked == []


def test_our_comment_is_found_on_a_later_page_and_no_strangers_is_touched(
    runner: Runner, github: GitHub
) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    runner(token=TOKEN)
    ours = github.comments.pop()
    marker = ours["body"].split("\n")[0]
    github.comment(f"{marker}\nAPPROVED")
    github.comment(f"> {marker}\nquoted by our own account", ours=True)
    for number in range(230):
        github.comment(f"{number}")
    strangers = [dict(it) for it in github.comments]
    github.comments.append(ours | {"body": f"{marker}\nold"})
    runner(token=TOKEN)
    assert github.comments[-1]["body"] == ours["body"]
    assert github.comments[:-1] == strangers
    assert github.changes == ["addComment", "updateIssueComment"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"read_only": True}, "the token may not; it needs the permission pull-requests: write"),
        ({"status": 403}, "GitHub answers with 403"),
        ({"status": 502, "said": b"<html>"}, "GitHub answers with 502"),
        ({"said": b"<html>"}, "GitHub cannot be asked"),
        ({"said": b"{}"}, "GitHub does not do what it is asked"),
        ({"said": b"[]"}, "GitHub's answer is not understood"),
        ({"said": b'{"data": {"repository": null}}'}, "GitHub's answer is not understood"),
        ({"said": b'{"errors": [{"message": "\\n::error::x"}]}'}, "does not do what it is asked"),
        ({"url": "http://127.0.0.1:1/"}, "GitHub cannot be asked (URLError)"),
        ({"url": "http://example.com/"}, "the address of GitHub's API is not https"),
        ({"url": "file:///etc/passwd"}, "the address of GitHub's API is not https"),
    ],
    ids=lambda it: str(it)[:40],
)
def test_a_comment_that_cannot_be_left_is_a_notice(
    state: dict[str, Any], told: str, runner: Runner, github: GitHub
) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    for name, value in state.items():
        setattr(github, name, value)
    runner.on(github)
    went = runner(token=TOKEN)
    assert went.code == 0, went.err
    assert re.search(rf"^::notice title=revplan::no comment: .*{re.escape(told)}", went.out, re.M)
    assert "Traceback" not in went.err
    assert "New business required" in went.summary
    assert github.comments == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_the_token_goes_nowhere_else(status: int, runner: Runner, github: GitHub) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    with fake_github() as elsewhere:
        github.status, github.location = status, elsewhere.url
        went = runner(token=TOKEN)
        assert elsewhere.asked == []
    assert f"GitHub answers with {status}" in went.out
    assert went.code == 0


# Strangers


def obeys_nobody(runner: Runner, went: Went, expected: int | None = None) -> None:
    """No command was run, the runner is told what we tell it alone, the Markdown is words."""
    assert not list(runner.temp.parent.rglob("pwned*"))
    assert commands_in(went.err) == []
    told = commands_in(went.out)
    assert len(told) == len(went.annotations)
    assert set(told) <= {"error", "warning", "notice"}
    assert all(line.split("title=")[1].startswith("revplan") for line in went.annotations)
    assert hidden_in(went.out) == hidden_in(went.err) == []
    plain(went.summary)
    if expected is not None:
        assert went.code == expected, went.err


def plain(markdown: str) -> None:
    """Markdown in which nothing of a plan is anything but words."""
    shape_of(markdown)
    ours = r"<!-- revplan:[0-9a-f]{16} -->|<details><summary>[^<>]*</summary>|</details>"
    assert not re.search(r"(?<!\\)[<>]", re.sub(ours, "", markdown)), "HTML"


BRANCHES = [
    "--upload-pack=touch${IFS}pwned",
    "$(touch${IFS}pwned)",
    ";touch${IFS}pwned",
    "`touch${IFS}pwned`",
    "'\"|touch${IFS}pwned&&",
    "@someone<b>x",
    "--output=pwned",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", BRANCHES)
def test_the_name_of_a_branch_is_a_name(name: str, tmp_path: Path) -> None:
    runner = Runner(tmp_path, name)
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    with fake_github() as github:
        runner.on(github)
        obeys_nobody(runner, runner(token=TOKEN), 0)
        plain(github.comments[0]["body"])
    assert runner.git("status", "--porcelain") == ""


INPUTS = ["HEAD --output=pwned", "$(touch pwned)", "x' || touch pwned '", "*", "HEAD;touch pwned",
          "%0A::error::x", "##[add-mask]0", "\\"]  # fmt: skip


@pytest.mark.parametrize("text", INPUTS)
def test_inputs_are_passed_on_letter_by_letter(text: str, runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {})
    asked = recorded(runner)
    went = runner(plans=text, base=text, max_change=text, measure=text)
    obeys_nobody(runner, went, 0)
    check, diff = map(json.loads, asked.read_text().splitlines())
    assert check[6:] == ["--against", text, f"--max-change={text}", "--", text]
    assert diff[4:5] + diff[8:] == [f"--measure={text}", text, "--", text]


@pytest.mark.parametrize("text", ["--upload-pack=touch pwned", "$(touch pwned)", "\n::error::x"])
def test_inputs_are_words(text: str, runner: Runner) -> None:
    runner.pull_request({"plans/p.yaml": PLAN}, {"plans/p.yaml": OTHER})
    for name in ("plans", "base", "strict", "max_change", "measure"):
        obeys_nobody(runner, runner(**{name: text}), 2)
    runner.base = text
    obeys_nobody(runner, runner(), 2)


def test_the_names_of_plans_are_names(runner: Runner) -> None:
    names = ["$(touch pwned)", "`touch pwned`", ";touch pwned", "--output=pwned", "-x", "a\nb",
             "::stop-commands::x", "\n::error::x", "##[add-mask]0", "<img src=x>", "@someone",
             "a|b", "error: x", "e\u202ev"]  # fmt: skip
    half = len(names) // 2
    before = {f"plans/{name}.yaml": PLAN for name in names}
    after = {f"plans/{name}.yaml": OTHER for name in names[:half]}
    after |= {f"plans/{name}.yaml": broken_plan_of("A") for name in names[half:]}
    runner.pull_request(before, after)
    with fake_github() as github:
        runner.on(github)
        went = runner(token=TOKEN)
        obeys_nobody(runner, went, 1)
        plain(github.comments[0]["body"])
    assert 10 <= len(went.annotations) <= 30
    listed = "\n".join(f"plans/{name}.yaml" for name in names if "\n" not in name)
    obeys_nobody(runner, runner(plans=listed), 1)


def test_the_texts_of_plans_are_texts(runner: Runner, github: GitHub) -> None:
    before, after = {}, {}
    for number, text in enumerate(HOSTILE):
        plan = plan_of(text)
        before[f"plans/{number}.yaml"] = plan
        after[f"plans/{number}.yaml"] = plan.replace("rate: 0%", "rate: 10%")
        after[f"broken/{number}.yaml"] = broken_plan_of(text)
    runner.pull_request(before, after)
    for start in range(0, len(HOSTILE), 12):
        numbers = range(start, min(start + 12, len(HOSTILE)))
        github.comments.clear()
        listed = "\n".join(f"plans/{it}.yaml\nbroken/{it}.yaml" for it in numbers)
        obeys_nobody(runner, runner(plans=listed, token=TOKEN), 1)
        assert len(github.comments[0]["body"].encode()) < 65_536
        plain(github.comments[0]["body"])


def test_the_check_of_markdown_finds_what_it_looks_for() -> None:
    plain("<!-- revplan:0123456789abcdef -->\n\n<details><summary>a</summary>\n\nb\n\n</details>\n")
    for text in ("<b>x</b>", "<!-- revplan:x -->", "a <img src=x>", "@someone", "[a](b)"):
        with pytest.raises(AssertionError):
            plain(f"{text}\n")


# The README


def test_the_workflow_in_the_readme_is_valid_and_uses_what_there_is(tmp_path: Path) -> None:
    place = tmp_path / "plans.yml"
    place.write_text(snippet(".github/workflows/plans.yml"), encoding="utf-8")
    assert valid("vendor.github-workflows", place) == ""
    workflow = yaml.safe_load(place.read_text(encoding="utf-8"))
    assert workflow[True] == "pull_request"  # `on` is a truth value to YAML 1.1
    (job,) = workflow["jobs"].values()
    steps = {step["uses"].split("@")[0]: step.get("with", {}) for step in job["steps"]}
    assert steps["actions/checkout"] == {"fetch-depth": 0, "persist-credentials": False}
    pins = [step["uses"].split("@")[1] for step in job["steps"]]
    assert all(re.fullmatch(rf"[0-9a-f]{{40}}|v{re.escape(__version__)}", pin) for pin in pins)
    assert workflow["permissions"] == {}
    (ours,) = [given for name, given in steps.items() if name.endswith("/revplan")]
    assert set(ours) <= set(ACTION["inputs"])
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "token" in ours


def test_the_gitlab_job_in_the_readme_is_valid_and_makes_its_reports(revplan: Revplan) -> None:
    place = revplan.folder / ".gitlab-ci.yml"
    place.write_text(snippet(".gitlab-ci.yml"), encoding="utf-8")
    assert valid("vendor.gitlab-ci", place) == ""
    (revplan.folder / "plans/overpromised-2027.yaml").unlink()  # it fails on purpose
    (job,) = yaml.safe_load(place.read_text(encoding="utf-8")).values()
    assert f"pip install revplan=={__version__}" in job["script"]
    for command in job["script"]:
        if command.startswith("revplan "):
            assert revplan.shell(command).code == 0
    reports = set(job["artifacts"]["reports"].values())
    assert reports == {path.name for path in revplan.folder.iterdir() if path.suffix in (
        ".json", ".xml")}  # fmt: skip
    assert job["artifacts"]["when"] == "always"
    assert os.path.commonpath(reports) == ""
