"""The shape of a plan: which keys there are, and which model reads what stands below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from revplan.base.paths import Path
from revplan.fields.assumption import COMPARED_KEYS, NUMBER_KEYS
from revplan.fields.lazy import Lazy
from revplan.fields.nested import Segments
from revplan.fields.reads import Reads
from revplan.fields.section import Section
from revplan.model.plan import Plan


@lru_cache(maxsize=64)
def parts(model: type[Section] = Plan) -> dict[str, FieldInfo]:
    """The keys of a section below which sections stand."""
    return {
        key: field for key, field in model.model_fields.items() if _later(field) or _found(field)
    }


@lru_cache(maxsize=1024)
def section_at(path: Path) -> type[Section] | None:
    """The model of the section at a path; None where no section is (a number, a list)."""
    model: type[Section] | None = Plan
    steps = iter(path)
    for step in steps:
        field = model.model_fields.get(str(step)) if model is not None else None
        if field is None:
            return None
        model = model_of(field)
        if holds_names(field) and next(steps, None) is None:
            return None
    return model


def field_at(path: Path) -> FieldInfo | None:
    """The field of the key that a path leads to; None where its section has no such key."""
    model = section_at(path[:-1]) if path else None
    return model.model_fields.get(str(path[-1])) if model is not None else None


def keys_of_number(path: Path) -> tuple[str, ...]:
    """The keys that the mapping of the number at a path may hold.

    >>> keys_of_number(("funnel", "average_deal"))[-2:]
    ('last_year', 'because')
    """
    field = field_at(path)
    compared = field is not None and any("last_year" in it for it in _properties(field))
    return COMPARED_KEYS if compared else NUMBER_KEYS


def points_are_decimal(path: Path) -> bool:
    """Whether the number at a path reads `1.255` as it stands: days and multiples do, amounts and
    counts refuse it, as the point may set thousands apart.

    >>> [points_are_decimal(it) for it in (("funnel", "lead_coverage"), ("fx", "EUR"),
    ...                                    ("funnel", "average_deal"), ("churn", "amount"))]
    [True, True, False, False]
    """
    return any(reads.takes("1.255") for reads in readers_at(path))


@lru_cache(maxsize=1024)
def readers_at(path: Path) -> tuple[Reads, ...]:
    """What reads the number at a path: the reader of its key, or of the key in whose list, or in
    whose mapping, or under which by a name of the user's own, it stands.
    """
    for depth in range(min(len(path), 3)):
        field = field_at(path[: len(path) - depth])
        found = tuple(readers(field)) if field is not None else ()
        if found:
            return found
    return ()


def readers(field: FieldInfo) -> Iterator[Reads]:
    """What reads what stands in a field."""
    held = [field.metadata, *(getattr(it, "__metadata__", ()) for it in get_args(field.annotation))]
    return (it for said in held for it in said if isinstance(it, Reads))


def _properties(field: FieldInfo) -> Iterator[Mapping[str, Any]]:
    """What the mappings may hold that stand in a field, as its schema says."""
    for reads in readers(field):
        for form in reads.schema.get("anyOf", ()):
            yield form.get("properties", {})


def or_plain(field: FieldInfo) -> bool:
    """Whether a plain word may stand where a section may."""
    return any(kind in _kinds(field.annotation) for kind in (str, bool))


def _kinds(annotation: Any) -> Iterator[Any]:
    """The types that an annotation names as alternatives."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        for inner in get_args(annotation):
            yield from _kinds(inner)
    elif origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    else:
        yield annotation


def numbers_compared(model: type[Section]) -> list[str]:
    """The keys of a section whose numbers may say themselves what they were last year."""
    return [
        key
        for key, field in model.model_fields.items()
        if any("last_year" in it for it in _properties(field))
    ]


def keys_at(path: Path) -> list[str]:
    """The keys that a section at a path may have; none where no section is."""
    model = section_at(path)
    return [] if model is None else [*model.model_fields, *model.BESIDE]


def holds_names(field: FieldInfo) -> bool:
    """Whether a field holds entries under names of the user's own (or in a list)."""
    later = _later(field)
    if later is not None:
        return later.keyed
    return getattr(field.annotation, "__origin__", None) in (dict, tuple)


def entries_at(path: Path) -> type | None:
    """What stands below the names of a user's own that a path holds: the model of a section, or
    `str` for a single value; None where it holds no such names.

    >>> entries_at(("upsell",)).__name__, entries_at(("expect",)), entries_at(("churn",))
    ('Line', <class 'str'>, None)
    """
    field = field_at(path)
    if field is None or not holds_names(field) or is_list(field):
        return None
    return model_of(field) or str


def is_list(field: FieldInfo) -> bool:
    """Whether a field holds a list, or may."""
    return any(get_origin(kind) is tuple for kind in _kinds(field.annotation))


def model_of(field: FieldInfo) -> type[Section] | None:
    """The model of the section, or of the sections, that a field holds."""
    if any(isinstance(it, Segments) for it in field.metadata):
        return Plan
    later = _later(field)
    return _found(field) if later is None else later.model


def _later(field: FieldInfo) -> Lazy | None:
    return next((it for it in field.metadata if isinstance(it, Lazy)), None)


def _found(field: FieldInfo) -> type[Section] | None:
    return _model_in(field.annotation)


def _model_in(annotation: Any) -> type[Section] | None:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    for inner in get_args(annotation):
        model = _model_in(inner)
        if model is not None:
            return model
    return None
