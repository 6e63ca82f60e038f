"""Valid plans as Hypothesis draws them, and the many ways of writing one plan as YAML."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import strategies as st
from oracle import Unworkable, overdrawn, work_out

Plan = dict[str, Any]
Draw = st.DrawFn

MONEY = {
    "USD": ("1", "0.01", "0.1", "10", "1000"),
    "EUR": ("1", "0.01", "100"),
    "JPY": ("1", "10", "1000"),
    "KWD": ("1", "0.001", "0.01", "1000"),
}
HOSTILE = (1, 2, 5, 7, 11, 13, 97, 997, 7919, 104_729, 1_000_003, 15_485_863)
ROUND = (12, 1_000, 120_000, 1_000_000, 10_000_000, 12_345_678, 999_999_999_999)
CALENDARS = ("even", "days", "445", "454", "544")
WORDS = ("Acme", "Smith & Sons", "O'Neill: North", "Überflug AG", "No. 5 #main", '"quoted"', "- x")
YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
SECTIONS = ("losses", "carry_over", "upsell", "new_streams")
ORDERED = {*SECTIONS, "commitments", "segments", "fx"}


# Texts of numbers


@st.composite
def amounts(draw: Draw, value: Decimal) -> str:
    """One of the ways to write an amount, none of which could mean thousands as well."""
    plain = format(value, "f")
    forms = [plain, f"{value:,f}".replace(",", "_")]
    forms = [f"{it}0" if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", it) else it for it in forms]
    if value:
        forms += [
            format((value / by).normalize(), "f") + k for k, by in (("k", 1000), ("M", 10**6))
        ]
        mantissa = value.normalize()
        power = max(mantissa.adjusted(), 0)
        forms.append(f"{format(mantissa.scaleb(-power), 'f')}e{power}")
    return draw(st.sampled_from(forms))


@st.composite
def parts(draw: Draw, whole: Decimal, most: int, *, least: int = 0) -> str:
    """The text of an amount between `least` and `most` thousandths of a whole."""
    exact = whole * draw(st.integers(least, most)) / 1000
    step = draw(st.sampled_from([Decimal(1), Decimal("0.01"), Decimal("0.0001")]))
    return draw(amounts(exact.quantize(step, ROUND_HALF_UP)))


@st.composite
def rates(draw: Draw, most: int = 1000, *, least: int = 0) -> str:
    """The text of a rate between `least` and `most` thousandths; above one only with a sign."""
    value = Decimal(draw(st.integers(least, most))) / 1000
    if value and draw(st.integers(0, 5)) == 0:
        value = (value / 3).quantize(Decimal("0.000001"))
    percent = format((value * 100).normalize(), "f") + "%"
    return percent if abs(value) > 1 else draw(st.sampled_from([percent, format(value, "f")]))


@st.composite
def weights(draw: Draw, *, zeros: bool = False) -> list[str]:
    """Twelve weights: with ties, primes, decimals, and with zeros where they may stand."""
    pools: list[tuple[str, ...]] = [("1", "2", "3"), ("2", "3", "5", "7", "11", "13")]
    pools += [("0.5", "1", "1.25", "0.333"), ("7.9", "8", "8.1", "9.5", "10_000.5"), ("1",)]
    if zeros:
        pools += [("0", "1"), ("0", "0", "0.0", "4")]
    pool = draw(st.sampled_from(pools))
    drawn = draw(st.lists(st.sampled_from(pool), min_size=12, max_size=12))
    if all(Decimal(text) == 0 for text in drawn):
        drawn[draw(st.integers(0, 11))] = "1"
    return drawn


@st.composite
def assumed(draw: Draw, text: str) -> Any:
    """An assumption: the bare number, or a mapping that says where it comes from."""
    if draw(st.integers(0, 6)):
        return text
    extra = draw(st.sampled_from(["source", "note", "range"]))
    if extra == "range":
        return {"value": text, "low": text, "high": text, "source": "board paper, 2026-10-31"}
    return {
        "value": text,
        extra: draw(st.sampled_from(["billing export, 2026-10-31", "SMB heavy"])),
    }


# Parts of a plan


@st.composite
def seasons(draw: Draw, *, monthly: bool = False, zeros: bool = False) -> Any:
    words = (*CALENDARS, "prior_year") if monthly else CALENDARS
    return draw(st.one_of(st.sampled_from(words), weights(zeros=zeros)))


@st.composite
def lost(draw: Draw, prior: Decimal, arr: bool, most: int) -> Plan:
    """A churn or contraction section that takes at most so many thousandths of the prior year."""
    kind = draw(st.sampled_from(["rate", "amount", "annual_rate", "monthly_rate"]))
    if kind == "amount":
        text = draw(parts(prior, most))
    else:
        text = draw(rates(most // 12 if kind == "monthly_rate" else most))
    given: Plan = {kind: draw(assumed(text))}
    if kind != "monthly_rate" and draw(st.integers(0, 2)) == 0:
        given["timing"] = draw(st.one_of(st.sampled_from(["start", "even"]), weights(zeros=arr)))
    if kind == "rate" and draw(st.booleans()):
        given["last_year"] = draw(rates())
    return given


@st.composite
def names(draw: Draw) -> str:
    first = st.sampled_from("abcxyzABCXYZ")
    rest = st.text("abcdez019_-XYZ", max_size=draw(st.sampled_from([5, 12, 63])))
    name = draw(first) + draw(rest)
    return name + "1" if name.lower() in YAML_WORDS else name


@st.composite
def lines(draw: Draw, months: list[str], prior: Decimal, arr: bool, most: int) -> Plan:
    """One line: how much, when, and what is said about it."""
    kinds = ["amount", "rate", "monthly"] + ([] if arr else ["annual_rate"])
    kind = draw(st.sampled_from(kinds))
    if kind == "amount":
        text = draw(parts(prior, most))
    else:
        text = draw(parts(prior / 12, most) if kind == "monthly" else rates(most))
    line: Plan = {kind: draw(assumed(text))}
    when = draw(st.sampled_from(["always", "starts", "ramp", "month", "season", "both"]))
    if when == "month":
        line["month"] = draw(st.sampled_from(months))
    if when in ("starts", "ramp", "both"):
        line["starts"] = draw(st.sampled_from(months))
    if when == "ramp" or (when == "both" and draw(st.booleans())):
        line["ramp_months"] = str(draw(st.integers(0, 18)))
    if when in ("season", "both") and kind != "monthly":
        line["seasonality"] = draw(seasons(zeros=when == "season"))
    if draw(st.booleans()):
        line["confidence"] = draw(rates())
    said = {"owner": "customer_success", "label": draw(st.sampled_from(WORDS)), "note": "as agreed"}
    line |= {k: v for k, v in said.items() if draw(st.integers(0, 3)) == 0}
    if draw(st.integers(0, 3)) == 0:
        line["last_year"] = draw(parts(prior, 100))
    return line


@st.composite
def targets(draw: Draw, prior: Decimal, arr: bool) -> Plan:
    if prior and draw(st.booleans()):
        target: Plan = {"growth": draw(assumed(draw(rates(1500, least=-300))))}
    else:
        key = "arr" if arr else "revenue"
        amount = draw(parts(prior or Decimal(7919), 3000, least=700))
        target = {key: draw(assumed(amount))}
    path = draw(st.sampled_from(["none", "none", "level", "rising", "list"]))
    if not arr and path != "none":
        target["path"] = draw(weights(zeros=True)) if path == "list" else path
    return target


@st.composite
def new_businesses(draw: Draw, prior: Decimal, arr: bool, monthly: bool) -> Plan:
    new: Plan = {}
    last_year = draw(st.sampled_from(["none", "amount", "list"]))
    if last_year == "amount":
        new["last_year"] = draw(parts(prior, 500))
    if last_year == "list":
        new["last_year"] = [draw(parts(prior / 12, 500)) for _ in range(12)]
    if not arr and draw(st.booleans()):
        contract = {"months": str(draw(st.integers(1, 36))), "delay": str(draw(st.integers(0, 8)))}
        if draw(st.booleans()):
            del contract["delay"]
        new["recognition"] = draw(st.sampled_from(["immediate", "subscription", contract]))
    if draw(st.integers(0, 2)) == 0:
        new["seasonality"] = draw(seasons(monthly=monthly, zeros=True))
    return new


@st.composite
def priors(draw: Draw, arr: bool, quantum: Decimal) -> tuple[Plan, Decimal]:
    """The prior year, and about what it amounts to."""
    hostile = st.sampled_from(HOSTILE).map(lambda quanta: quanta * quantum)
    value = draw(st.one_of(hostile, st.sampled_from(ROUND).map(Decimal)))
    value += draw(st.sampled_from([Decimal(0), Decimal(0), Decimal("0.5"), Decimal("0.37")]))
    if arr:
        return {"arr": draw(amounts(value))}, value
    if draw(st.integers(0, 24)) == 0:
        return {"revenue": "0"}, Decimal(0)
    prior: Plan = {"revenue": draw(amounts(value))}
    if draw(st.integers(0, 2)) == 0:
        each = [draw(parts(value / 12, 1500, least=500)) for _ in range(12)]
        prior = {"monthly": each} if any(x.strip("0.") for x in each) else prior
    if draw(st.integers(0, 3)) == 0:
        prior["one_off"] = draw(parts(value, 200))
    return prior, value


@st.composite
def drawn_plans(draw: Draw, basis: str | None) -> Plan:
    """A plan of the right shape, which may still be overdrawn or unworkable."""
    arr = (basis or draw(st.sampled_from(["revenue", "arr"]))) == "arr"
    year, month = draw(st.integers(2020, 2035)), draw(st.integers(1, 12))
    months = [f"{year + (month + i - 1) // 12}-{(month + i - 1) % 12 + 1:02d}" for i in range(12)]
    currency = draw(st.sampled_from(sorted(MONEY)))
    plan: Plan = {"revplan": "1", "name": draw(st.sampled_from(WORDS))}
    plan["fiscal_year"] = draw(st.sampled_from([months[0], months[-1]]))[:4]
    if month > 1 or draw(st.booleans()):
        plan["starts"] = months[0]
    plan["currency"] = currency
    if arr or draw(st.booleans()):
        plan["basis"] = "arr" if arr else "revenue"
    rounding = draw(st.sampled_from(MONEY[currency]))
    plan["prior_year"], prior = draw(priors(arr, Decimal(rounding)))
    monthly = "monthly" in plan["prior_year"]
    plan["target"] = draw(targets(prior, arr))
    if draw(st.integers(0, 24)) == 0:
        return plan | {"churn": {"rate": "100%"}}
    for section, most in (("churn", 300), ("contraction", 60)):
        if draw(st.booleans()):
            plan[section] = draw(lost(prior, arr, most))
    for section in SECTIONS:
        if draw(st.integers(0, 2)) == 0:
            count, most = (2, 20) if section == "losses" else (3, 250)
            kept = lines(months, prior, arr, most)
            plan[section] = draw(st.dictionaries(names(), kept, max_size=count))
    if draw(st.booleans()):
        plan["new_business"] = new = draw(new_businesses(prior, arr, monthly))
        if not new:
            del plan["new_business"]
    phasing: Plan = {}
    if draw(st.booleans()):
        phasing["seasonality"] = draw(seasons(monthly=monthly))
    if not arr or "last_year" in plan.get("new_business", {}):
        late = draw(st.sampled_from(["none", "true", "false"]))
        phasing |= {} if late == "none" else {"late_start": late}
    if rounding != "1" or draw(st.booleans()):
        phasing["rounding"] = rounding
    if phasing:
        plan["phasing"] = phasing
    if draw(st.integers(0, 5)) == 0:
        sources = ("new_business", "bookings", "carry_over", "upsell", "new_streams", "churn")
        each = st.dictionaries(st.sampled_from(sources), parts(prior, 500), min_size=1, max_size=2)
        plan["commitments"] = draw(st.dictionaries(names(), each, min_size=1, max_size=3))
    return plan


def workable(plan: Plan) -> bool:
    """The plan has an answer: nothing overdrawn, nothing that cannot be worked out."""
    try:
        return overdrawn(plan) is None and bool(work_out(plan))
    except Unworkable:
        return False


def plans(basis: str | None = None) -> st.SearchStrategy[Plan]:
    """Valid plans of one basis, or of both; their leaves are text."""
    return drawn_plans(basis).filter(workable)


# YAML by hand

PLAIN = re.compile(r"-?[A-Za-z0-9][A-Za-z0-9_.%-]*( [A-Za-z0-9][A-Za-z0-9_.%-]*)*")
REMARKS = ("# revplan: 2", "#", "  # target: {growth: 500%}", '# it\'s "so" - said the board', "")


def scalar(text: str, quote: bool) -> str:
    """A text as a plain scalar where YAML allows it, else quoted: in either way where it may be."""
    if not quote and PLAIN.fullmatch(text) and text.lower() not in YAML_WORDS - {"true", "false"}:
        return text
    if len(text) % 2:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pairs(value: Plan, within: str, reverse: bool) -> list[tuple[str, Any]]:
    """The keys in order, or backwards; names of lines stay, for their order means something."""
    found = list(value.items())
    return found[::-1] if reverse and within not in ORDERED else found


def inline(value: Any, within: str, quote: bool, reverse: bool) -> str:
    if isinstance(value, dict):
        each = [
            f"{scalar(k, quote)}: {inline(v, k, quote, reverse)}"
            for k, v in pairs(value, within, reverse)
        ]
        return "{" + ", ".join(each) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(x, within, quote, reverse) for x in value) + "]"
    return scalar(value, quote)


def block(value: Plan, within: str, quote: bool, reverse: bool, indent: str) -> Iterator[str]:
    for key, given in pairs(value, within, reverse):
        head = f"{indent}{scalar(key, quote)}:"
        if isinstance(given, dict) and given:
            yield head
            yield from block(given, key, quote, reverse, indent + "  ")
        elif isinstance(given, list) and given:
            yield head
            yield from (f"{indent}  - {inline(x, key, quote, reverse)}" for x in given)
        else:
            yield f"{head} {inline(given, key, quote, reverse)}"


def to_yaml(
    plan: Plan,
    *,
    flow: bool = False,
    quote: bool = False,
    newline: str = "\n",
    comments: bool = False,
    reverse: bool = False,
    bom: bool = False,
) -> str:
    """The plan as YAML text. Every style says the same; keys turn round, names of lines do not."""
    if flow:
        each = [inline({k: v}, "", quote, reverse)[1:-1] for k, v in pairs(plan, "", reverse)]
        written = ["{", *(f"  {text}," for text in each[:-1]), f"  {each[-1]}", "}"]
    else:
        written = list(block(plan, "", quote, reverse, ""))
    if comments:
        remarked = [REMARKS[0]]
        for i, text in enumerate(written):
            remarked.append(text + ("  # 10,000 (sic)" if i % 4 == 1 else ""))
            remarked += [REMARKS[i % len(REMARKS)]] if i % 3 == 0 else []
        written = remarked
    return ("\ufeff" if bom else "") + newline.join([*written, ""])


def styles() -> st.SearchStrategy[dict[str, Any]]:
    """Keywords of `to_yaml`."""
    switches = {k: st.booleans() for k in ("flow", "quote", "comments", "reverse", "bom")}
    ends: st.SearchStrategy[str] = st.sampled_from(["\n", "\r\n"])
    return st.fixed_dictionaries({**switches, "newline": ends})


@st.composite
def as_yaml(draw: Draw, plan: Plan) -> str:
    """The plan's text in a style of Hypothesis's choice."""
    return to_yaml(plan, **draw(styles()))


@st.composite
def refunded(draw: Draw) -> Plan:
    """A plan whose last year has a month below zero, and whose seasons are not last year's."""
    plan: Plan = {**draw(plans("revenue"))}
    months = [draw(st.sampled_from(["800k", "1M", "1.2M", "999_999.5"])) for _ in range(12)]
    for place in draw(st.lists(st.integers(0, 11), min_size=1, max_size=3, unique=True)):
        months[place] = draw(st.sampled_from(["-1", "-100k", "-1.5M", "-333_333.25"]))
    plan["prior_year"] = {"monthly": months}
    season = {"seasonality": draw(st.sampled_from(["even", "days", "445"]))}
    plan["phasing"] = {**plan.get("phasing", {}), **season}
    if "new_business" in plan:
        plan["new_business"] = {**plan["new_business"], **season}
    for section in ("losses", "carry_over", "upsell", "new_streams"):
        plan.pop(section, None)
    return plan
