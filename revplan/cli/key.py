"""`revplan key`: the page of a key of the plan, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.near_words import advice
from revplan.base.problem import Wrong
from revplan.base.words import quote
from revplan.cli.codes import ANSWERED
from revplan.cli.reply import Output, Reply, output
from revplan.model.key_places import KeyPlace, find_key, keys_called, words_for_keys
from revplan.render.answers import formats
from revplan.views.keys.page import key_page, keys_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from revplan.base.table import Answer
    from revplan.cli import options


def key(
    path: options.KeyPath = None,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
) -> tuple[Reply, Output]:
    """Explain a key of the plan file, or list them all.

    The page says what the key means, its unit and default, what it goes with, when to choose it,
    how it is written, and which rules ask about it. In a path * stands for a name of your own.

      revplan key churn.rate

      revplan key 'upsell.*.amount'
    """
    out = output(format_, output_path, force, color, formats.ANSWER, wide=wide)
    if path is None:
        title = "Keys of a plan; revplan key PATH explains one. * is a name of your own."
        return Reply("key", ANSWERED, keys_list(title=title)), out
    found = keys_for(path)
    if not found:
        hint = advice(path, words_for_keys(), all_="revplan key lists all")
        raise Wrong(f"there is no key {quote(path)}; {hint}")
    return Reply("key", ANSWERED, keys_page(path, found)), out


def keys_page(word: str, found: Sequence[KeyPlace]) -> Answer:
    """The page of the key that a word leads to; where several are called so, these in a line
    each.
    """
    if len(found) > 1:
        return keys_list(found, f"Keys called {word}; revplan key PATH explains one.")
    return key_page(found[0])


def keys_for(word: str) -> list[KeyPlace]:
    """The keys that a path or a last name leads to."""
    found = find_key(word)
    return [found] if found is not None else keys_called(word)
