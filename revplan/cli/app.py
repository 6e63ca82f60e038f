"""The program's commands, and the one place that catches what goes wrong."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from revplan import __version__
from revplan.cli.check import check
from revplan.cli.explain import explain
from revplan.cli.gap import gap
from revplan.cli.init import init
from revplan.cli.reply import BUG, INTERRUPTED, NO_ANSWER, Output, Reply, Wrong, deliver
from revplan.cli.rule import rule
from revplan.cli.schema import schema

# typer carries a click of its own and exports only this one of its errors; its base is every
# mistake in usage.
_UsageError: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="revplan",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for _command in (init, gap, check, explain, rule, schema):
    app.command()(_command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"revplan {__version__}")
        raise typer.Exit


@app.callback()
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


def run(arguments: list[str]) -> int:
    """One command from its arguments to its exit code; everything that goes wrong ends here."""
    debug = "--debug" in arguments
    arguments = [word for word in arguments if word != "--debug"]
    asked_json = _asks_json(arguments)
    command = next((word for word in arguments if not word.startswith("-")), "")
    try:
        reply = typer.main.get_command(app).main(
            arguments, prog_name="revplan", standalone_mode=False
        )
        if isinstance(reply, tuple):
            return deliver(*reply)
        return int(reply or 0)
    except Wrong as error:
        return _fail(command, asked_json, str(error))
    except _UsageError as error:
        return _fail(command, asked_json, _usage(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except typer.Abort:
        return INTERRUPTED
    except (BrokenPipeError, ConnectionError, OSError):
        raise
    except Exception as error:
        if debug:
            raise
        _fail(command, asked_json, f"{type(error).__name__}: this is a bug in revplan. Run again "
              "with --debug and report what it says", "internal error")  # fmt: skip
        return BUG


def _usage(error: Exception) -> str:
    message = str(getattr(error, "format_message", lambda: str(error))())
    return message[:1].lower() + message[1:].rstrip(".")


def _asks_json(arguments: list[str]) -> bool:
    asked = ""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word in ("--format", "-f"):
            asked = following
        elif word.startswith("--format="):
            asked = word.partition("=")[2]
    return asked == "json"


def _fail(command: str, asked_json: bool, message: str, lead: str = "error") -> int:
    from revplan.ground.problem import Problem
    from revplan.render.layout import shown

    if asked_json:
        return deliver(
            Reply(command, NO_ANSWER, problems=(Problem("", message),)), Output("json")
        )
    sys.stderr.write(f"{lead}: {shown(message)}\n")
    return NO_ANSWER
