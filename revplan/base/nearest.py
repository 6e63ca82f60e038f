"""Which of many known words come near to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from revplan.base.words import closest, listing

MOST = 5


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are nearest to a word, at most five, the nearest first.

    >>> nearest("chur", ["upsell", "churn.rate", "churn"])
    ['churn', 'churn.rate']
    """
    from difflib import get_close_matches  # only who is wrong waits for it

    asked, words = word[:80].lower(), list(dict.fromkeys(known))
    holding = [it for it in words if len(asked) > 2 and asked in it.lower()]
    near = get_close_matches(asked, words, MOST, 0.65)
    return list(dict.fromkeys([*near, *sorted(holding, key=len)]))[:MOST]


def guess(word: str, known: Iterable[str]) -> str:
    """What may have been meant by a word that is not known, as a question; empty where nothing is
    near.

    >>> guess("chrun", ["churn", "upsell"])
    'did you mean "churn"?'
    """
    words = list(dict.fromkeys(known))
    sure = closest(word, words)
    near = [f'"{it}"' for it in ([sure] if sure else nearest(word, words))]
    return f"did you mean {listing(near)}?" if near else ""
