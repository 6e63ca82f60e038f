"""Which file was meant by a path that leads to none."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from revplan.base.near_words import closest, name_nearest, nearest
from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.base.words import MOST_NAMED, cut, escape

_MOST_LOOKED_AT = 2_000
"""No more names of a folder are looked at: a message is not to be waited for."""


_LONGEST = 255
"""How long a path may be so that others are looked for."""


def no_file(path: str, what: str = "file", besides: str = "") -> str:
    """What to say of a path at which nothing is, with the plans that may have been meant; `besides`
    is what else is said of it before these.
    """
    found = _near(path)
    told = f"there is no {what} {cut(path, _LONGEST)}{besides}"
    if len(found) == 1:
        return f"{told}; did you mean {escape(found[0])}?"
    return f"{told}; {name_nearest([*map(escape, found)])}" if found else told


def _near(path: str) -> list[str]:
    """The plans that a path may mean: beside where it leads, in a folder of nearly that name, or
    one folder further down.
    """
    folder, name = os.path.split(path)
    if not name or "\0" in path or len(path) > _LONGEST:  # no system has it
        return []
    places = [folder]
    if folder and not _names(folder):
        above, last = os.path.split(folder)
        meant = closest(last, [it for it in _names(above) if Path(above, it).is_dir()])
        places = [os.path.join(above, meant)] if meant else []  # noqa: PTH118 - as it was written
    found = [it for place in places for it in _of_folder(place, name)]
    if found or folder:
        return found
    below = (it for it in _names("") if not it.startswith(".") and Path(it).is_dir())
    return [f"{it}/{name}" for it in islice(below, _MOST_LOOKED_AT) if Path(it, name).is_file()]


def _of_folder(folder: str, name: str) -> list[str]:
    """The plans of a folder whose names are near: the one that begins as the name does, else those
    that look like it.
    """
    plans = {Path(it).stem: it for it in _names(folder) if it.endswith(PLAN_SUFFIXES)}
    stem = Path(name).stem if name.endswith(PLAN_SUFFIXES) else name
    begun = [it for it in plans if len(stem) > 1 and it.startswith(stem)]
    meant = closest(stem, list(plans))
    stems = begun or ([meant] if meant else nearest(stem, plans))
    return [os.path.join(folder, plans[it]) for it in stems[:MOST_NAMED]]  # noqa: PTH118 - the same


def _names(folder: str) -> list[str]:
    try:
        with os.scandir(folder or ".") as entries:
            return sorted(it.name for it in islice(entries, _MOST_LOOKED_AT))
    except OSError:
        return []
