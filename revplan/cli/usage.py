"""What is wrong with the words of a command line, in our words and with what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from revplan.base.near_words import advice, closest, name_nearest, nearest
from revplan.base.shell import path_to_type
from revplan.base.words import first_few, listing, quote
from revplan.cli.commands import COMMANDS

_FILE = re.compile(r".*(\.ya?ml|/)|.*/.*|-")


_BY_A_SHELL = re.compile("got unexpected extra|missing argument|option '--set' requires")
"""What is wrong where a shell splits a word at spaces and braces, or finds no file for its star."""

_UNQUOTED = "; a shell reads * and { itself: write --set 'PATH=VALUE', in single quotes"


def usage(error: Exception, program: Any, asked: str, words: Sequence[str] = ()) -> str:
    """A parser's complaint about a command line of some `words`; `program` is the parser's, and
    `asked` the command that was asked for.
    """
    split = "--set" in words and _BY_A_SHELL.match(_message(error))
    return _in_words(error, program, asked) + (_UNQUOTED if split else "")


def _in_words(error: Exception, program: Any, asked: str) -> str:
    commands: Mapping[str, Any] = program.commands
    context = getattr(error, "ctx", None)
    name = asked if context is None else context.info_name
    name = name if name in commands else ""
    options = _options(commands.get(name, program))
    kind, message = type(error).__name__, _message(error)
    help_ = f"revplan {name} --help" if name else "revplan --help"
    option = str(getattr(error, "option_name", ""))
    if kind == "NoSuchOption":
        return _no_option(option, name, list(options), help_)
    if kind == "BadOptionUsage":
        return _value(option, options.get(option), message, help_)
    if kind == "MissingParameter":
        word = str(getattr(getattr(error, "param", None), "metavar", None) or "PLAN")
        return f"{name} needs {word}: revplan {name} plan.yaml; {help_} says more"
    extra = re.search(r"extra arguments?(?:\(s\))? \((.*)\)", message)
    if extra:
        return _too_many(name, _arguments(commands.get(name)), extra[1].split(), help_)
    if "o such command" in message:
        return _no_command(asked)
    return message


def _message(error: Exception) -> str:
    message = str(getattr(error, "format_message", lambda: str(error))())
    return message[:1].lower() + message[1:].rstrip(".")


def _options(command: Any) -> dict[str, Any]:
    """The options of a command, by each of their names, with what they are."""
    parameters = getattr(command, "params", ())
    found = [it for it in parameters if it.param_type_name == "option"]
    return {name: it for it in found for name in (*it.opts, *it.secondary_opts)} | {"--help": None}


def _arguments(command: Any) -> list[str]:
    """What a command takes beside its options, as its help calls them."""
    parameters = getattr(command, "params", ())
    return [str(it.metavar) for it in parameters if it.param_type_name == "argument"]


def _no_option(option: str, name: str, known: list[str], help_: str) -> str:
    of = f" for {name}" if name else ""
    told = f"there is no option {option.partition('=')[0]}{of}"
    bare = {it.lstrip("-"): it for it in known if it.startswith("--")}
    word = option.lstrip("-").partition("=")[0]
    meant = closest(word, list(bare))
    if meant:
        return f"{told}; did you mean {bare[meant]}?"
    near = [bare[it] for it in nearest(word, bare)] if len(word) > 1 else []
    if not near:
        return f"{told}; {help_} lists them"
    return f"{told}; {name_nearest(near)}; {help_} lists all"


def _value(option: str, parameter: Any, message: str, help_: str) -> str:
    if "does not take" in message:
        return f"{option} takes no value: write {option} alone"
    metavar = getattr(parameter, "metavar", None) or "VALUE"
    return f"{option} needs a value: {option} {metavar}; {help_} says more"


def _too_many(name: str, arguments: list[str], extra: list[str], help_: str) -> str:
    known = listing(arguments, "and") or "no words"
    several = f"{first_few([*map(quote, extra)])} {'is' if len(extra) == 1 else 'are'}"
    return f"{name} takes {known}; {several} too many; {help_} says more"


def _no_command(asked: str) -> str:
    if _FILE.fullmatch(asked):
        return f"{quote(asked)} is not a command; write revplan gap {path_to_type(asked)}"
    there = advice(asked, tuple(COMMANDS), all_="revplan --help lists all")
    return f"there is no command {asked}; {there}"
