"""The line in .gitattributes that lets git show plans through `textconv`."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.render.files import NotWritten, write_whole

PATTERN = "plans/*.yaml"
ATTRIBUTE = "diff=revplan"
LINE = f"{PATTERN} {ATTRIBUTE}"
CONFIGURE = 'git config diff.revplan.textconv "revplan textconv"'
"""What is left to the user: no repository may decide which programs run on a clone of it."""

_NEXT = "Run the command that is printed, once in each clone."


class Attributes(NamedTuple):
    """The .gitattributes of a repository and what it says; `text` is None where there is none."""

    path: str
    text: str | None


def attributes_here() -> Attributes:
    """Those of the repository that holds the current folder; wrong where nothing can be added."""
    here = Path(os.path.abspath(os.curdir))  # noqa: PTH100 - links stay as they were entered
    for folder in (here, *here.parents):
        if os.path.exists(folder / ".git"):  # noqa: PTH110 - answers where Path would raise
            path = os.path.relpath(folder / ".gitattributes", here)
            return Attributes(path, _text_of(path))
    raise Wrong("this folder is not in a git repository; git init makes it one")


def add_line(attributes: Attributes) -> str:
    """The line added, or found there; what was done, in words."""
    path, text = attributes.path, attributes.text or ""
    if any(_says_it(line) for line in text.removeprefix("\ufeff").split("\n")):
        return f"{quote(LINE)} is already in {path}; nothing was changed. {_NEXT}"
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    try:
        write_whole(path, f"{text}{LINE}{end}", force=attributes.text is not None)
    except NotWritten as error:
        raise Wrong(str(error).partition("; --force")[0]) from None
    return f"added {quote(LINE)} to {path}. {_NEXT}"


def _text_of(path: str) -> str | None:
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise Wrong(
                f"{path} is a link, and git does not follow links; put the file itself there"
            )
        if not stat.S_ISREG(mode):
            raise Wrong(f"{path} is not a regular file")
        return Path(path).read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise Wrong(f"{path} is not UTF-8; add the line yourself: {LINE}") from None
    except OSError as error:
        raise Wrong(f"cannot read {path}: {error.strerror}") from None


def _says_it(line: str) -> bool:
    pattern, *attributes = line.split() or [""]
    return pattern == PATTERN and ATTRIBUTE in attributes
