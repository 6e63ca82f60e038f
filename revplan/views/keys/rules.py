"""Which rules ask about a key: those whose pages name it."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

from revplan.base.docstrings import page
from revplan.model.key_places import KeyPlace, keys_below
from revplan.model.plan import Plan
from revplan.model.shape import holds_names
from revplan.rules.register import READING, module, names


def rules_asking(place: KeyPlace) -> list[ModuleType]:
    """The rules that judge by a key, in the order of their codes; reading asks about every key."""
    return [module(name) for name in names() if name not in READING and _asks(name, place)]


def _asks(name: str, place: KeyPlace) -> bool:
    """Whether a rule's page names the key: by its path, or by its name where the rule is about its
    section. The one number of a section is also asked about where the section is named.
    """
    rule, section = module(name), place.path[0]
    words, about = _words(name), getattr(rule, "ABOUT", "")
    if len(place.path) == 1:
        spoken_of = any(word.split(".")[0] == section for word in words)
        sectional = bool(keys_below(place.path)) or (place.field and holds_names(place.field))
        return about == section or (spoken_of and bool(sectional))
    if place.text in words:
        return True
    named = {word for word in words if word in Plan.model_fields}
    here = section in {about, *named} or not (named or about in Plan.model_fields)
    measure = place.holder is not None and place.name in place.holder.ONE_OF
    return (here and place.name in words) or (measure and section in named)


@cache
def _words(name: str) -> frozenset[str]:
    """What stands in backquotes on a rule's page, above its examples; `<stage>` as any name."""
    text = page(module(name)).partition("\nFails\n")[0]
    return frozenset(re.sub(r"<\w+>", "*", word) for word in re.findall("`([^`]+)`", text))
