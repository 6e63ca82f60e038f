"""`revplan help`: whatever the program knows by a word."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from revplan.base.near_words import advice
from revplan.base.paths import ANY
from revplan.base.problem import Wrong
from revplan.base.table import Answer, Note
from revplan.base.words import quote
from revplan.cli.codes import ANSWERED
from revplan.cli.commands import COMMANDS
from revplan.cli.parser import help_text
from revplan.cli.reply import Output, Reply, output
from revplan.model.key_places import find_key, keys_for, words_for_keys
from revplan.rules import find
from revplan.rules.register import code_advice, rule_words
from revplan.views.explain.known import figure_page, how_to_ask
from revplan.views.guide import TOPICS, topic, topic_page
from revplan.views.keys.page import keys_page
from revplan.views.known_figures import KnownFigure, find_figure, known_figures
from revplan.views.rules import rule_page

if TYPE_CHECKING:
    from revplan.cli import options
    from revplan.model.key_places import KeyPlace


class Meaning(NamedTuple):
    """One thing that a word may mean: in words, with what is typed to see it; and its page."""

    says: str
    page: Callable[[], Answer]


def help(  # noqa: A001 (commands are functions of their own names)
    words: options.HelpWord = None,
    color: options.Color = "auto",
    wide: options.Wide = False,
) -> tuple[Reply, Output]:
    """Explain whatever has a name here: a command, a key, a figure, a rule, a topic.

    Where a word means several things, the first is explained and the others are named.

      revplan help gap

      revplan help churn.rate

      revplan help grr
    """
    out = output("text", None, False, color, ("text",), wide=wide)
    if not words:
        return Reply("help", ANSWERED, _of_program()), out
    word = " ".join(words)
    meanings = list(_meanings(word)) or list(_meanings(word.lower().replace(" ", "_")))
    if not meanings:
        raise Wrong(f"there is nothing called {quote(word)}; {_hint(word)}")
    answer = meanings[0].page()
    others = "\n".join(f"There is also {it.says}" for it in meanings[1:])
    if others:
        answer = Answer(below=(answer, Answer(tables=(Note(others),))))
    return Reply("help", ANSWERED, answer), out


def _meanings(word: str) -> Iterator[Meaning]:
    """What a word means, the likeliest first: what is called exactly so, then keys that it leads to
    where names stand for others, or whose last name it is.
    """
    keys = keys_for(word)
    exact = keys[:1] == [find_key(word)] and (keys[0].text == word or ANY not in keys[0].path)
    if word in COMMANDS:
        yield Meaning(f"the command: revplan {word} --help", lambda: _of_program(word))
    if exact:
        yield _of_keys(word, keys)
    rule = find(word)
    if rule is not None:
        yield Meaning(f"the rule: revplan rule {rule.CODE}", lambda: rule_page(rule))
    figure = find_figure(word)
    if figure is not None:
        yield Meaning(_says(figure), lambda: figure_page(figure))
    if keys and not exact:
        yield _of_keys(word, keys)
    if word in TOPICS:
        yield Meaning(f"the topic: revplan guide {word}", lambda: topic_page(topic(word)))


def _of_program(*words: str) -> Answer:
    """Its own help, which knows how wide the screen is."""
    return Answer(text=help_text(*words), set_as="verbatim")


def _of_keys(word: str, found: Sequence[KeyPlace]) -> Meaning:
    return Meaning(f"the key: revplan key {shlex.quote(word)}", lambda: keys_page(word, found))


def _says(figure: KnownFigure) -> str:
    return f"the figure {figure.path} ({figure.label}): {how_to_ask(figure)}"


def _hint(word: str) -> str:
    """Which words there are that may have been meant."""
    all_ = "revplan help lists the commands"
    return code_advice(word) or advice(word, _words(), tuple(COMMANDS), all_)


def _words() -> list[str]:
    """Every word that means something, what figures are called last."""
    words = [*COMMANDS, *TOPICS, *words_for_keys(), *rule_words(), *known_figures()]
    labels = [it.label for it in known_figures().values() if ANY not in it.label]
    return [*words, *(it for it in labels if it.lower().replace(" ", "_") not in words)]
