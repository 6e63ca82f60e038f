"""Plans read out of real git repositories, safely."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from repositories import Made, cloned, repository

from revplan.sources import process
from revplan.sources.revision import Commit, NoRevision, Repository, Version

LINES = [f"line {number}\n" for number in range(30)]
PLAN = "".join(LINES)
HERE = shutil.which("git") or ""


def changed(*numbers: int, by: str = "changed") -> str:
    """The plan with some of its lines changed."""
    return "".join(f"{by}\n" if at in numbers else line for at, line in enumerate(LINES))


def refusal(ask: Callable[[], object]) -> NoRevision:
    with pytest.raises(NoRevision) as raised:
        ask()
    for words in (raised.value.message, raised.value.hint):
        assert words.isprintable()
        assert "fatal" not in words
    return raised.value


def contents(repo: Repository, *ids: str, most: int = 100_000) -> list[bytes | None]:
    return list(repo.contents(ids, most))


def told(versions: Iterator[Version]) -> list[str]:
    return [version.subject for version in versions]


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("XDG_CONFIG_HOME", raising=False)
        yield


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return repository(tmp_path / "repo")


@pytest.fixture
def one(made: Made) -> Made:
    """A repository with one commit of one plan."""
    made.commit("add", {"plan.yaml": PLAN})
    return made


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The gits that the program started."""
    seen: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, command: list[str], **options: object) -> None:
            super().__init__(command, **options)
            if "--literal-pathspecs" in command:
                seen.append(self)

    monkeypatch.setattr(process.subprocess, "Popen", Recorded)
    return seen


def around(made: Made) -> Repository:
    return Repository.around(str(made.folder))


# Where a repository is


def test_the_nearest_repository_at_or_above_a_folder_is_found(one: Made) -> None:
    inner = one.folder / "plans" / "eu"
    inner.mkdir(parents=True)
    repo = Repository.around(str(inner))
    assert (repo.root, repo.shallow) == (str(one.folder.resolve()), False)
    nested = repository(inner / "nested")
    assert around(nested).root == str(nested.folder.resolve())


def test_a_folder_without_a_repository_is_said_to_be_in_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()  # an empty folder of that name is none
    monkeypatch.chdir(tmp_path)
    assert refusal(lambda: Repository.around("plans")).message == (
        '"plans" is not in a git repository'
    )
    assert (
        refusal(lambda: Repository.around(".")).message == "this folder is not in a git repository"
    )


def test_git_looks_no_further_up_than_the_root_that_was_found(one: Made) -> None:
    inner = one.folder / "inner"
    (inner / ".git").mkdir(parents=True)
    (inner / ".git" / "HEAD").write_text("not a head")
    repo = Repository.around(str(inner))
    assert repo.root == str(inner.resolve())
    assert "no repository here" in refusal(lambda: repo.commit("main")).message


def test_a_bare_repository_is_told_from_none(one: Made, tmp_path: Path) -> None:
    cloned(one, tmp_path / "bare", "--bare")
    refused = refusal(lambda: Repository.around(str(tmp_path / "bare" / "refs")))
    assert refused.message.startswith("this is a bare repository")
    assert "clone or a worktree" in refused.hint


def test_a_worktree_has_its_own_head_and_root(one: Made, tmp_path: Path) -> None:
    one.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "tree"))
    tree = Made(tmp_path / "tree", one.day)
    made = tree.commit("side", {"plan.yaml": changed(1)})
    repo = around(tree)
    assert repo.root == str(tree.folder.resolve())
    assert repo.commit("HEAD").id == made
    assert around(one).commit("HEAD").id == one.id("main")
    assert told(repo.history("plan.yaml")) == ["side", "add"]


def test_a_worktree_of_a_shallow_clone_is_shallow(one: Made, tmp_path: Path) -> None:
    one.commit("two", {"plan.yaml": changed(1)})
    shallow = cloned(one, tmp_path / "shallow", "--depth=1")
    shallow.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "tree"))
    assert Repository.around(str(tmp_path / "tree")).shallow


def test_a_submodule_is_a_repository_of_its_own(one: Made, tmp_path: Path) -> None:
    outer = repository(tmp_path / "outer")
    outer.git(
        *["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"],
        *[str(one.folder), "sub"],
    )
    outer.commit("add a submodule")
    assert Repository.around(str(outer.folder / "sub")).root == str(outer.folder.resolve() / "sub")
    entries = around(outer).entries(outer.id("HEAD"))
    assert (entries["sub"].mode, entries["sub"].id) == ("160000", one.id("HEAD"))


# Names of commits


def test_branches_tags_ids_and_ancestors_are_names(one: Made) -> None:
    first = one.id("HEAD")
    one.git("tag", "-a", "v1", "-m", "one")
    second = one.commit("two", {"plan.yaml": changed(1)})
    repo = around(one)
    for ref in ("HEAD~1", "v1", first, first[:9], "main^"):
        assert repo.commit(ref) == (first, ref)
    assert repo.commit("main").short == second[:7]


def test_what_is_no_commit_is_refused_in_plain_words(one: Made) -> None:
    repo = around(one)
    unknown = 'there is no branch, tag or commit "mian"'
    assert refusal(lambda: repo.commit("mian")).message == unknown
    assert "is not a commit" in refusal(lambda: repo.commit("HEAD^{tree}")).message
    assert "an empty name" in refusal(lambda: repo.commit("")).message
    for ref in ("^main", "main..HEAD", "main:plan.yaml", "a\0b", "x" * 1_001, "\ud800", "a\nb"):
        assert (
            "there is no branch, tag or commit" in refusal(lambda ref=ref: repo.commit(ref)).message
        )


@pytest.mark.parametrize(
    ("ref", "hint"),
    {
        "mian": 'did you mean "main"?',
        "main~99": "main is there, and no such commit before it",
        "HEAD^^^^^^^^": "HEAD is there, and no such commit before it",
        "mian~2": 'did you mean "main~2"?',
        "mian@{1}": 'did you mean "main@{1}"?',
        "HAED^": 'did you mean "HEAD^"?',
        "v11": 'did you mean "v1"?',
        "orgin/plans": 'did you mean "origin/plans"?',
        "release-2027-01": "the nearest are release-2027-06 and release-2027-07",
        "nope": "",
        "~1": "",
    }.items(),
)
def test_a_misspelt_name_is_answered_by_the_one_that_was_meant(
    ref: str, hint: str, one: Made
) -> None:
    names = ("heads/release-2027-06", "heads/release-2027-07", "remotes/origin/plans", "tags/v1")
    for name in names:
        one.git("update-ref", f"refs/{name}", "HEAD")
    packed = one.folder / ".git/packed-refs"
    packed.write_text(f"{one.id('HEAD')} refs/heads/no\u202epe\n")
    refused = refusal(lambda: around(one).commit(ref))
    assert (refused.message.partition(" commit ")[0], refused.hint) == (
        "there is no branch, tag or",
        hint,
    )


def test_absurd_names_are_refused_without_asking_git(
    one: Made, started: list[subprocess.Popen[bytes]]
) -> None:
    for ref in ("", "a\0b", "x" * 1_001):
        refusal(lambda ref=ref: around(one).commit(ref))
    assert started == []


def test_main_that_only_the_remote_has_is_pointed_out(one: Made, tmp_path: Path) -> None:
    clone = cloned(one, tmp_path / "clone")
    clone.git("checkout", "--quiet", "--detach")
    clone.git("branch", "-D", "main")
    assert refusal(lambda: around(clone).commit("main")).hint == (
        "the remote has it: write origin/main"
    )
    clone.git("update-ref", "-d", "refs/remotes/origin/main")
    assert "origin/main" in refusal(lambda: around(clone).commit("main")).hint


def test_a_repository_without_commits_says_so(made: Made) -> None:
    for ref in ("HEAD", "HEAD~1", "@"):
        assert (
            refusal(lambda ref=ref: around(made).commit(ref)).message
            == "there are no commits here yet"
        )
    assert "there are no commits" in refusal(lambda: list(around(made).history("a"))).message


def test_a_name_of_several_things_is_refused(one: Made) -> None:
    first = one.id("HEAD")
    one.commit("two", {"plan.yaml": changed(1)})
    one.git("tag", "main", first)
    one.git("update-ref", "refs/heads/HEAD", first)
    one.git("config", "core.warnAmbiguousRefs", "false")
    repo = around(one)
    refused = refusal(lambda: repo.commit("main~0"))
    assert refused.message == '"main" names several things in this repository'
    assert "refs/heads/NAME" in refused.hint
    assert repo.commit("refs/heads/main").id == repo.commit("HEAD").id != first
    assert repo.commit("refs/tags/main").id == first


def test_an_abbreviation_of_several_ids_is_refused(made: Made) -> None:
    made.many("plan.yaml", [f"{number}\n" for number in range(900)])
    ids = made.git("rev-list", "many").split()
    starts = [id_[:4] for id_ in ids]
    twice = next(start for start in starts if starts.count(start) > 1)
    refused = refusal(lambda: around(made).commit(twice))
    assert refused.message == f'several commits\' ids begin as "{twice}" does'


@pytest.mark.parametrize("ref", ["-x", "--upload-pack=touch x", "--output=f", "--all"])
def test_a_name_that_looks_like_an_option_is_a_name(ref: str, one: Made) -> None:
    before = sorted(one.folder.rglob("*"))
    repo = around(one)
    assert ref in refusal(lambda: repo.commit(ref)).message
    if " " not in ref:
        one.git("update-ref", f"refs/heads/{ref}", "HEAD")
        head = repo.commit(ref)
        assert head.id == one.id("HEAD")
        assert repo.merge_base(head, repo.commit("HEAD")) == head.id
        (one.folder / ".git" / "refs" / "heads" / ref).unlink()
    after = [path for path in sorted(one.folder.rglob("*")) if path.name != ref]
    assert [path for path in after if path not in before and "logs" not in path.parts] == []


# Where two lines of work part


def test_the_merge_base_is_where_two_branches_parted(one: Made) -> None:
    parted = one.id("HEAD")
    one.branch("side")
    one.commit("on the side", {"plan.yaml": changed(1)})
    one.switch("main")
    one.commit("on main", {"plan.yaml": changed(20)})
    repo = around(one)
    assert repo.merge_base(repo.commit("main"), repo.commit("side")) == parted
    one.git("checkout", "--quiet", "--orphan", "other")
    one.commit("from nothing")
    refused = refusal(lambda: repo.merge_base(repo.commit("main"), repo.commit("other")))
    assert refused.message == "main and other have no commit in common"


# Shallow and partial clones


def test_what_a_shallow_clone_lacks_is_said_to_be_cut_off(one: Made, tmp_path: Path) -> None:
    one.commit("two", {"plan.yaml": changed(1)})
    one.branch("side", "HEAD~1")
    one.commit("side", {"plan.yaml": changed(9)})
    one.switch("main")
    clone = cloned(one, tmp_path / "clone", "--depth=1", "--no-single-branch")
    repo = around(clone)
    assert repo.shallow
    assert refusal(lambda: repo.commit("v9")).message == "v9 is not in this clone, which is shallow"
    assert "fetch-depth: 0" in refusal(lambda: repo.commit("HEAD~1")).hint
    parts = (repo.commit("HEAD"), repo.commit("origin/side"))
    refused = refusal(lambda: repo.merge_base(*parts))
    assert refused.message == (
        "the commit where HEAD and origin/side part is not in this clone, which is shallow"
    )
    assert "git fetch --unshallow" in refused.hint
    assert told(repo.history("plan.yaml")) == ["two"]


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_partial_clone_is_not_filled_up(left_out: str, one: Made, tmp_path: Path) -> None:
    head = one.id("HEAD")
    blob = one.id("HEAD:plan.yaml")
    clone = cloned(one, tmp_path / "clone", f"--filter={left_out}", "--no-checkout")
    marker = trap(clone, tmp_path)
    clone.git("config", "remote.origin.url", "ssh://elsewhere.example/x")
    repo = around(clone)
    assert repo.commit("main").id == head
    refused = refusal(lambda: contents(repo, blob))
    assert refused.message == "a file that this needs is not in this partial clone"
    if left_out == "tree:0":
        assert "partial clone" in refusal(lambda: repo.entries(head)).message
        assert "partial clone" in refusal(lambda: list(repo.history("plan.yaml"))).message
    assert not marker.exists()
    clone.git("cat-file", "-p", blob, code=128)
    assert marker.exists()
    clone.git("config", "remote.origin.url", f"file://{one.folder}")
    assert "--refetch --no-filter" in refused.hint
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert contents(repo, blob) == [PLAN.encode()]


# Paths


def test_a_path_on_disk_is_named_as_the_trees_name_it(one: Made, tmp_path: Path) -> None:
    one.write({"plans/eu/a b.yaml": "", "plans/ü.yaml": ""})
    (one.folder / "link.yaml").symlink_to("plans/ü.yaml")
    (one.folder / "folder").symlink_to("plans")
    (tmp_path / "to_repo").symlink_to(one.folder)
    repo = around(one)
    root = str(one.folder)
    assert [repo.inside(path) for path in (root, root + "/", root + "/plans/..")] == ["", "", ""]
    assert repo.inside(f"{root}/plans/eu/a b.yaml") == "plans/eu/a b.yaml"
    assert repo.inside(f"{root}/link.yaml") == "link.yaml"
    assert repo.inside(f"{root}/folder/ü.yaml") == "plans/ü.yaml"
    assert repo.inside(f"{root}/folder/../gone.yaml") == "gone.yaml"
    assert repo.inside(str(tmp_path / "to_repo")) == ""
    assert repo.inside(str(tmp_path / "to_repo" / "plans" / "eu")) == "plans/eu"


def test_a_path_is_relative_to_where_one_is(one: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    one.write({"plans/a.yaml": ""})
    monkeypatch.chdir(one.folder / "plans")
    repo = Repository.around(".")
    assert [repo.inside(path) for path in ("a.yaml", ".", "..", "")] == [
        "plans/a.yaml", "plans", "", "plans",
    ]  # fmt: skip


def test_a_path_outside_is_refused(one: Made, tmp_path: Path) -> None:
    (tmp_path / "repo-evil").mkdir()
    (one.folder / "out").symlink_to(tmp_path)
    repo = around(one)
    for path in (
        tmp_path,
        tmp_path / "repo-evil" / "a",
        one.folder / "out" / "a",
        Path("/"),
        Path("a\0b"),
    ):
        assert (
            "is not in the repository at"
            in refusal(lambda path=path: repo.inside(str(path))).message
        )


# Trees and files

ODD = [
    "a b.yaml",
    'quo"te.yaml',
    "ü.yaml",
    "-dash.yaml",
    "new\nline.yaml",
    ":(top)x",
    "*",
    "back\\s",
]


def test_odd_names_are_listed_and_followed_as_they_are(made: Made) -> None:
    made.commit("odd", {name: name for name in ODD} | {"b'yte": "x"})
    made.rename("b'yte", "\udcff")
    made.commit("more")
    repo = around(made)
    head = repo.commit("HEAD").id
    entries = repo.entries(head)
    assert sorted(entries) == sorted([*ODD, "\udcff"])
    assert contents(repo, *(entries[name].id for name in ODD)) == [name.encode() for name in ODD]
    for name in ODD:
        assert list(repo.entries(head, name)) == [name]
        assert [version.path for version in repo.history(name)] == [name]
    assert list(repo.entries(head, "\udcff")) == ["\udcff"]
    assert [version.path for version in repo.history("\udcff")] == ["\udcff", "b'yte"]


def test_a_folder_is_listed_whole_and_by_its_full_name(made: Made) -> None:
    made.commit("add", {"plans/a.yaml": "a", "plans/eu/b.yaml": "b", "plans2/c.yaml": "c"})
    repo = around(made)
    head = made.id("HEAD")
    assert list(repo.entries(head, "plans")) == ["plans/a.yaml", "plans/eu/b.yaml"]
    assert list(repo.entries(head, "plans/eu/b.yaml")) == ["plans/eu/b.yaml"]
    assert repo.entries(head, "plan") == repo.entries(head, "plans/a") == {}
    assert len(repo.entries(head)) == 3


def test_links_are_listed_as_links(made: Made) -> None:
    (made.folder / "plan.yaml").symlink_to("/etc/passwd")
    made.commit("link")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.id('HEAD')},sub")
    made.git("commit", "--quiet", "-m", "sub")
    repo = around(made)
    entries = repo.entries(made.id("HEAD"))
    assert {path: entry.mode for path, entry in entries.items()} == {
        "plan.yaml": "120000", "sub": "160000",
    }  # fmt: skip
    assert [version.mode for version in repo.history("plan.yaml")] == ["120000"]


def test_bytes_come_out_as_they_were_put_in(made: Made) -> None:
    files = {"a": b"x\r\ny\r\n", "b": b"", "c": b"\0\n\xff", "d": b"no end", "e": b"blob 3\nabc\n"}
    made.commit("add", files)
    made.git("config", "core.autocrlf", "true")
    made.git("config", "core.eol", "crlf")
    made.write({".gitattributes": "* text eol=crlf ident\n"})
    repo = around(made)
    ids = [entry.id for entry in repo.entries(made.id("HEAD")).values()]
    assert contents(repo, *ids) == list(files.values())


def test_a_file_too_large_is_passed_over_and_the_next_is_read(made: Made) -> None:
    made.commit("add", {"a": "x" * 3_000_000, "b": "y" * 100, "c": "z" * 101, "d": "end"})
    repo = around(made)
    ids = [entry.id for entry in repo.entries(made.id("HEAD")).values()]
    assert contents(repo, *ids, most=100) == [None, b"y" * 100, None, b"end"]


def test_what_is_no_file_or_not_there_is_not_read(one: Made) -> None:
    repo = around(one)
    head = one.id("HEAD")
    assert contents(repo, one.id("HEAD^{tree}"), head, one.id("HEAD:plan.yaml")) == [
        None, None, PLAN.encode(),
    ]  # fmt: skip
    assert refusal(lambda: contents(repo, "0" * 40)).message == "git cannot read this repository"
    assert "cannot read" in refusal(lambda: repo.entries("0" * 40)).message
    for id_ in ("HEAD", "", f"{head}\n{head}"):
        with pytest.raises(ValueError, match="not an object id"):
            contents(repo, id_)


def test_a_damaged_file_is_a_repository_that_cannot_be_read(one: Made) -> None:
    blob = one.id("HEAD:plan.yaml")
    path = one.folder / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.write_bytes(b"damaged")
    refused = refusal(lambda: contents(around(one), blob))
    assert (refused.message, refused.hint) == (
        "git cannot read this repository",
        "see what git fsck says",
    )


def test_thousands_of_files_come_from_one_process(
    made: Made, started: list[subprocess.Popen[bytes]]
) -> None:
    made.many("plan.yaml", [changed(number % 30, by=f"{number}") for number in range(300)])
    made.git("checkout", "--quiet", "many")
    repo = around(made)
    versions = list(repo.history("plan.yaml"))
    assert [version.subject for version in versions] == [f"change {n}" for n in range(299, -1, -1)]
    assert all(one.before == two.after for one, two in pairwise(versions))
    texts = contents(repo, *(version.after for version in versions), *([versions[0].after] * 4_000))
    assert [text for text in texts[:300] if text is not None and text.startswith(b"line")]
    assert texts[0] == texts[-1] == changed(299 % 30, by="299").encode()
    commands = [
        command.args[command.args.index("safe.bareRepository=explicit") + 1] for command in started
    ]
    assert commands == ["rev-parse", "log", "cat-file"]


# Histories


def test_a_history_is_newest_first_with_its_days_and_blobs(made: Made) -> None:
    made.zone = "-1100"  # noon here is tomorrow in Greenwich
    one = made.commit("add\n\nBody", {"plan.yaml": PLAN})
    made.commit("elsewhere", {"other.yaml": "x"})
    two = made.commit("change \x01\x1b[31m\tü", {"plan.yaml": changed(1)})
    (made.folder / "plan.yaml").unlink()
    gone = made.commit("remove")
    blobs = [made.id(f"{id_}:plan.yaml") for id_ in (one, two)]
    assert list(around(made).history("plan.yaml")) == [
        (gone, "2027-01-04", "remove", "plan.yaml", blobs[1], "", "000000", "100644", False, False),
        (
            two,
            "2027-01-03",
            "change \x01\x1b[31m\tü",
            "plan.yaml",
            *blobs,
            "100644",
            "100644",
            False,
            False,
        ),
        (one, "2027-01-01", "add", "plan.yaml", "", blobs[0], "100644", "", False, False),
    ]  # fmt: skip
    assert told(around(made).history("plan.yaml", 2)) == ["remove", "change \x01\x1b[31m\tü"]
    assert told(around(made).history("plan.yaml", 0)) == []
    assert told(around(made).history("nowhere.yaml")) == []


def test_subjects_in_any_writing_and_of_any_length_are_read(one: Made) -> None:
    head = one.id("HEAD")
    subjects = [b"caf\xe9", b"\xff\xfe", b"x" * 70_000, b"", head.encode(), b":100644 100644 a b M"]
    for number, subject in enumerate(subjects):
        one.write({"plan.yaml": f"{number}"})
        one.git("add", "--all")
        tree = one.git("write-tree")
        encoding = b"encoding ISO-8859-1\n" if number == 0 else b""
        who = b"Ada <ada@example.com> 1800000000 +0000\n"
        raw = b"tree %s\nparent %s\nauthor %scommitter %s%s\n%s\n" % (
            tree.encode(), one.id("HEAD").encode(), who, who, encoding, subject,
        )  # fmt: skip
        one.git(
            "reset",
            "--quiet",
            "--soft",
            one.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw),
        )
    found = told(around(one).history("plan.yaml"))[::-1]
    assert found == ["add", "café", "\ufffd\ufffd", "x" * 1_000, "", head, ":100644 100644 a b M"]


def test_renames_are_followed_and_a_copy_is_a_beginning(one: Made) -> None:
    one.commit("change", {"plan.yaml": changed(1)})
    old = one.id("HEAD:plan.yaml")
    one.rename("plan.yaml", "plans/2027 ü.yaml")
    one.commit("rename and change", {"plans/2027 ü.yaml": changed(1, 2)})
    one.commit("copy", {"plans/2028.yaml": changed(1, 2, 3)})
    repo = around(one)
    versions = list(repo.history("plans/2027 ü.yaml"))
    assert [(version.subject, version.path) for version in versions] == [
        ("rename and change", "plans/2027 ü.yaml"), ("change", "plan.yaml"), ("add", "plan.yaml"),
    ]  # fmt: skip
    assert versions[0].before == versions[1].after == old
    assert told(repo.history("plans/2028.yaml")) == ["copy"]
    assert told(repo.history("plans/2027 ü.yaml", 2)) == ["rename and change", "change"]
    assert told(repo.history("plan.yaml")) == ["rename and change", "change", "add"]


def test_a_file_that_came_back_has_all_its_history(one: Made) -> None:
    one.rename("plan.yaml", "new.yaml")
    one.commit("rename")
    (one.folder / "new.yaml").unlink()
    one.commit("remove")
    one.commit("add again", {"new.yaml": changed(1)})
    versions = list(around(one).history("new.yaml"))
    assert [version.subject for version in versions] == ["add again", "remove", "rename", "add"]
    assert [version.before == "" for version in versions] == [True, False, False, True]


def test_a_merge_counts_where_it_differs_from_all_its_parents(one: Made) -> None:
    one.branch("side")
    one.commit("side", {"plan.yaml": changed(1)})
    one.switch("main")
    one.commit("elsewhere", {"other.yaml": "x"})
    one.merge("side", "ordinary merge")
    repo = around(one)
    assert told(repo.history("plan.yaml")) == ["side", "add"]
    one.branch("other")
    one.commit("other", {"plan.yaml": changed(1, 10)})
    one.switch("main")
    on_main = one.commit("main", {"plan.yaml": changed(1, 20)})
    one.merge("other", "evil merge", {"plan.yaml": changed(1, 10, 20, 29, by="evil")})
    versions = list(repo.history("plan.yaml"))
    assert [version.subject for version in versions] == [
        "evil merge",
        "main",
        "other",
        "side",
        "add",
    ]
    assert versions[0].before == one.id(f"{on_main}:plan.yaml")
    assert versions[0].after == one.id("HEAD:plan.yaml")


def test_a_rename_on_a_branch_or_in_a_merge_is_followed(one: Made) -> None:
    one.branch("side")
    one.rename("plan.yaml", "new.yaml")
    one.commit("rename")
    one.switch("main")
    one.commit("change", {"plan.yaml": changed(1)})
    one.merge("side", "merge")
    repo = around(one)
    versions = list(repo.history("new.yaml"))
    assert [version.subject for version in versions] == ["merge", "rename", "add"]
    assert versions[0].after == one.id("HEAD:new.yaml")
    assert versions[0].before == versions[1].after
    one.branch("third")
    one.commit("elsewhere", {"other.yaml": "x"})
    one.switch("main")
    one.commit("elsewhere too", {"more.yaml": "x"})
    one.git("merge", "--quiet", "--no-ff", "--no-commit", "third")
    one.rename("new.yaml", "newer.yaml")
    one.git("config", "log.diffMerges", "combined")
    one.commit("merge that renames")
    assert told(repo.history("newer.yaml")) == ["merge that renames", "merge", "rename", "add"]


def test_a_file_that_was_a_folder_has_its_own_history_alone(made: Made) -> None:
    made.commit("folder", {"plan/a": "a", "plan/b": "b"})
    shutil.rmtree(made.folder / "plan")
    made.commit("file", {"plan": "c"})
    assert told(around(made).history("plan")) == ["file"]


# Settings and surroundings


def trap(made: Made, tmp_path: Path) -> Path:
    """Everything set that makes git start a program; the path that the program makes."""
    marker = tmp_path / "marker"
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\nexit 1\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(program, hooks / hook)
    for key in (
        *["core.fsmonitor", "core.sshCommand", "core.pager", "pager.log", "core.askPass"],
        *["core.gitProxy", "core.alternateRefsCommand", "gpg.program", "gpg.ssh.program"],
        *["diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean"],
        *["filter.evil.smudge", "filter.evil.process", "credential.helper", "core.editor"],
        *["uploadpack.packObjectsHook", "alias.log", "alias.ls-tree", "interactive.diffFilter"],
    ):
        made.git("config", key, f"!{program}" if key.startswith("alias") else str(program))
    made.git("config", "core.hooksPath", str(hooks))
    for key in ("log.showSignature", "log.follow", "diff.relative"):
        made.git("config", key, "true")
    made.git("config", "log.showRoot", "false")
    made.git("config", "log.diffMerges", "combined")
    made.git("config", "diff.renameLimit", "1")
    return marker


def signed(made: Made) -> None:
    """The last commit made anew with a signature."""
    raw = made.git("cat-file", "commit", "HEAD") + "\n"
    head, _, message = raw.partition("\n\n")
    text = " -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----"
    whole = f"{head}\ngpgsig{text}\n\n{message}".encode()
    made.git(
        "update-ref", "HEAD", made.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=whole)
    )


def test_no_setting_of_a_repository_starts_a_program(one: Made, tmp_path: Path) -> None:
    one.rename("plan.yaml", "new.yaml")
    one.commit("rename", {"new.yaml": changed(1), ".gitattributes": "* diff=evil filter=evil\n"})
    signed(one)
    marker = trap(one, tmp_path)
    repo = around(one)
    head = repo.commit("HEAD")
    assert repo.merge_base(head, repo.commit("HEAD~1")) == one.id("HEAD~1")
    blob = repo.entries(head.id)["new.yaml"].id
    assert contents(repo, blob) == [changed(1).encode()]
    assert told(repo.history("new.yaml")) == ["rename", "add"]
    assert not marker.exists()
    for command in (["log", "-1"], ["log", "-p", "--no-show-signature", "-1"], ["status"]):
        one.git(*command, code=None)
        assert marker.exists(), command
        marker.unlink()


def test_nothing_is_written(one: Made) -> None:
    def seen() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes())
            for path in one.folder.rglob("*")
            if path.is_file()
        }

    os.utime(one.folder / "plan.yaml", (1, 1))  # an index that git would like to refresh
    before = seen()
    repo = around(one)
    blobs = [version.after for version in repo.history("plan.yaml")]
    contents(repo, *blobs, *(entry.id for entry in repo.entries(repo.commit("main").id).values()))
    assert seen() == before


def test_the_environment_leads_nowhere_else(
    one: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other")
    other.commit("other", {"other.yaml": "x"})
    log = tmp_path / "trace"
    for name, value in {
        "GIT_DIR": str(other.folder / ".git"), "GIT_WORK_TREE": str(other.folder),
        "GIT_OBJECT_DIRECTORY": str(other.folder / ".git" / "objects"),
        "GIT_INDEX_FILE": str(tmp_path / "index"), "GIT_NAMESPACE": "x", "GIT_TRACE": str(log),
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare", "GIT_CONFIG_VALUE_0": "nonsense",
        "GIT_CONFIG_PARAMETERS": "'core.bare=nonsense'", "GIT_EXEC_PATH": str(tmp_path),
        "GIT_CEILING_DIRECTORIES": str(one.folder), "GIT_EXTERNAL_DIFF": "touch",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "nonsense"), "GIT_ICASE_PATHSPECS": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    repo = around(one)
    assert told(repo.history("plan.yaml")) == ["add"]
    assert list(repo.entries(repo.commit("HEAD").id)) == ["plan.yaml"]
    assert repo.entries(repo.commit("HEAD").id, "PLAN.YAML") == {}
    assert not log.exists()


def fake(folder: Path, text: str) -> Path:
    """A program of the name git."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "git"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return folder


def test_a_git_in_the_repository_or_the_current_folder_is_never_used(
    one: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "marker"
    evil = f"touch '{marker}'; exec {HERE} \"$@\""
    here = tmp_path / "here"
    inner = fake(here / "bin", evil)
    fake(here, evil)
    (tmp_path / "outer").mkdir()
    (tmp_path / "outer" / "git").symlink_to(inner / "git")
    (tmp_path / "linked").symlink_to(inner)
    places = [here, inner, tmp_path / "outer", tmp_path / "linked", fake(one.folder / "bin", evil)]
    real = str(Path(HERE).parent)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", *map(str, places), real]))
    assert around(one).commit("HEAD").id == one.id("HEAD")
    assert told(around(one).history("plan.yaml")) == ["add"]
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, places)))
    refused = refusal(lambda: around(one))
    assert refused.message == "git is not installed, and this needs it"
    assert "is not used" in refused.hint


def test_without_git_it_is_said_that_git_is_missing(
    one: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (str(tmp_path), ""):
        monkeypatch.setenv("PATH", path)
        refused = refusal(lambda: around(one))
        assert refused.message == "git is not installed, and this needs it"
        assert refused.hint.startswith("install it")


def test_the_root_of_the_file_system_hides_no_git(
    one: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert around(one).commit("HEAD").id == one.id("HEAD")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
def test_a_repository_of_another_user_is_not_trusted(one: Made) -> None:
    for path in (one.folder, one.folder / ".git"):
        os.chown(path, 12_345, 12_345)
    refused = refusal(lambda: around(one).commit("HEAD"))
    assert refused.message == "git does not trust this repository: it belongs to another user"
    assert refused.hint.endswith(f"git config --global --add safe.directory {one.folder.resolve()}")
    for ask in (
        lambda: around(one).entries("0" * 40),
        lambda: contents(around(one), "0" * 40),
        lambda: list(around(one).history("plan.yaml")),
    ):
        assert refusal(ask).message == refused.message


# Processes


def left_over(started: list[subprocess.Popen[bytes]]) -> list[object]:
    return [one.args for one in started if one.returncode is None]


def test_a_reading_that_is_left_early_leaves_no_process(
    made: Made, started: list[subprocess.Popen[bytes]]
) -> None:
    made.many("plan.yaml", [f"{number}\n" * 50 for number in range(900)])
    made.git("checkout", "--quiet", "many")
    repo = around(made)
    history = repo.history("plan.yaml")
    version = next(history)
    assert left_over(started) != []
    history.close()  # type: ignore[attr-defined]
    assert left_over(started) == []
    texts = repo.contents([version.after] * 9, 1_000)
    next(texts)
    assert left_over(started) != []
    del texts
    gc.collect()
    assert left_over(started) == []

    def broken_off() -> None:
        for _ in repo.contents([version.after] * 9, 1_000):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert left_over(started) == []
    names = [it.name for it in threading.enumerate()]
    assert not any("_watch" in name or "_listen" in name for name in names)


SLOW_LOG = f'for it; do [ "$it" = rev-parse ] && echo {"0" * 40} && exit; done; sleep 60'


@pytest.mark.slow
@pytest.mark.parametrize("text", ["exec sleep 60", "sleep 60", "echo half; sleep 60", SLOW_LOG])
def test_a_git_that_says_nothing_is_ended(
    text: str,
    one: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list[subprocess.Popen[bytes]],
) -> None:
    monkeypatch.setenv("PATH", f"{fake(tmp_path / 'slow', text)}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(process, "LIMIT", 0.2)
    repo = around(one)
    since = time.monotonic()
    for ask in (
        lambda: repo.merge_base(Commit("0" * 40, "a"), Commit("1" * 40, "b")),
        lambda: repo.entries("0" * 40),
        lambda: contents(repo, "0" * 40, "0" * 40),
        lambda: list(repo.history("plan.yaml")),
    ):
        assert refusal(ask).message == "git took too long: it said nothing for 0.2 seconds"
    assert time.monotonic() - since < 50
    assert left_over(started) == []


@pytest.mark.slow
def test_a_reader_who_takes_his_time_is_not_git_saying_nothing(
    one: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "LIMIT", 3.0)
    blob = one.id("HEAD:plan.yaml")
    texts = around(one).contents([blob, blob], 100_000)
    next(texts)
    time.sleep(3.3)
    assert next(texts) == PLAN.encode()


def test_a_git_that_complains_without_end_is_read_on(
    one: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; exit 3"
    path = f"{fake(tmp_path / 'loud', text)}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    assert refusal(lambda: contents(around(one), "0" * 40)).message == (
        "git cannot read this repository"
    )
