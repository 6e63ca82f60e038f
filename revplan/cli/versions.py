"""The words of a comparison: which files, commits and plans they name."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.workspace.assess import STDIN, is_folder, is_there, read_within
from revplan.workspace.pairing import NoSuchPlan
from revplan.workspace.progress import Progress, silence
from revplan.workspace.versions import PlanVersion, Versions, between, two_versions, version_in


def versions_of(
    words: Sequence[str],
    around: bool = False,
    progress: Progress = silence,
    every: bool = False,
) -> Versions:
    """The versions that the words of `diff` ask about. Raises Wrong where there are none.

    OLD NEW, each a file or REF:path; REF, REF..REF2 or nothing, then plans, after -- if need be.
    A plan that was moved in or out is found again where the repository is looked `around` in;
    `every` gives those that are the same, too.
    """
    if "--" in words:
        cut = list(words).index("--")
        refs, plans = list(words[:cut]), list(words[cut + 1 :])
        if len(refs) > 2:
            raise Wrong("write diff REF -- PLAN, or diff REF..REF2 -- PLAN")
        return _between(refs, plans, around, progress, every)
    named = [word for word in words if _names_a_plan(word)]
    if len(words) == len(named) == 2:
        return _two(words[0], words[1])
    side = next(
        (word for word in named if word.endswith(PLAN_SUFFIXES) and not is_there(word)), None
    )
    if side and len(words) <= 2:
        other = "".join(word for word in words if word != side)
        no_file = f", and {quote(other)} is not a file" if other else ""
        raise Wrong(
            f"{quote(side)} is only one side{no_file}; name a file or REF:path for the other"
        )
    count = next((i for i, word in enumerate(words[:2]) if not _could_be_commit(word)), 2)
    return _between(words[:count], words[count:], around, progress, every)


def _names_a_plan(word: str) -> bool:
    """Whether a word names one version of one plan: a file, or REF:path."""
    return (is_there(word) and not is_folder(word)) or ":" in word


def _could_be_commit(word: str) -> bool:
    return not is_there(word) and not word.endswith((*PLAN_SUFFIXES, "/"))


def _two(old: str, new: str) -> Versions:
    """Two versions that are each named in full."""
    if old == new == STDIN:
        raise Wrong("standard input can be one side only; name a file for the other")
    return two_versions(_version(old), _version(new))


def _version(word: str) -> PlanVersion:
    """A file, or what a commit holds at a path."""
    if is_there(word) or ":" not in word:
        return PlanVersion(read_within(word))
    ref, _, path = word.partition(":")
    if not ref:
        raise Wrong(f"{quote(word)} does not name a commit; write HEAD{word}")
    if not path:
        raise Wrong(f"{quote(word)} does not name a plan; write {word}plans/acme.yaml")
    return version_in(ref, path, word)


def _between(
    refs: Sequence[str], plans: Sequence[str], around: bool, progress: Progress, every: bool
) -> Versions:
    """The plans of a commit against those of another, or of the working tree."""
    try:
        return between(refs, plans, around, progress, every)
    except NoSuchPlan as error:
        hint = "; options stand before --" if error.path.startswith("-") else ""
        raise Wrong(f"{error}{hint}") from None
