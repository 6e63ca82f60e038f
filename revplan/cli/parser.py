"""The arguments parsed by typer: options, help, suggestions and completion."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from revplan import __version__
from revplan.base.docstrings import with_docstrings
from revplan.base.problem import Wrong
from revplan.cli import options
from revplan.cli.codes import INTERRUPTED
from revplan.cli.commands import COMMANDS, GROUPS, command
from revplan.cli.reply import Output, Reply
from revplan.render.answers.prose import UNBROKEN
from revplan.render.lines import wrap
from revplan.render.screen import LEAST_COLUMNS, carry, screen_of

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

    Start with revplan init plan.yaml, then revplan gap plan.yaml.
    """


class _GroupedCommands(TyperGroup):
    """The program, whose help tells its commands by what they are for."""

    def format_help_text(self, _ctx: Any, formatter: Any) -> None:
        """What the program is for."""
        _write_paragraphs(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands in groups, each in a line, then the options."""
        widest = max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            rows = [
                (name.ljust(widest), it.get_short_help_str(_WHOLE))
                for name in names
                if (it := self.get_command(ctx, name)) is not None
            ]
            if rows:
                _write_rows(title, rows, formatter)
        _write_options("Options", self.get_params(ctx), ctx, formatter)


_WHOLE = 1000
"""More letters than a sentence has."""


class _HelpfulCommand(TyperCommand):
    """A command whose help names its arguments as `options` does.

    Every few versions typer adds something else to them: braces, dots, the names of types.
    """

    def format_help_text(self, _ctx: Any, formatter: Any) -> None:
        """What the command does, and how it is typed."""
        _write_paragraphs(self.help, formatter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What follows the command's name in its usage."""
        return ["[OPTIONS]", *(_in_usage(it) for it in self.get_params(ctx) if _argument(it))]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments, then the options, each with its help."""
        parameters = self.get_params(ctx)
        arguments = [it for it in parameters if _argument(it)]
        _write_options("Arguments", arguments, ctx, formatter)
        named = [it for it in parameters if not _argument(it)]
        _write_options("Options", named, ctx, formatter)


def _write_options(title: str, parameters: Sequence[Any], ctx: Any, formatter: Any) -> None:
    """Parameters with their help, under a title; nothing where there is none."""
    told = [(it, it.get_help_record(ctx) or ("", "")) for it in parameters]
    rows = [(str(it.metavar) if _argument(it) else name, says) for it, (name, says) in told]
    if any(name for name, _ in rows):
        _write_rows(title, [row for row in rows if row[0]], formatter)


def _write_rows(title: str, rows: Sequence[tuple[str, str]], formatter: Any) -> None:
    """What there is, each with what it is: beside its name, or below where that leaves no room; for
    those who listen a line each.
    """
    longest = min(_NAME, max(len(name) for name, _ in rows))
    beside = formatter.width - longest - 4 >= _SAID
    at = longest + 4 if beside else _BELOW
    with formatter.section(title):
        for name, says in rows:
            if screen_of(sys.stdout).plain:
                told = " ".join(says.split())
                formatter.write(f"  {name.strip()}: {told}\n" if told else f"  {name}\n")
                continue
            lines = wrap(says, formatter.width - at) if says else []
            first = lines.pop(0) if lines and beside and len(name) <= longest else ""
            formatter.write(f"  {name.ljust(longest)}  {first}".rstrip() + "\n")
            formatter.write("".join(f"{' ' * at}{line}\n" for line in lines))


def _write_paragraphs(text: str | None, formatter: Any) -> None:
    """What a command does, and how it is typed, which stands further in."""
    for paragraph in (text or "").split("\n\n"):
        indent = " " * (2 + len(paragraph) - len(paragraph.lstrip()))
        formatter.write_paragraph()
        for line in wrap(" ".join(paragraph.split()), formatter.width - len(indent)):
            formatter.write(f"{indent}{line}\n")


_NAME, _SAID, _BELOW = 30, 24, 6
"""How long a name may be beside which what is said of it begins, how much room that needs, and how
far in it stands below [cells].
"""

_WIDEST, _PIPED = 100, 80
"""How wide help is at most, and where there is no screen [cells]."""


def _width() -> int:
    """How wide help is set, to the edge of the screen but for two [cells]."""
    screen = screen_of(sys.stdout)
    if screen.plain:
        return UNBROKEN
    return max(min(screen.width or _PIPED, _WIDEST), LEAST_COLUMNS) - 2


def _argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _in_usage(argument: Any) -> str:
    several = argument.required and argument.nargs == -1
    return f"{argument.metavar}{'...' * several}" if argument.required else f"[{argument.metavar}]"


def application(names: Sequence[str] = tuple(COMMANDS)) -> typer.Typer:
    """The program with the commands named."""
    app = typer.Typer(
        name="revplan",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        cls=_GroupedCommands,
        context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _width()},
    )
    with_docstrings(sys.modules[__name__])
    app.callback()(_revplan)
    for name in names:
        act = command(name)
        module = with_docstrings(sys.modules[act.__module__])
        vars(module)["options"] = options  # what its annotations name
        app.command(name, cls=_HelpfulCommand)(act)
    return app


def help_text(*words: str) -> str:
    """What the program prints that is asked for help about a command, or about itself."""
    printed = StringIO()
    program = typer.main.get_command(application(words or tuple(COMMANDS)))
    with redirect_stdout(printed):
        program.main([*words, "--help"], prog_name="revplan", standalone_mode=False)
    return printed.getvalue().rstrip("\n")


def parse(arguments: list[str]) -> tuple[Reply, Output] | int:
    """What the command replies, or an exit code where the parser answered by itself (help).

    No argument asks for help as well.
    """
    arguments = arguments or ["--help"]
    asked = next((word for word in arguments if not word.startswith("-")), "")
    program = typer.main.get_command(
        application((asked,) if asked in COMMANDS else tuple(COMMANDS))
    )
    printed = StringIO()
    try:
        with redirect_stdout(printed):  # the parser would swallow that the reader is gone
            replied = program.main(arguments, prog_name="revplan", standalone_mode=False)
    except _UsageError as error:
        raise Wrong(_usage(error, program, asked, arguments)) from None
    except typer.Abort:
        return INTERRUPTED
    finally:
        sys.stdout.write(carry(printed.getvalue(), sys.stdout))
    return replied if isinstance(replied, tuple) else int(replied or 0)


def _usage(error: Exception, program: Any, asked: str, arguments: Sequence[str]) -> str:
    from revplan.cli.usage import usage  # few command lines are wrong

    return usage(error, program, asked, arguments)
