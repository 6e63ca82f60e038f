"""What may stand where Tab was pressed, by what is asked for there."""

from __future__ import annotations

from revplan.cli.complete import tables
from revplan.cli.complete.files import plan_paths
from revplan.cli.shells.scripts import SCRIPTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from revplan.cli.complete.standing import Asked
    from revplan.cli.complete.write import Offer

FILES = None
"""The shell knows better: files of any kind, or what begins with a tilde or a variable."""


def offers(asked: Asked) -> list[Offer] | None:
    """Words that begin as typed, with what is said of them; FILES where the shell is to look."""
    on_disk = asked.kind in _ON_DISK and asked.start.startswith(("~", "$"))
    into_file = asked.kind == "choices" and "=" in asked.start
    if asked.kind == "files" or on_disk or into_file:
        return FILES
    act = _ACTS.get(asked.kind)
    found = act(asked) if act else ()
    return [(asked.before + word, said) for word, said in found]


def _commands(asked: Asked) -> Iterable[Offer]:
    known = tables.commands()
    return [(it, known[it].says) for it in known if it and it.startswith(asked.start)]


def _options(asked: Asked) -> Iterable[Offer]:
    """Long names, and short ones where no other begins so."""
    for option in asked.options:
        for name in option.names:
            if name.startswith(asked.start) and (asked.start != "--" or name.startswith("--")):
                yield name, option.says


def _choices(asked: Asked) -> Iterable[Offer]:
    return [(it, "") for it in asked.choices if it.startswith(asked.start)]


def _shells(asked: Asked) -> Iterable[Offer]:
    return [(it, "") for it in SCRIPTS if it.startswith(asked.start)]


def _rules(asked: Asked) -> Iterable[Offer]:
    return _rules_from(asked.start)


def _rules_from(start: str) -> Iterable[Offer]:
    """Codes, in small letters as well; names where the beginning of one was typed."""
    for code, name in tables.rules():
        if code.startswith(start.upper()):
            yield code, name
        elif start and name.startswith(start):
            yield name, code


def _several_rules(asked: Asked) -> Iterable[Offer]:
    """The same behind the last comma, without those that stand before it."""
    before, comma, start = asked.start.rpartition(",")
    named = before.upper().split(",")
    for word, said in _rules_from(start):
        if word.upper() not in named and said.upper() not in named:
            yield before + comma + word, said


def _plans(asked: Asked) -> Iterable[Offer]:
    return [(it, "") for it in plan_paths(asked.start)]


def _refs(asked: Asked) -> Iterable[Offer]:
    from revplan.cli.complete.refs import refs

    return [(it, "") for it in refs(asked.start)]


def _versions(asked: Asked) -> Iterable[Offer]:
    from revplan.cli.complete.refs import versions

    return [(it, "") for it in versions(asked.start)]


def _sets(asked: Asked) -> Iterable[Offer]:
    from revplan.cli.complete.plan_names import PlanNames
    from revplan.cli.complete.plan_places import places

    if "=" in asked.start:
        return []
    return [(it, "") for it in places(PlanNames.of(asked.plans), asked.start)]


def _figures(asked: Asked) -> Iterable[Offer]:
    """Figures; for `explain` what the plan states as well."""
    from revplan.cli.complete.plan_figures import figures
    from revplan.cli.complete.plan_names import PlanNames
    from revplan.cli.complete.plan_places import numbers_in

    plan = PlanNames.of(asked.plans)
    found = dict.fromkeys(figures(plan, asked.start))
    if asked.command == "explain":
        found.update(dict.fromkeys(numbers_in(plan, asked.start)))
    return [(it, "") for it in found]


def _topics(asked: Asked) -> Iterable[Offer]:
    return [(it, "") for it in tables.topics() if it.startswith(asked.start)]


def _keys(asked: Asked) -> Iterable[Offer]:
    from revplan.cli.complete.plan_places import keys

    return [(it, "") for it in keys(asked.start)]


def _words(asked: Asked) -> Iterable[Offer]:
    """Whatever has a name; keys, figures and rules where the beginning of one was typed."""
    found = [*_commands(asked), *_topics(asked)]
    if not asked.start:
        return found
    figures = [(it, "") for it in tables.figures() if it.startswith(asked.start)]
    return dict.fromkeys([*found, *_keys(asked), *figures, *_rules(asked)])


_ON_DISK = ("plans", "versions")

_ACTS: dict[str, Callable[[Asked], Iterable[Offer]]] = {
    "commands": _commands,
    "options": _options,
    "choices": _choices,
    "shells": _shells,
    "rules": _rules,
    "several rules": _several_rules,
    "plans": _plans,
    "versions": _versions,
    "refs": _refs,
    "sets": _sets,
    "topics": _topics,
    "keys": _keys,
    "words": _words,
    "figures": _figures,
}
