"""Plans on what comes when, as Hypothesis draws them: held, earned, led to and worked by reps."""

from decimal import Decimal
from fractions import Fraction

import oracle
from hypothesis import strategies as st
from oracle_time import Bridge
from strategies import Draw, Plan, names, parts, plans, rates, refunded, weights

DAYS = ("0", "0", "7", "20", "30", "36.5", "73", "90", "182.5", "365", "400", "730", "800")
UNHELD = ("target.path", "phasing.late_start", "new_business.recognition")


def without(plan: Plan, *paths: str) -> Plan:
    """The plan without the keys named, each below a section."""
    plan = dict(plan)
    for section, key in (path.split(".") for path in paths):
        if section in plan:
            plan[section] = {k: v for k, v in plan[section].items() if k != key}
            plan = plan if plan[section] else {k: v for k, v in plan.items() if k != section}
    return plan


def with_key(plan: Plan, section: str, **keys: object) -> Plan:
    return plan | {section: plan.get(section, {}) | keys}


def bridge_of(plan: Plan) -> Bridge:
    """The year and its months before anything is held or earned, from the oracle of the bridge."""
    path = plan["target"].get("path", "level")
    unheld = without(plan, *(UNHELD if path == "as_signed" else UNHELD[1:]))
    _, year, _, months, _ = oracle.bridge(unheld)
    before = ("carried_over", "upsell", "new_streams")
    zeros = [Fraction(0)] * 12
    arr = plan.get("basis") == "arr"
    rows = [months[key] for key in before] + [zeros if arr else months["retained"]]
    return Bridge(
        prior=year["prior_year"],
        target=year["target"],
        new=year["new_business"],
        prior_m=[] if arr else months["prior_year"],
        target_m=[] if arr else months["target"],
        before_new_m=oracle.add(*rows),
        before_new=year["retained"] + sum((year[key] for key in before), Fraction(0)),
    )


# Parts of a plan


@st.composite
def contracts(draw: Draw) -> object:
    """Contracts, of which those with a long delay may earn nothing in the year."""
    months = draw(st.integers(1, 36))
    delay = draw(st.sampled_from([None, 0, 0, 1, 2, 5, 8, 11, 12]))
    if draw(st.booleans()):
        return "subscription"
    return {"months": str(months)} | ({} if delay is None else {"delay": str(delay)})


@st.composite
def signed_before(draw: Draw, year: Decimal) -> object:
    """Contracts signed last year: one amount, four or twelve."""
    count = draw(st.sampled_from([1, 4, 12]))
    if count == 1:
        return draw(parts(year, 1500))
    return [draw(parts(year / count, 1500)) for _ in range(count)]


@st.composite
def late_starts(draw: Draw) -> object:
    return draw(st.one_of(st.just("true"), rates().map(lambda share: {"share": share})))


@st.composite
def led_to(draw: Draw, year: Decimal) -> Plan:
    """A funnel whose leads are worth, all in all, something like the year."""

    def counts(most: int) -> list[str]:
        some = st.integers(0, most) if draw(st.booleans()) else st.sampled_from([0, 0, 2 * most])
        return [str(draw(some)) for _ in range(12)]

    def source() -> Plan:
        made: Plan = {"kind": draw(st.sampled_from(["seed", "net", "spear"]))}
        most = draw(st.sampled_from([24, 300, 300, 9000]))
        made["leads"] = str(draw(st.integers(0, most)))
        if draw(st.booleans()):
            made["leads"] = counts(most // 12)
        last = draw(st.sampled_from(["", "", "none", "one", "four", "twelve"]))
        if last == "none":
            made["last_year"] = "none"
        if last == "one":
            made["last_year"] = str(draw(st.integers(0, most)))
        if last in ("four", "twelve"):
            made["last_year"] = counts(most // 4)[: 4 if last == "four" else 12]
        if draw(st.integers(0, 2)) == 0:
            worth = (year * draw(st.integers(1, 900)) / 10**6).quantize(Decimal("0.01"))
            made["value"] = format(max(worth, Decimal("0.01")), "f")
        return made

    stages = {
        name: {"conversion": draw(rates(least=100))} | ({"days": days} if days else {})
        for name in draw(st.lists(names(), min_size=1, max_size=3, unique=True))
        for days in [draw(st.sampled_from(("", *DAYS)))]
    }
    deal = max(Decimal(1), (year / draw(st.integers(5, 500))).quantize(Decimal("0.01")))
    sources = draw(st.lists(names(), min_size=1, max_size=3, unique=True))
    made = {"average_deal": format(deal, "f"), "stages": stages}
    made["sources"] = {name: source() for name in sources}
    if draw(st.booleans()):
        made["lead_coverage"] = str(draw(st.integers(0, 40)) / Decimal(10))
    return made


@st.composite
def worked_by(draw: Draw, year: Decimal, first: int) -> Plan:
    """Reps that can close, all in all, something like the year; `first` counts months."""

    def month() -> str:
        year, month = divmod(first + draw(st.integers(-14, 11)), 12)
        return f"{year}-{month + 1:02d}"

    brought = max(year * draw(st.integers(1, 400)) / 1000, Decimal("0.01"))
    each = format(brought.quantize(Decimal("0.01")), "f")
    made: Plan = {"productivity": each}
    if draw(st.integers(0, 2)) == 0:
        made = {"quota": each, "attainment": draw(rates(least=100))}
    if draw(st.booleans()):
        made["ramp"] = [draw(rates()) for _ in range(draw(st.integers(1, 8)))]
    if draw(st.booleans()):
        made["attrition"] = draw(rates(500))
    reps = draw(st.lists(names(), min_size=1, max_size=3, unique=True))
    made["reps"] = {
        name: {"count": str(draw(st.integers(1, 6))), "starts": month()} for name in reps
    }
    return made


@st.composite
def held_or_earned(draw: Draw, plan: Plan, year: Decimal) -> Plan:
    """The plan with contracts, a late start or a target as signed, or none of them."""
    if plan.get("basis") == "arr":
        if "last_year" in plan.get("new_business", {}):
            plan = with_key(plan, "phasing", late_start=draw(late_starts()))
        return plan
    way = draw(st.sampled_from(["as signed", "late", "signings held", "signings held", "free"]))
    if way != "late" or draw(st.booleans()):
        plan = with_key(plan, "new_business", recognition=draw(contracts()))
    if way == "as signed":
        plan = without(plan, "phasing.late_start")
        if draw(st.integers(0, 3)) == 0:
            plan = without(plan, "new_business.recognition")
    if way in ("late", "signings held"):
        plan = with_key(plan, "phasing", late_start=draw(late_starts()))
    if way == "signings held":
        plan = with_key(plan, "new_business", signed_last_year=draw(signed_before(year)))
    if way == "as signed" or (way == "signings held" and draw(st.integers(0, 2)) == 0):
        plan = with_key(plan, "target", path="as_signed")
    return plan


def coarse(plan: Plan, year: Decimal) -> Plan:
    """The plan in steps of a few dozen to the year, so that halves of a step are met often."""
    return with_key(plan, "phasing", rounding=f"1e{(year / 30).adjusted()}") if year > 300 else plan


@st.composite
def timed_plans(draw: Draw, basis: str | None = None, *, supplied: bool = True) -> Plan:
    """A plan on what comes when; it may have sources and reps where it is `supplied`."""
    drawn = plans(basis) if basis == "arr" else st.one_of(plans(basis), plans(basis), refunded())
    plan = draw(drawn)
    year = year_of(plan)
    if draw(st.integers(0, 9)) == 0:
        plan = with_key(plan, "new_business", seasonality=draw(weights(zeros=True)))
    if draw(st.integers(0, 2)) == 0:
        plan = coarse(plan, year)
    plan = draw(held_or_earned(plan, year))
    leads, reps = (supplied and draw(st.booleans()) for _ in range(2))
    return draw(with_supply(plan, leads=leads, reps=reps))


def year_of(plan: Plan) -> Decimal:
    """About what last year amounts to, at least one."""
    given = plan["prior_year"]
    stated = given.get("monthly") or [given.get("arr") or given["revenue"]]
    return max(Decimal(1), Decimal(round(sum((oracle.number(x) for x in stated), Fraction(0)))))


@st.composite
def with_supply(draw: Draw, plan: Plan, *, leads: bool, reps: bool) -> Plan:
    """The plan with sources of leads, with reps, with both or with neither."""
    begins = plan.get("starts", plan["fiscal_year"] + "-01")
    first = int(begins[:4]) * 12 + int(begins[5:]) - 1
    if leads:
        plan = plan | {"funnel": draw(led_to(year_of(plan)))}
    if reps:
        plan = plan | {"capacity": draw(worked_by(year_of(plan), first))}
    return plan


@st.composite
def supplied_plans(draw: Draw, *, both: bool = False) -> Plan:
    """A plan that says little but where its leads come from, who works them, or `both`."""
    basis = draw(st.sampled_from(["revenue", "revenue", "revenue", "arr"]))
    plan: Plan = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "USD"}
    plan |= {"basis": basis, "churn": {"rate": draw(rates(500))}}
    plan["prior_year"] = {basis: draw(st.sampled_from(["12M", "10M", "7919"]))}
    plan["target"] = {"growth": draw(rates(900, least=-100))}
    if basis == "revenue" and draw(st.integers(0, 9)) == 0:
        plan |= {"prior_year": {"revenue": "0"}, "target": {"revenue": "7M"}}
    if basis == "revenue" and draw(st.booleans()):
        plan["new_business"] = {"recognition": draw(contracts())}
    if draw(st.integers(0, 3)) == 0:
        plan = with_key(plan, "new_business", seasonality=draw(weights(zeros=True)))
    if draw(st.booleans()):
        plan = coarse(plan, year_of(plan))
    alone = "" if both else draw(st.sampled_from(["", "", "", "leads", "reps"]))
    return draw(with_supply(plan, leads=alone != "reps", reps=alone != "leads"))
