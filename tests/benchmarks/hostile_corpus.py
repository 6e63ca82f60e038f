"""The worst documents that 1 MiB can hold, and plans that are as heavy as a plan may be."""

from __future__ import annotations

from collections.abc import Iterator

MIB = 1_048_576
HEAD = "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\n"
PLAN = HEAD + "prior_year: {revenue: 10M}\ntarget: {growth: 50%}\nchurn: {rate: 30%}\n"


def corpus() -> Iterator[tuple[str, bytes]]:
    """Each document with its name; none is larger than a plan's file may be."""
    for name, text in _documents():
        yield name, text.encode("utf-8", "surrogatepass")[:MIB]


def _documents() -> Iterator[tuple[str, str]]:
    yield from _bombs()
    for name, unit in _REPEATED.items():
        yield f"1 MiB of {name}", unit * (MIB // len(unit) + 1)
    yield from _nested()
    yield from _scalars()
    yield from _keys()
    yield from _heavy_plans()


def _bombs() -> Iterator[tuple[str, str]]:
    aliases = "a0: &a0 [x, x]\n"
    merges = "a0: &a0 {x: 1}\n"
    for n in range(1, 31):
        aliases += f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n"
        merges += f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n"
    yield "alias bomb", aliases
    yield "merge-key bomb", merges
    yield "1 MiB of aliases", "a: &a 1\nb: [" + "*a, " * (MIB // 4 - 10) + "]\n"
    yield "alias of itself", "a: &a [1, *a]\n"


_REPEATED = {
    "[": "[",
    "{": "{",
    "dashes": "- ",
    "question marks": "? ",
    "nested keys": "a: ",
    "one key": "a: 1\n",
    "entries": "- 1\n",
    "commas": ",",
    "colons": ":",
    "double quotes": '"',
    "single quotes": "'",
    "quoted pairs": '"" ',
    "backslashes": "\\",
    "comments": "# comment\n",
    "comment signs": "#\n",
    "one comment": "#",
    "blank lines": "\n",
    "blanks": " ",
    "lines of blanks": " " * 999 + "\n",
    "tabs": "\t",
    "tabs in comments": "#\t\n",
    "tabs in quotes": "'\t'\n",
    "CR": "\r",
    "CRLF": "\r\n",
    "keys with CR": "a: 1\r",
    "U+2028": "\u2028",
    "U+0085": "\u0085",
    "no-break spaces": "\u00a0",
    "NUL": "\0",
    "lone surrogates": "\ud800",
    "accents": "\u00e9\n",
    "letters of 4 bytes": "\U0001f4a3\n",
    "zero-width spaces": "a\u200b\n",
    "conflict marks": "<<<<<<< x\n",
    "documents": "---\na: 1\n",
    "document ends": "...\n",
    "directives": "%YAML 1.1\n",
    "tags": "!a ",
    "anchors": "&a ",
    "anchored entries": "- &a 1\n",
    "tagged entries": "- !a 1\n",
    "merge keys": "- {<<: {a: 1}}\n",
    "template braces": "{{ a }}\n",
    "percent signs": "%",
    "pipes": "|\n",
    "digits": "9",
    "letters": "a",
    "lines of letters": "a\n",
}


def _nested() -> Iterator[tuple[str, str]]:
    yield "100,000 levels closed again", "[" * 100_000 + "]" * 100_000
    yield "nested blocks", "".join(" " * n + "a:\n" for n in range(1_400))
    yield "nested short lines", PLAN + "upsell:\n" + "  [\n" * 250_000
    yield "32 levels, many times", "".join(f"k{n}: {'[' * 31}{']' * 31}\n" for n in range(14_000))


def _scalars() -> Iterator[tuple[str, str]]:
    lines = "word " * 200 + "\n"
    yield "one plain value of many lines", HEAD + "note: a\n" + ("  " + lines) * 1_000
    yield "one block of many lines", HEAD + "note: |\n" + ("  " + lines) * 1_000
    yield "one folded block of short lines", HEAD + "note: >\n" + "  a\n" * 250_000
    yield "one quoted value of many lines", HEAD + 'note: "' + lines * 1_000 + '"\n'
    yield "one quoted value of blank lines", HEAD + 'note: "' + "\n" * 1_000_000 + '"\n'
    yield "an unclosed quote", HEAD + 'note: "' + lines * 1_040
    yield "escapes \\x", HEAD + 'note: "' + ("\\x41" * 2_000 + "\n") * 130 + '"\n'
    yield "escapes of controls", HEAD + "".join(f'k{n}: "\\x1b"\n' for n in range(60_000))
    yield "escapes of surrogates", HEAD + 'note: "' + ("\\ud800" * 1_000 + "\n") * 170 + '"\n'
    yield "commas in a list", HEAD + "note: [" + ("1," * 4_000 + "\n ") * 130 + "]\n"
    yield "long numbers", PLAN + "expect:\n" + f"  target: {'9' * 9_990}\n" * 100
    yield "long numbers by month", HEAD + f"prior_year: {{monthly: [{_long(12)}]}}\n"
    yield "a long exponent", PLAN.replace("10M", "1e999999999").replace("30%", "1e-99999%")
    yield "a number that nearly matches", PLAN.replace("10M", "1_" * 4_990 + "x")
    yield "a rate of many digits", PLAN.replace("30%", "0." + "3" * 9_900)
    yield "a long name", PLAN.replace("Acme", "A" * 9_990)


def _long(count: int) -> str:
    return ",\n ".join(["1." + "7" * 9_000] * count)


def _keys() -> Iterator[tuple[str, str]]:
    yield "one key many times", "name: Acme\n" * (MIB // 11)
    yield "two keys many times each, in churn", PLAN + "churn:\n" + "  rate: 1%\n" * 80_000
    unknown = "".join(f"k{n}: 1\n" for n in range(105_000))
    yield "unknown keys at the root", PLAN + unknown
    yield "unknown keys, 9,000 of them", PLAN + "".join(f"k{n}: 1\n" for n in range(9_000))
    near = "".join(f"recognitin{n}: 1\n" for n in range(9_000))
    yield "nearly right keys, 9,000 of them", PLAN + near
    inside = "".join(f"  rat{n}: 1\n" for n in range(9_000))
    yield (
        "unknown keys in churn",
        PLAN.replace("{rate: 30%}", "\n  rate: 30%") + inside,
    )
    yield "unknown long keys", PLAN + "".join(f"{'k' * 990}{n}: 1\n" for n in range(1_040))
    yield "empty values", PLAN + "".join(f"k{n}:\n" for n in range(9_000))
    yield "unknown pins", PLAN + "expect:\n" + "".join(f"  targt{n}: 1\n" for n in range(9_000))
    many = "".join(f"  {{a{n}: 1}}: 2\n" for n in range(60_000))
    yield "mappings as keys", PLAN + "upsell:\n" + many


def _heavy_plans() -> Iterator[tuple[str, str]]:
    waiver = '  - {rule: RP302, because: "x"}\n'
    yield "100,000 waivers", PLAN + "waivers:\n" + "  - {}\n" * 100_000
    yield "3,900 waivers", PLAN + "waivers:\n" + waiver * 3_900
    yield "wrong waivers", PLAN + "waivers:\n" + "  - {rule: RP101, becaus: x}\n" * 3_900
    yield "20,000 lines of upsell", PLAN + "upsell:\n" + _lines(20_000, "amount: 1")
    yield "4,900 lines of upsell", PLAN + "upsell:\n" + _lines(4_900, "amount: 1")
    pins = "".join(f"  upsell.l{n}: 1\n" for n in range(3_300))
    yield (
        "3,300 lines, each pinned",
        PLAN + "upsell:\n" + _lines(3_300, "amount: 1") + ("expect:\n" + pins),
    )
    wrong = "".join(f"  upsell.x{n}: 1\n" for n in range(3_300))
    yield (
        "3,300 lines, each pinned wrong",
        PLAN + "upsell:\n" + _lines(3_300, "amount: 1") + ("expect:\n" + wrong),
    )
    yield "wrong lines of upsell", PLAN + "upsell:\n" + _lines(3_900, "amont: 1k, rte: 2")
    yield "lines without an amount", PLAN + "upsell:\n" + _lines(4_900, "label: x")
    weights = "seasonality: [" + ",".join(["1"] * 12) + "]"
    yield "1,100 lines with weights", PLAN + "upsell:\n" + _lines(1_100, f"amount: 9, {weights}")
    ramp = "monthly: 1k, starts: 2027-02, ramp_months: 9, confidence: 33.33%"
    yield "1,900 lines with ramps", PLAN + "new_streams:\n" + _lines(1_900, ramp)
    fine = "rate: 0." + "7" * 200 + ", confidence: 0." + "3" * 200
    yield "2,000 lines of long rates", PLAN + "upsell:\n" + _lines(2_000, fine)
    owners = "".join(f"  o{n}: {{new_business: 1}}\n" for n in range(4_900))
    yield "4,900 commitments", PLAN + "commitments:\n" + owners
    arr = HEAD + "basis: arr\nprior_year: {arr: 10M}\ntarget: {growth: 50%}\n"
    yield "4,900 lines under arr", arr + "upsell:\n" + _lines(4_900, "amount: 1")


def _lines(count: int, said: str) -> str:
    return "".join(f"  l{n}: {{{said}}}\n" for n in range(count))
