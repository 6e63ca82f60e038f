"""The hook for pre-commit, installed and run by pre-commit itself, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from checkout import copy_of_the_tree, offline, snippet
from conftest import ROOT, Ran
from repositories import ISOLATED, Made, repository

ACME = (ROOT / "plans/acme-2027.yaml").read_bytes()
BROKEN = ACME.replace(b"prior_year:", b"prior_yaer:")


class PreCommit:
    """pre-commit in a repository whose hooks come from this tree."""

    def __init__(self, folder: Path) -> None:
        self.environment = offline(folder / "pip") | ISOLATED
        self.environment["PRE_COMMIT_HOME"] = str(folder / "store")
        self.source = repository(copy_of_the_tree(folder / "revplan"))
        self.revision = self.source.commit("This tree")
        self.folder = folder

    def __call__(self, *arguments: str, cwd: Path) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", *arguments],
            cwd=cwd,
            env=self.environment,
            capture_output=True,
            timeout=300,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def user(self, folder: Path, **hook: object) -> Made:
        """A repository that uses the hook as the README shows it, with what `hook` changes."""
        config = yaml.safe_load(snippet(".pre-commit-config.yaml"))
        config["repos"][0] |= {"repo": str(self.source.folder), "rev": self.revision}
        config["repos"][0]["hooks"][0] |= hook
        made = repository(folder)
        made.write({".pre-commit-config.yaml": yaml.safe_dump(config)})
        return made


@pytest.fixture(scope="module")
def pre_commit(tmp_path_factory: pytest.TempPathFactory) -> PreCommit:
    return PreCommit(tmp_path_factory.mktemp("hooks"))


def run(pre_commit: PreCommit, made: Made) -> Ran:
    made.git("add", "--all")
    return pre_commit("run", "--all-files", "--color=never", "--verbose", cwd=made.folder)


def test_good_plans_pass_whatever_they_are_called(pre_commit: PreCommit, tmp_path: Path) -> None:
    made = pre_commit.user(tmp_path)
    made.write({"plans/acme.yaml": ACME, "plans/für München/plan b.yml": ACME, "-x.yaml": BROKEN})
    done = run(pre_commit, made)
    assert done.code == 0, done.out
    assert "revplan check" in done.out
    assert "Checked 2 plans: no findings." in done.out


def test_a_broken_plan_stops_the_commit_and_is_pointed_at(
    pre_commit: PreCommit, tmp_path: Path
) -> None:
    made = pre_commit.user(tmp_path)
    made.write({"plans/acme.yaml": ACME, "plans/für München/plan b.yaml": BROKEN})
    done = run(pre_commit, made)
    assert done.code == 1
    line = BROKEN[: BROKEN.index(b"prior_yaer")].count(b"\n") + 1
    assert f"plans/für München/plan b.yaml:{line}:1: error[RP104]" in done.out
    assert 'did you mean "prior_year"?' in done.out
    assert "1 plan passed." in done.out


def test_a_commit_that_touches_no_plan_runs_nothing(pre_commit: PreCommit, tmp_path: Path) -> None:
    made = pre_commit.user(tmp_path)
    made.write({"values.yaml": "a: 1\n", "plans/notes.txt": "none\n"})
    done = run(pre_commit, made)
    assert done.code == 0
    assert "no files to check" in done.out


def test_plans_may_lie_elsewhere_and_be_held_more_strictly(
    pre_commit: PreCommit, tmp_path: Path
) -> None:
    made = pre_commit.user(tmp_path, files=r"^budget/", args=["--strict", "--format", "concise"])
    unlikely = ACME.replace(b"churn:", b"# churn:").split(b"# churn:")[0] + b"churn: {rate: 0%}\n"
    made.write({"budget/p.yaml": unlikely})
    done = run(pre_commit, made)
    assert done.code == 1, done.out
    assert "warning[RP301]" in done.out


def test_what_the_hook_runs_is_what_was_installed_with_it(pre_commit: PreCommit) -> None:
    tried = pre_commit.folder / "tried"
    made = repository(tried)
    made.write({"plans/acme.yaml": ACME})
    made.git("add", "--all")
    source = copy_of_the_tree(pre_commit.folder / "marked")
    told = source / "revplan/__init__.py"
    told.write_text(told.read_text(encoding="utf-8") + "\nprint('from the hook')\n")
    repository(source).commit("Marked")
    done = pre_commit("try-repo", str(source), "revplan-check", "--all-files", "--verbose",
                      cwd=tried)  # fmt: skip
    assert done.code == 0, done.out
    assert "from the hook" in done.out


def test_the_manifest_and_the_configuration_in_the_readme_are_valid(
    pre_commit: PreCommit, tmp_path: Path
) -> None:
    done = pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(snippet(".pre-commit-config.yaml"), encoding="utf-8")
    done = pre_commit("validate-config", os.fspath(config), cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
