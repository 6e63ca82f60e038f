"""Every place of a plan that has a page: its keys, and what a number may say of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from revplan.base.docstrings import summary
from revplan.base.near_words import advice
from revplan.base.paths import ANY
from revplan.base.words import quote
from revplan.fields.key import KeyFacts
from revplan.fields.nested import Segments
from revplan.fields.reads import Reads
from revplan.fields.section import Section
from revplan.model.edits import read_path
from revplan.model.plan import Plan
from revplan.model.shape import holds_names, is_list, model_of, readers

KeyPath = tuple[str, ...]
"""With * for a name of the user's own, or a place in a list."""


class KeyPlace(NamedTuple):
    """A place of a plan: in the section `holder` under the last name of its path, read as `field`
    says; `holder` is None of what a number says of itself. `schema` is that of a single value.
    """

    path: KeyPath
    says: str
    holder: type[Section] | None = None
    field: FieldInfo | None = None
    schema: Mapping[str, Any] = {}

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path[-1]

    @property
    def text(self) -> str:
        """The path as it is written."""
        return ".".join(self.path)

    @property
    def facts(self) -> KeyFacts | None:
        """What the key says beyond its description."""
        extra: Any = self.field.json_schema_extra if self.field is not None else None
        return extra if isinstance(extra, KeyFacts) else None

    @property
    def reads(self) -> Reads | None:
        """What reads the value; None of a section."""
        return _reader(self.field) if self.field is not None else None

    @property
    def holds_words(self) -> bool:
        """Whether a text of any words may stand there, alone or among others; a goal's `value`
        counts something, and is a text as that may be anything.

        >>> [key_places()["strategy", "goals", "*", key].holds_words for key in ("how", "value")]
        [True, False]
        """
        if self.name == "value" or (self.field is not None and holds_names(self.field)):
            return False
        form = self.schema.get("anyOf", (self.schema,))[0]
        return form.get("type") == "string" and not form.keys() & {"enum", "pattern"}


@cache
def key_places() -> dict[KeyPath, KeyPlace]:
    """Every place by its path, in the order of the plan."""
    return {place.path: place for place in _below(Plan, ())}


def section_below(place: KeyPlace) -> type[Section] | None:
    """The model of the section, or of the sections, that a key holds."""
    return model_of(place.field) if place.field is not None else None


def keys_below(path: KeyPath) -> list[KeyPlace]:
    """The keys right below a section, or below the entries that it holds by name."""
    depths = {len(path) + 1, len(path) + 2} if (*path, ANY) in key_places() else {len(path) + 1}
    under = [it for at, it in key_places().items() if at[: len(path)] == path and it.path != path]
    return [it for it in under if it.holder is not None and len(it.path) in depths]


def find_key(text: str) -> KeyPlace | None:
    """The place that a path leads to; a name of the user's own stands for any."""
    at: KeyPath = ()
    begun = _begun()
    steps = _steps(text)
    for place, step in enumerate(steps):
        if (*at, step) in begun:
            at = (*at, step)
        elif (*at, ANY, step) in begun and place + 1 == len(steps):  # the name was left out
            at = (*at, ANY, step)
        elif step and (*at, ANY) in begun:
            at = (*at, ANY)
        elif not step or at not in key_places() or not _holds_single_values(key_places()[at]):
            return None
    return key_places().get(at) or key_places().get(at[:-1])


@cache
def _begun() -> frozenset[KeyPath]:
    """Every path that leads to a place, or on to one."""
    return frozenset(it[:depth] for it in key_places() for depth in range(1, len(it) + 1))


def keys_called(word: str) -> list[KeyPlace]:
    """The keys whose last name a word is; of what a number says of itself, that of one number."""
    found = [it for it in key_places().values() if it.name == word != ANY]
    return [it for it in found if it.holder is not None] or found[:1]


def keys_for(word: str) -> list[KeyPlace]:
    """The keys that a path or a last name leads to.

    >>> [it.text for it in keys_for("lead_coverage")], keys_for("nothing")
    (['funnel.lead_coverage'], [])
    """
    found = find_key(word)
    return [found] if found is not None else keys_called(word)


def no_such_key(word: str) -> str:
    """What to say of a word that leads to no key."""
    told = advice(word, words_for_keys(), all_="revplan key lists all")
    return f"there is no key {quote(word)}; {told}"


def words_for_keys() -> list[str]:
    """Every path, and every last name, of keys of their own."""
    places = [it for it in key_places().values() if it.holder is not None]
    return [*(it.text for it in places), *(it.name for it in places)]


def _steps(text: str) -> list[str]:
    """The steps of a path within the plan that states it: of a segment, those below its name."""
    steps = [ANY if isinstance(step, int) else step for step in read_path(text.strip())]
    while len(steps) > 2 and steps[0] == "segments" and steps[2] != "plan":
        steps = steps[2:]
    return steps[:1] if steps[0] == "expect" else steps


def _below(model: type[Section], path: KeyPath) -> Iterator[KeyPlace]:
    for name, field in model.model_fields.items():
        if name == "plan" and not path:
            continue
        at = (*path, name)
        yield KeyPlace(at, field.description or "", model, field, _schema(field))
        if any(isinstance(it, Segments) for it in field.metadata):
            plan = Plan.model_fields["plan"]
            yield KeyPlace((*at, ANY, "plan"), plan.description or "", Plan, plan, _schema(plan))
            continue
        inner = model_of(field)
        if inner is None or inner.BESIDE:  # a number in one of two mappings
            names = (ANY,) if holds_names(field) else ()
            yield from _of_number(_schema(field), (*at, *names), inner)
        elif holds_names(field):
            yield KeyPlace((*at, ANY), summary(inner))
            yield from _below(inner, (*at, ANY))
        else:
            yield from _below(inner, at)


def _of_number(
    schema: Mapping[str, Any], path: KeyPath, model: type[Section] | None = None
) -> Iterator[KeyPlace]:
    """What a number may say of itself in its own mapping, by its schema; `model` is what reads that
    where it has two ways to be stated.
    """
    told: dict[KeyPath, Mapping[str, Any]] = {}
    for form in schema.get("anyOf", (schema,)):
        single = form.get("items", form)
        at = (*path, ANY) if "items" in form else path
        for inner in single.get("anyOf", (single,)):
            for name, within in inner.get("properties", {}).items():
                told.setdefault((*at, name), within)
    for at, within in told.items():
        holder = model if model is not None and at[-1] in model.ONE_OF else None
        yield KeyPlace(at, within["description"], holder, schema=within)
        yield from _of_number(within, at)


def _reader(field: FieldInfo) -> Reads | None:
    """What reads the value of a key, or the values that it holds by name."""
    return [None, *readers(field)][-1]


def _schema(field: FieldInfo) -> Mapping[str, Any]:
    reads = _reader(field)
    return reads.schema if reads is not None else {}


def _holds_single_values(place: KeyPlace) -> bool:
    """Whether names or a list stand below a key, and no section under them."""
    if place.field is None or section_below(place) is not None:
        return False
    return holds_names(place.field) or is_list(place.field)
