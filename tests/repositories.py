"""Git repositories made for a test: fixed people, fixed days, nobody's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2027, 1, 1)
ISOLATED = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "LC_ALL": "C.UTF-8",
}


class Made:
    """A repository in a folder; each commit is made a day after the one before."""

    def __init__(self, folder: Path, day: date = FIRST_DAY) -> None:
        self.folder = folder
        self.day = day
        self.zone = "+0000"

    def git(self, *arguments: str, stdin: bytes = b"", code: int | None = 0) -> str:
        """What git says to a command that ends with `code`; with any, where it is None."""
        stamp = f"{self.day.isoformat()}T12:00:00 {self.zone}"
        kept = {name: it for name, it in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=kept | ISOLATED | {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
            input=stdin,
            capture_output=True,
            timeout=60,
        )
        assert code is None or done.returncode == code, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="surrogateescape").removesuffix("\n")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Files of the work tree, their folders made."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, subject: str, files: Mapping[str, str | bytes] | None = None) -> str:
        """The id of a commit of everything, after some files are written."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", subject)
        self.day += timedelta(days=1)
        return self.id("HEAD")

    def rename(self, old: str, new: str) -> None:
        """A file moved, not yet committed."""
        (self.folder / new).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / old).rename(self.folder / new)

    def branch(self, name: str, at: str = "HEAD") -> None:
        """A new branch, checked out."""
        self.git("checkout", "--quiet", "-b", name, at)

    def switch(self, name: str) -> None:
        """Another branch, checked out."""
        self.git("checkout", "--quiet", name)

    def merge(
        self, branch: str, subject: str, files: Mapping[str, str | bytes] | None = None
    ) -> str:
        """The id of a merge commit; `files` are what the merge itself writes, conflict or not."""
        self.git("merge", "--quiet", "--no-ff", "--no-commit", branch, code=None)
        return self.commit(subject, files)

    def id(self, ref: str) -> str:
        """The full id of what a name means."""
        return self.git("rev-parse", "--verify", ref)

    def many(self, path: str, texts: list[str]) -> None:
        """A commit for each text of a file, made at once on a branch of its own, `many`."""
        stream = []
        for number, text in enumerate(texts):
            stamp = f"Ada <ada@example.com> {1_800_000_000 + number * 60} +0000"
            subject = f"change {number}"
            stream.append(
                f"commit refs/heads/many\ncommitter {stamp}\ndata {len(subject)}\n{subject}\n"
                f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"
            )
        self.git("fast-import", "--quiet", stdin="".join(stream).encode())


def repository(folder: Path) -> Made:
    """A new repository without commits, on the branch main."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(folder)
    made.git("init", "--quiet", "--template=", "--initial-branch=main")
    return made


def cloned(made: Made, folder: Path, *options: str) -> Made:
    """A clone through the protocol, so that --depth and --filter count."""
    made.git("config", "uploadpack.allowFilter", "true")
    made.git("clone", "--quiet", *options, f"file://{made.folder}", str(folder))
    return Made(folder, made.day)
