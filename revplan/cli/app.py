"""From arguments to an exit code, and the one place that catches what goes wrong on the way."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from revplan.base.problem import NothingPiped, Problem, Wrong
from revplan.cli.codes import BUG, INTERRUPTED, NO_ANSWER
from revplan.cli.commands import COMMANDS, COMPLETION, LISTS, command
from revplan.cli.reply import Output, Reply, deliver


def run(arguments: list[str]) -> int:
    """One command from its arguments to its exit code; what goes wrong on the way ends here.

    Streams that cannot be written raise OSError: the entry knows what to do then.
    """
    debug = "--debug" in arguments
    arguments = [word for word in arguments if word != "--debug"]
    typed = ("revplan", *arguments)
    asked = next((word for word in arguments if word in COMMANDS), "")
    try:
        if asked_of_shells(arguments):
            from revplan.cli.shells.install import give_completion

            return give_completion(arguments)
        replied = _plainly(arguments) or _parsed(arguments)
        return deliver(*replied) if isinstance(replied, tuple) else replied
    except NothingPiped as error:
        return _fail(asked, _asks_json(arguments), Problem("", with_file(error, typed)))
    except Wrong as error:
        return _fail(asked, _asks_json(arguments), error.problem or Problem("", str(error)))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        if debug:
            raise
        message = (
            f"internal error: {type(error).__name__}. This is a bug in revplan; nothing was "
            "written. Run it again with --debug and report what it says"
        )
        return _fail(asked, _asks_json(arguments), Problem("", message), BUG)


def with_file(error: NothingPiped, typed: Sequence[str]) -> str:
    """What to say where nothing is piped in: the command as it was typed, with a plan's file.

    >>> with_file(NothingPiped("name the plan's file"), ["revplan", "gap", "-"])
    "name the plan's file, or write revplan gap - < plan.yaml"
    """
    return f"{error}, or write {shlex.join(typed)} < plan.yaml"


def asked_of_shells(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for the script of a shell."""
    return bool(arguments) and arguments[0].partition("=")[0] in COMPLETION


def _plainly(arguments: Sequence[str]) -> tuple[Reply, Output] | None:
    """A command followed by plain words needs no parser: its reply, None where one is needed."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    name, *words = arguments
    least, most = COMMANDS[name]
    if any(word.startswith("-") and word != "-" for word in words):
        return None
    if len(words) < least or (most is not None and len(words) > most):
        return None
    return command(name)(words) if name in LISTS else command(name)(*words)


def _parsed(arguments: list[str]) -> tuple[Reply, Output] | int:
    """The reply of a command whose arguments were parsed; an exit code after help and the like."""
    from revplan.cli.parser import parse

    if arguments[:1] == ["diff"] and "--" in arguments:  # a parser would swallow what it says
        arguments.insert(arguments.index("--"), "--")
    return parse(arguments)


def _asks_json(arguments: Sequence[str]) -> bool:
    """Whether JSON was asked for, as far as arguments show that may be wrong otherwise.

    The last format counts; FORMAT=FILE is one of a file.
    """
    asked = []
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        short = re.fullmatch("-[a-eg-z]*f(.*)", word)
        if word == "--format" or (short and not short[1]):
            asked.append(following)
        elif word.startswith("--format="):
            asked.append(word.removeprefix("--format="))
        elif short:
            asked.append(short[1])
    return [word for word in asked if "=" not in word][-1:] == ["json"]


def _fail(name: str, in_json: bool, problem: Problem, code: int = NO_ANSWER) -> int:
    reply = Reply(name, code, problems=(problem,))
    return deliver(reply, Output("json" if in_json else "text"))
