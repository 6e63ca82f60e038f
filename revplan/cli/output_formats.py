"""Several formats of one run: one for standard output, others each for a file."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.cli.reply import known_format


def split_formats(
    words: Sequence[str], output_path: str | None, formats: Collection[str]
) -> tuple[str | None, dict[str, str]]:
    """The format of the answer, None where none is named; and by file, the formats beside it.

    A word is FORMAT or FORMAT=FILE; `output_path` is a file that the answer itself goes to.
    """
    bare = [word for word in words if "=" not in word]
    if len(bare) > 1:
        first, second = (known_format(word, formats) for word in bare[:2])
        raise Wrong(
            f"{first} and {second} cannot share standard output; "
            f"write one to a file: --format {second}=FILE"
        )
    beside: dict[str, str] = {}
    taken = {_place(output_path): "--output"} if output_path else {}
    for word in words:
        format_, sign, path = word.partition("=")
        if not sign:
            continue
        if not format_:
            raise Wrong(
                f"{quote(word)} does not name a format; write FORMAT=FILE, such as json{word}"
            )
        known_format(format_, formats)
        if path in ("", "-"):
            alone = f"--format {format_} alone is for standard output"
            raise Wrong(f"{quote(word)} does not name a file; write {format_}=FILE ({alone})")
        if "\0" in path:
            raise Wrong(f"{quote(path)} is not a file")
        place = _place(path)
        if place in taken:
            raise Wrong(f"{taken[place]} and {format_} go to the same file, {path}; name two files")
        taken[place] = format_
        beside[path] = format_
    return (bare[0] if bare else None), beside


def _place(path: str) -> str:
    """Where a path leads, links followed."""
    return os.path.realpath(path.replace("\0", ""))
