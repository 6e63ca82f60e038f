"""The installed script: a short process, left at once when its answer is written."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from revplan.cli.codes import BUG, INTERRUPTED, NO_ANSWER, READER_LEFT

TYPE_CHECKING = False  # a shell that completes starts the program at every Tab: no typing either
if TYPE_CHECKING:
    from typing import NoReturn, TextIO


def main() -> NoReturn:
    """Run the program and leave with its exit code.

    The process is short: collecting garbage and tearing modules down would cost more than the
    answer does. Plug-ins of pydantic are not looked for: a plan runs no one else's code.
    """
    gc.disable()
    if "_REVPLAN_COMPLETE" in os.environ:
        from revplan.cli.complete.run import complete

        os._exit(complete())
    if sys.stderr is None:
        sys.stderr = _nowhere()
    if sys.stdout is None:
        sys.stderr.write("error: cannot write the answer: standard output is closed\n")
        os._exit(NO_ANSWER)
    _without_plugins()
    code = _run()
    code = _flush(code)
    os._exit(code)


def _without_plugins() -> None:
    """Keep pydantic from looking for plug-ins, a tenth of the start: told so, it would still import
    all that the search takes (importlib.metadata, email, sockets). Should pydantic move its loader,
    this changes nothing.
    """
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from types import ModuleType

    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(loader.__name__, loader)


def _run() -> int:
    try:
        from revplan.cli.app import run
        from revplan.render.screen import prepare

        prepare()
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return READER_LEFT
    except OSError as error:
        return _cannot_write(error)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else NO_ANSWER
    except BaseException:
        import traceback

        traceback.print_exc()
        return BUG


def _flush(code: int) -> int:
    """The streams emptied; a reader that left, or a full disk, decides the exit code."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = READER_LEFT
    except OSError as error:
        code = _cannot_write(error)
    except ValueError:
        pass
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    return code


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _cannot_write(error: OSError) -> int:
    """One line about it; what is still waiting to be written is let go."""
    sys.stdout = _nowhere()
    with suppress(OSError, ValueError):
        sys.stderr.write(f"error: cannot write the answer: {error.strerror}\n")
    return NO_ANSWER
