"""Which branch or tag of a repository was meant by a name that none has."""

from __future__ import annotations

import re

from revplan.base.near_words import closest, did_you_mean, name_nearest, nearest
from revplan.sources.refs import ref_names

_STEPS = re.compile("[~^]|@{")


def ref_advice(root: str, ref: str) -> str:
    """What to say of a name that means no commit: the one that was meant, with the steps back that
    were asked for; or the nearest; of one that is there, that no such commit is before it. Nothing
    where none is near.
    """
    name = _STEPS.split(ref, maxsplit=1)[0]
    known = [it for it in ref_names(root) if it.isprintable()]
    if name in (*known, "HEAD", "@"):
        return f"{name} is there, and no such commit before it" if name != ref else ""
    meant = closest(name, known)
    if meant is not None:
        return did_you_mean(meant + ref[len(name) :])
    near = nearest(name, known)
    return name_nearest(near) if near else ""
