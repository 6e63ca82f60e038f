"""Which known word may have been meant by one that nothing has, and how that is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from revplan.base.words import MOST_NAMED, first_few, listing, quote

_MOST_COMPARED = 20_000
"""Beyond this many letters compared, nobody is helped soon enough."""

_MOST_SLIPS, _SHORT = 2, 4
"""How many slips a word may have, and how many letters a word that may have but one: with two,
half of it would be another word.
"""


def closest(word: str, known: Sequence[str]) -> str | None:
    """The one known word that this was meant to be: begun with it, or at most two slips away, in a
    word of fewer than five letters one, and no rival as near.

    >>> closest("chrun", ["churn", "upsell"]), closest("rate", ["path"])
    ('churn', None)
    """
    if len(word) > 80 or len(word) * len(known) > _MOST_COMPARED:
        return None
    begun = [other for other in known if other.startswith(word.lower())]
    if len(begun) == 1 and len(word) > 2:
        return begun[0]
    near_in_length = (other for other in known if abs(len(other) - len(word)) <= _MOST_SLIPS)
    scores = sorted((slips(word.lower(), other.lower()), other) for other in near_in_length)
    near = [other for score, other in scores if score == scores[0][0]] if scores else []
    most = min(_MOST_SLIPS if len(word) > _SHORT else 1, len(word) // 2)
    return near[0] if len(near) == 1 and scores[0][0] <= most else None


_ALIKE = 0.6
"""How much of two words is alike, from 0 to 1, so that one is called near."""

_SAME_LAST = 0.9
"""How much of two words is alike whose last step is the same."""

_HELD = 4
"""How many letters a word has at least so that another is alike for holding it."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The few known words that look most like this one, or whose last step does, the nearest first;
    of very many, those alone that begin as it does.

    >>> nearest("churn", ["upsell", "churned", "grr"]), nearest("leeds", ["funnel.leads", "target"])
    (['churned'], ['funnel.leads'])
    >>> nearest("budget.cac", ["budget.total", "cac"])
    ['cac', 'budget.total']
    """
    from difflib import SequenceMatcher  # few words are unknown

    asked = word.lower()[:80]
    last = asked.rpartition(".")[2]
    words = list(dict.fromkeys(known))
    if len(asked) * len(words) > _MOST_COMPARED:
        words = [it for it in words if it[:3].lower() == asked[:3]]
        words = words[: _MOST_COMPARED // (len(asked) or 1)]
    match = SequenceMatcher(b=asked)
    scores = []
    for place, other in enumerate(words):
        alike = _alike(match, asked, other.lower())
        if other.lower().rpartition(".")[2] == last:
            alike = max(alike, _SAME_LAST)
        if alike >= _ALIKE:
            scores.append((-alike, place, other))
    return [other for _, _, other in sorted(scores)[:MOST_NAMED]]


def _alike(match: Any, asked: str, other: str) -> float:
    """How alike two words are: a word that holds the other is, and the last step counts a little
    less than the whole.
    """
    last = other.rpartition(".")[2]
    held = min(len(asked), len(other)) >= _HELD and (asked in other or other in asked)
    ratios = [_ALIKE if held else 0.0]
    for part, worth in {other: 1.0, last: 0.95}.items():
        match.set_seq1(part)
        if match.real_quick_ratio() * worth >= _ALIKE and match.quick_ratio() * worth >= _ALIKE:
            ratios.append(match.ratio() * worth)
    return max(ratios)


_MEANT = 'did you mean "{}"?'


def did_you_mean(word: str) -> str:
    """The question whether a word was meant.

    >>> print(did_you_mean("churn"))
    did you mean "churn"?
    """
    return _MEANT.format(word)


def asked_word(hint: str) -> tuple[str, str]:
    """The word that a hint asks about, and what it says besides; two empty texts where it asks
    about none.

    >>> asked_word('did you mean "days"? Twelve weights may stand here too')
    ('days', 'Twelve weights may stand here too')
    """
    before, after = _MEANT.split("{}")
    word, asks, more = hint.removeprefix(before).partition(after)
    return (word, more.strip()) if hint.startswith(before) and asks else ("", "")


def advice(
    word: str, known: Sequence[str], main: Sequence[str] = (), all_: str = "", noun: str = ""
) -> str:
    """What to say of a word that is not known: the one that was meant; all where they are few; else
    the nearest, or the first of the main ones, and what lists them all. The `noun` is what they are
    called, where they are those of one place.

    >>> advice("chrun", ["churn", "upsell"]), advice("x", ["a", "b"], noun="key")
    ('did you mean "churn"?', 'the keys here are a and b')
    >>> advice("leas", ["leads", "leaks", *"abcd"], all_="revplan explain PLAN lists all")
    'the nearest are leads and leaks; revplan explain PLAN lists all'
    >>> advice("x", ["a", "b", "c", "d", "e", "f"], all_="revplan explain PLAN lists all")
    'there is a, b, c, d or e; revplan explain PLAN lists all'
    """
    known = list(dict.fromkeys(known))
    meant = closest(word, known)
    if meant:
        return did_you_mean(meant)
    near = nearest(word, known) if len(known) > MOST_NAMED else []
    first = near or list(main or known)[:MOST_NAMED]
    rest = f"; {all_}" if all_ and len(first) < len(known) else ""
    if near:
        return f"{name_nearest(near, noun)}{rest}"
    if noun:
        are = f"{noun}s here are" if len(known) > 1 else f"only {noun} here is"
        return f"the {are} {first_few(known)}{rest}"
    return f"there is {listing(first)}{rest}"


def name_nearest(near: Sequence[str], noun: str = "") -> str:
    """Which known words are near, in a clause.

    >>> name_nearest(["leads", "leaks"]), name_nearest(["rate"], "key")
    ('the nearest are leads and leaks', 'the nearest key here is rate')
    """
    several = len(near) > 1
    here = f"{noun}{'s' if several else ''} here " if noun else ""
    return f"the nearest {here}{'are' if several else 'is'} {listing(near, 'and')}"


def there_is(word: str, known: Sequence[str], where: str = "") -> str:
    """That there is no such word, and which of the known ones it was meant to be, or might be.

    >>> there_is("chrun", ["churn", "target"]), there_is("x", ["a", "b"], " under y")
    ('there is no "chrun"; did you mean "churn"?', 'there is no "x" under y; there is a or b')
    """
    head = f"there is no {quote(word)}{where}"
    return f"{head}; {advice(word, known)}" if known else f"{head}: the plan has nothing there"


def slips(a: str, b: str) -> int:
    """Typing slips between two words: letters left out, put in, replaced or swapped.

    >>> slips("chrun", "churn"), slips("upsel", "upsell")
    (1, 1)
    """
    if abs(len(a) - len(b)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
