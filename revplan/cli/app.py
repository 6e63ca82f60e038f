"""The program's commands, and the one place that catches what goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from revplan import __version__
from revplan.cli.reply import BUG, INTERRUPTED, NO_ANSWER, Output, Reply, Wrong, deliver
from revplan.ground.problem import Problem

COMMANDS = ("init", "gap", "check", "explain", "rule", "schema")
"""Each is a function of its own name in a module of its own name, imported when it is asked for."""

# typer carries a click of its own and exports only one of its errors; the base of that one is
# every mistake in usage.
_UsageError: type[Exception] = typer.BadParameter.__mro__[2]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"revplan {__version__}")
        raise typer.Exit


def _revplan(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="The version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in revplan a bug is; goes with any command.")
    ] = False,
) -> None:
    """The new business that your year really needs, from a plan kept as one YAML file.

    revplan init plan.yaml && revplan gap plan.yaml && revplan check plan.yaml
    """


def application(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """The program with the commands named."""
    app = typer.Typer(
        name="revplan",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_revplan)
    for name in names:
        app.command(name)(getattr(import_module(f"revplan.cli.{name}"), name))
    return app


def run(arguments: list[str]) -> int:
    """One command from its arguments to its exit code; what goes wrong on the way ends here.

    Streams that cannot be written raise OSError: the entry knows what to do then.
    """
    debug = "--debug" in arguments
    arguments = [word for word in arguments if word != "--debug"]
    asked = next((word for word in arguments if not word.startswith("-")), "")
    known = asked in COMMANDS and "_REVPLAN_COMPLETE" not in os.environ
    in_json = _asks_json(arguments)
    try:
        command = typer.main.get_command(application((asked,) if known else COMMANDS))
        reply = command.main(arguments, prog_name="revplan", standalone_mode=False)
        return deliver(*reply) if isinstance(reply, tuple) else int(reply or 0)
    except Wrong as error:
        return _fail(asked, in_json, str(error))
    except _UsageError as error:
        return _fail(asked, in_json, _usage(error))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        if debug:
            raise
        sys.stderr.write(
            f"internal error: {type(error).__name__}. This is a bug in revplan; nothing was "
            "written. Run it again with --debug and report what it says\n"
        )
        return BUG


def _usage(error: Exception) -> str:
    message = str(getattr(error, "format_message", lambda: str(error))())
    return message[:1].lower() + message[1:].rstrip(".")


def _asks_json(arguments: Sequence[str]) -> bool:
    """Whether JSON was asked for, as far as arguments show that may be wrong otherwise."""
    asked = ""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word in ("--format", "-f"):
            asked = following
        elif word.startswith("--format="):
            asked = word.partition("=")[2]
    return asked == "json"


def _fail(command: str, in_json: bool, message: str) -> int:
    reply = Reply(command, NO_ANSWER, problems=(Problem("", message),))
    return deliver(reply, Output("json" if in_json else "text"))
