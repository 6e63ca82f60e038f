"""Two parsers, one verdict: libyaml and PyYAML's own read alike, and neither ever falls over."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import plans, styles, to_yaml
from test_reading import PARSERS, PLAN, codes, read, told

from revplan.base.problem import Problem


def verdict(data: bytes, pure: bool) -> tuple[bool, list[str]]:
    file = read(data, pure)
    assert all(isinstance(problem, Problem) for problem in file.problems)
    assert (file.plan is None) == bool(file.problems)
    return file.plan is not None, told(file)


SNIPPETS = (
    *(": ", ":", "- ", "\n", "\r\n", "  ", " ", "{", "}", "[", "]", ",", "'", '"', "#", " #", "\\"),
    *(
        "|",
        ">",
        "?",
        "? ",
        "@",
        "`",
        "%",
        "*a",
        "&a ",
        "!t ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
    ),
    *(
        "\t",
        "\u00a0",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\x85",
        "\u2028",
        "\x00",
        "\x1b",
        "\ud7ff",
        "é",
    ),
    *(
        "{{ x }}",
        "<<<<<<<",
        "=======",
        "null",
        "~",
        "=",
        "10,000",
        "$",
        "1__0",
        "-",
        "0",
        "30",
        "NO",
    ),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A valid plan's text with a few slips in it."""
    text = to_yaml(draw(plans()), **draw(styles()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 0, 1, 1, 2, 7]))
        text = text[:at] + draw(st.sampled_from(("", *SNIPPETS))) + text[at + gone :]
    return text


@examples(25)
@given(mutated())
def test_libyaml_and_the_pure_parser_give_one_verdict_in_one_wording(text: str) -> None:
    assert verdict(text.encode(), False) == verdict(text.encode(), True)


ODD = {
    "an alias for a key": ("*notes: see below\n", ["RP020"]),
    "an alias for a key in braces": (PLAN + "upsell: {*a : {amount: 1M}}\n", ["RP020"]),
    "an empty list": ("-\n", ["RP007"]),
    "a text behind a mark": ("--- Acme\n", ["RP007"]),
    "a list behind a mark": ("--- []\n", ["RP007"]),
    "a folded text behind a mark": ("--- >\n", ["RP007"]),
    "a directive of one's own": ("%ENV prod\n---\n" + PLAN, ["RP023"]),
    "a directive without a mark": ("%YAML 1.2\n" + PLAN, ["RP023"]),
    "a question in braces": (PLAN.replace("{rate: 30%}", "{rate: 30%?}"), None),
    "a question in a list": (PLAN.replace("{rate: 30%}", "{rate: 30%, timing: [9?]}"), None),
    "a colon in a list": (PLAN.replace("{rate: 30%}", "{rate: 30%, timing: [9:]}"), None),
    "a colon before a comma": (PLAN.replace("{rate: 30%}", "{rate:, timing: even}"), None),
    "a bracket too many": (PLAN.replace("30%}", "30%]}"), ["RP009"]),
    "a template in a list": (PLAN.replace("50%}", "50%, path: [{{ a }}, {{ b }}]}"), ["RP009"]),
}


@PARSERS
@pytest.mark.parametrize("oddity", ODD)
def test_an_oddity_of_yaml_is_refused_alike(oddity: str, pure: bool) -> None:
    text, expected = ODD[oddity]
    file = read(text, pure)
    assert codes(file) == (expected or codes(file)) != []
    assert told(file) == told(read(text, not pure))


FRAGMENTS = st.one_of(
    st.sampled_from([s.encode() for s in SNIPPETS]),
    st.sampled_from([b"revplan: 1", b"target", b"churn: {rate: 30%}", b"\xff", b"\xe9", b"\xc3"]),
    st.binary(max_size=3),
)


@examples(60)
@given(st.lists(FRAGMENTS, max_size=25).map(b"".join))
def test_nothing_but_problems_comes_out_of_any_bytes(data: bytes) -> None:
    assert verdict(data, False) == verdict(data, True)
