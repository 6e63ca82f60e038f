"""What the tests need is named in one list, which CI installs; a test says what it lacks."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from tools import LIST, NO_SKIP, needs_tool, without_rights

BIN = "#!/bin/sh\n"
LINES = [line.split("#") for line in LIST.read_text().splitlines() if not line.startswith("#")]


def test_every_line_says_where_a_tool_comes_from_and_why() -> None:
    said = [line for line in LINES if line != [""]]
    assert said
    for words, *why in said:
        assert re.fullmatch(r"(apt|npm|pip)( \S+){1,2} *", words), words
        assert why
        assert why[0].strip()


def test_what_tests_ask_for_is_in_the_list() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py")]
    asked = {name for text in texts for name in re.findall(r'needs_tool\("([\w-]+)"\)', text)}
    known = {words.split()[-1] for words, *why in LINES if why}
    assert asked - {"no-such-tool"} <= known


def test_without_a_tool_a_test_is_skipped_and_in_ci_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reason = r"no-such-tool is not installed \(\.ci/tools names it\)"
    monkeypatch.delenv(NO_SKIP, raising=False)
    with pytest.raises(pytest.skip.Exception, match=reason):
        needs_tool("no-such-tool")
    monkeypatch.setenv(NO_SKIP, "1")
    with pytest.raises(pytest.fail.Exception, match=reason):
        needs_tool("no-such-tool")


def test_ci_lets_no_tool_be_missing_and_runs_the_tests_once() -> None:
    run = (ROOT / ".ci/run").read_text()
    assert run.count('"$command"') == run.count(f'{NO_SKIP}=1 bash -euo pipefail -c "$command"') + 2
    assert run.index(".ci/install") < run.index(NO_SKIP)


class Place:
    """A copy of what installs, its own list, and the programs that it finds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "install").write_text((ROOT / ".ci/install").read_text())
        for name in ("dirname", "sed", "grep", "mkdir", "cat", "touch", "chmod"):
            (folder / "bin" / name).symlink_to(f"/usr/bin/{name}")
        self.program("dpkg-query", 'case "$4" in fonts-here) echo install ok installed;; esac')
        self.program("id", "echo 0")
        self.program("env", "while [ $# != 0 ]; do case $1 in *=*) shift;; *) break;; esac; done\n"
                            '"$@"')  # fmt: skip

    def program(self, name: str, text: str) -> None:
        (self.folder / "bin" / name).write_text(f"{BIN}{text}\n")
        (self.folder / "bin" / name).chmod(0o755)

    def install(self, *lines: str) -> tuple[int, str, str]:
        (self.folder / "tools").write_text("\n".join(lines) + "\n")
        done = subprocess.run(
            ["/bin/bash", "install", "into"],
            cwd=self.folder,
            env={"PATH": str(self.folder / "bin")},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


APT = """case "$1" in
  update) touch updated;;
  install) for each; do case "$each" in new*) printf '#!/bin/sh\\n' >bin/$each; chmod +x bin/$each;; esac; done;;
esac"""  # noqa: E501


def test_nothing_is_asked_of_a_network_where_all_is_here(place: Place) -> None:
    place.program("apt-get", "touch asked")
    assert place.install("# why", "apt sed # x", "apt fonts-here # y", "npm a@1.2 cat # z") == (
        0, "", "",
    )  # fmt: skip
    assert not (place.folder / "asked").exists()


def test_what_is_missing_is_installed(place: Place) -> None:
    place.program("apt-get", APT)
    place.program("npm", "mkdir -p into/node_modules/.bin && cat <bin/id >into/node_modules/.bin/"
                         "server && chmod +x into/node_modules/.bin/server")  # fmt: skip
    assert place.install("apt new1 # x", "apt sed", "npm lang-server@1.2.3 server # y") == (
        0, "installing with apt: new1\ninstalling with npm: lang-server@1.2.3\n", "",
    )  # fmt: skip
    assert (place.folder / "updated").exists()
    assert place.install("apt new1", "npm lang-server@1.2.3 server") == (0, "", "")


def test_what_cannot_be_installed_is_named(place: Place) -> None:
    place.program("apt-get", APT)
    code, _, err = place.install("apt new1", "apt old1", "apt old2", "npm lang-server")
    assert code == 1
    assert err.splitlines()[-2:] == [
        "cannot install what the tests need: apt: old1 old2",
        "cannot install what the tests need: npm: lang-server",
    ]


def test_who_is_not_root_asks_sudo(place: Place) -> None:
    place.program("apt-get", APT)
    place.program("id", "echo 1000")
    assert place.install("apt new1")[0] == 1
    place.program("sudo", 'touch sudone; shift; "$@"')
    assert place.install("apt new1")[0] == 0
    assert (place.folder / "sudone").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")
def test_root_can_be_anyone(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = subprocess.run(["touch", tmp_path / "x"], capture_output=True, preexec_fn=without_rights)
    assert done.returncode == 1
