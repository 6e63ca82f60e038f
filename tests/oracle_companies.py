"""The second opinion on companies: segments in their own currencies, converted and added up.

Written from the specification's section on segments, in fractions, on top of the oracle of one
plan. A company is a nested dict of texts, as a plan is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

import oracle
from oracle import ZERO, Line, Months, Plan, Row, add, digits, less, nearest, number, running, share

INHERITED = ("revplan", "fiscal_year", "starts", "basis", "currency", "phasing")
LEAVES = ("prior_year", "one_off", "churned", "contracted", "target")
BROUGHT = ("carried_over", "upsell", "new_streams")
SUMS = ("prior_year", "one_off", "churned", "contracted", *BROUGHT)


@dataclass
class Worked:
    """A plan or a company worked out; `at_once` says that bookings are the new business."""

    names: list[str]
    quantum: Fraction
    arr: bool
    at_once: bool
    figures: Row
    lines: list[Line]
    months: dict[str, Months]
    kept: tuple[Fraction, Fraction] | None = None
    spare: Fraction | None = None
    parts: dict[str, "Worked"] = field(default_factory=dict)

    @property
    def base(self) -> Fraction:
        return self.figures["prior_year"] - self.figures.get("one_off", ZERO)


def phased(x: Fraction, weights: Sequence[Fraction], quantum: Fraction) -> Months:
    whole = sum(weights, ZERO)
    if x and not whole:
        weights, whole = [Fraction(1)] * 12, Fraction(12)
    if not x:
        return [ZERO] * 12
    reached = [ZERO, *(nearest(x * part / whole, quantum) for part in running(weights))]
    return [b - a for a, b in pairwise(reached)]


def within(plan: Plan, name: str, entry: Plan) -> Plan:
    """A segment as a plan of its own: the five keys and the phasing from above where silent."""
    return {"name": name} | {k: plan[k] for k in INHERITED if k in plan} | entry


def work_out(plan: Plan) -> Worked:
    if "segments" not in plan:
        year, figures, lines, months, _ = oracle.bridge(plan)
        contracts = plan.get("new_business", {}).get("recognition", "immediate") != "immediate"
        figures["churn_point"] = year.churn_point()
        kept = year.kept(figures) if year.base else None
        at_once = year.arr or not contracts
        return Worked(year.names, year.quantum, year.arr, at_once, figures, lines, months, kept)
    quantum = number(plan.get("phasing", {}).get("rounding", "1"))
    parts = {}
    for name, entry in plan["segments"].items():
        part = within(plan, name, entry)
        foreign = part["currency"] != plan["currency"]
        own = work_out(part)
        if foreign or own.quantum != quantum:
            own = converted(own, worth(plan["fx"][part["currency"]]) if foreign else 1, quantum)
        parts[name] = own
    return added_up(plan, quantum, parts)


def worth(rate: Any) -> Fraction:
    """What one unit of the segment's currency is worth; `per` is how many one of the plan's is."""
    return 1 / number(rate["per"]) if "per" in rate else number(rate)


def converted(own: Worked, rate: Fraction | int, quantum: Fraction) -> Worked:
    """Leaves converted, differences derived again, months by the segment's own months."""

    def q(x: Fraction) -> Fraction:
        return nearest(x * rate, quantum)

    leaves = (*LEAVES, "churn_point")
    figures: Row = {key: q(own.figures[key]) for key in leaves if key in own.figures}
    lines = [
        Line(x.path, x.label, q(x.year), phased(q(x.year), x.months, quantum)) for x in own.lines
    ]
    months = {}
    for key, section in zip(BROUGHT, ("carry_over", "upsell", "new_streams"), strict=True):
        of = [line for line in lines if line.path.split(".")[-2] == section]
        figures[key] = sum((line.year for line in of), ZERO)
        months[key] = add([ZERO] * 12, *(line.months for line in of))
    derive(figures)
    alone = own.at_once and not own.parts
    signed = max(figures["new_business"], ZERO) if alone else q(own.figures["bookings"])
    figures["bookings"] = signed
    spare = None if own.spare is None else q(own.spare)
    found = Worked(
        own.names, quantum, own.arr, own.at_once, figures, lines, months, own.kept, spare
    )

    def again(key: str, year: Fraction) -> None:
        months[key] = phased(year, own.months[key], quantum)

    again("churned", figures["churned"])
    again("contracted", figures["contracted"])
    if own.arr:
        again("new_business", figures["new_business"])
        sign(found, own)
        stand(found)
        return found
    again("prior_year", figures["prior_year"])
    again("base", found.base)
    again("target", figures["target"])
    months["retained"] = less(months["base"], months["churned"], months["contracted"])
    brought = [months[key] for key in BROUGHT]
    months["new_business"] = less(months["target"], months["retained"], *brought)
    sign(found, own)
    if "earned" in own.months:
        year = q(sum(own.months["earned"], ZERO)) if own.parts else figures["new_business"]
        again("earned", max(year, ZERO))
    return found


def sign(found: Worked, own: Worked) -> None:
    """A segment's bookings by month: where it recognises at once, as its months ask for them."""
    months, by = found.months, own.months["bookings"]
    if own.at_once and not own.parts:
        by = oracle.asked(months["new_business"])
    months["bookings"] = phased(found.figures["bookings"], by, found.quantum)


def derive(figures: Row) -> None:
    """Retained, gap and new business, from the leaves."""
    base = figures["prior_year"] - figures.get("one_off", ZERO)
    figures["retained"] = base - figures["churned"] - figures["contracted"]
    figures["gap"] = figures["target"] - figures["retained"]
    figures["new_business"] = figures["gap"] - sum((figures[key] for key in BROUGHT), ZERO)


def stand(found: Worked) -> None:
    """ARR at the ends of the months, and what it brings by the month."""
    months, before = found.months, found.figures["prior_year"]
    gained = add(*(months[key] for key in (*BROUGHT, "new_business")))
    moved = running(less(gained, months["churned"], months["contracted"]))
    months["closing"] = [before + x for x in moved]
    months["opening"] = [before, *months["closing"][:-1]]
    months["target"] = months["closing"]
    months["recognised_revenue"] = earned(months["opening"], months["closing"], found.quantum)
    found.figures["recognised_revenue"] = sum(months["recognised_revenue"], ZERO)


def earned(opening: Iterable[Fraction], closing: Iterable[Fraction], quantum: Fraction) -> Months:
    return [nearest((a + b) / 24, quantum) for a, b in zip(opening, closing, strict=True)]


def added_up(plan: Plan, quantum: Fraction, parts: dict[str, Worked]) -> Worked:
    arr = plan.get("basis") == "arr"
    each = list(parts.values())

    def total(key: str) -> Fraction:
        return sum((part.figures[key] for part in each), ZERO)

    figures: Row = {
        key: total(key) for key in (*SUMS, "churn_point") if not (arr and key == "one_off")
    }
    covered = figures["target"] = total("target")
    spare, given = None, plan.get("target")
    if given is not None:
        if "growth" in given:
            if not figures["prior_year"]:
                raise oracle.Unworkable("growth on a prior year of zero")
            wanted = figures["prior_year"] * (1 + number(given["growth"]))
        else:
            wanted = number(given["arr" if arr else "revenue"])
        figures["target"] = nearest(wanted, quantum)
        spare = figures["target"] - covered
    derive(figures)
    lines = [
        Line(f"segments.{name}.{x.path}", f"{x.label} ({name})", x.year, x.months)
        for name, part in parts.items()
        for x in part.lines
    ]
    months = {key: add(*(part.months[key] for part in each)) for key in each[0].months
              if key != "unallocated" and all(key in part.months for part in each)}  # fmt: skip
    whole = sum((part.base for part in each), ZERO)
    held = [(x.base * x.kept[0], x.base * x.kept[1]) for x in each if x.kept]
    kept = (sum(x for x, _ in held) / whole, sum(x for _, x in held) / whole) if whole else None
    contracts = plan.get("new_business", {}).get("recognition", "immediate")
    own = contracts != "immediate" and spare is not None
    at_once = arr or (not own and all(part.at_once for part in each))
    found = Worked(each[0].names, quantum, arr, at_once, figures, lines, months, kept, spare, parts)
    figures["bookings"] = total("bookings")
    if not at_once:
        months["earned"] = add(*(p.months.get("earned", p.months["bookings"]) for p in each))
    if spare is not None:
        more = uncovered(plan, found)
        figures["bookings"] += sum(more, ZERO)
    if arr:
        figures["recognised_revenue"] = sum(months["recognised_revenue"], ZERO)
    return found


def uncovered(plan: Plan, found: Worked) -> Months:
    """The bookings of what no segment covers, by month; puts it into the company's months."""
    months, spare, quantum = found.months, found.spare or ZERO, found.quantum
    # Seasons and yields are those of a plan; this one has no more than the company says itself.
    alone = {k: v for k, v in plan.items() if k in (*INHERITED, "new_business")}
    year = oracle.Year(alone | {"prior_year": {"arr" if found.arr else "revenue": "0"}})
    if found.arr:
        more = months["unallocated"] = phased(spare, year.sigma, quantum)
        months["new_business"] = add(months["new_business"], more)
        signed = year.phase(max(spare, ZERO), oracle.asked(more), "new_business")
        months["bookings"] = add(months["bookings"], signed)
        revenue, until = months["recognised_revenue"], running(more)
        stand(found)
        months["recognised_revenue"] = add(revenue, earned([ZERO, *until[:-1]], until, quantum))
        return signed
    covered, path = months["target"], plan["target"].get("path", "level")
    base = months["base"] if sum(months["base"]) else [Fraction(1)] * 12
    weights = base
    if isinstance(path, list):
        weights = [number(x) for x in path]
    elif path == "rising":
        odd = range(1, 24, 2)
        spread = sum((x * y for x, y in zip(base, odd, strict=True)), ZERO)
        before, after = found.figures["prior_year"], found.figures["target"]
        step = (after - before) * sum(base)
        weights = [x * (before * spread + step * y) for x, y in zip(base, odd, strict=True)]
    wanted = year.phase(found.figures["target"], weights, "target")
    months["target"] = year.started_late(wanted, months["prior_year"], "target")
    months["unallocated"] = less(months["target"], covered)
    brought = [months[key] for key in BROUGHT]
    months["new_business"] = less(months["target"], months["retained"], *brought)
    more = year.phase(max(spare, ZERO), oracle.asked(months["unallocated"]), "new_business")
    by = more
    contract: Any = plan.get("new_business", {}).get("recognition", "immediate")
    if contract != "immediate":
        contract = {"months": "12"} if contract == "subscription" else contract
        y = year.earned(int(contract["months"]), int(contract.get("delay", "0")))
        signed = nearest(spare / y, quantum) if spare > 0 else ZERO
        more = year.phase(signed, year.sigma, "new_business")
        earning = year.earning(int(contract["months"]), int(contract.get("delay", "0")))
        by = year.phase(max(spare, ZERO), earning, "new_business")
    months["bookings"] = add(months["bookings"], more)
    if "earned" in months:
        months["earned"] = add(months["earned"], by)
    return more


def told(plan: Plan) -> dict[str, Any]:
    """What `gap` answers on this company, as its JSON has it."""
    found = work_out(plan)
    places = len(str((1 / found.quantum).numerator)) - 1
    answer = _told(found, places)
    answer["segments"] = []
    for name, part in found.parts.items():
        of = _told(part, places)
        answer["segments"].append({"segment": name, "bridge": of["bridge"], "months": of["months"]})
    return answer


def _told(found: Worked, places: int) -> dict[str, Any]:
    def text(row: Row) -> Row:
        return {k: digits(x, places) if isinstance(x, Fraction) else x for k, x in row.items()}

    bridge = text(found.figures | oracle.aside(found.figures))
    bridge |= oracle.shares(found.figures, found.base, found.arr)
    if found.kept:
        bridge["grr"], bridge["nrr"] = map(share, found.kept)
    months = [
        {"month": name} | text({k: row[i] for k, row in found.months.items()})
        for i, name in enumerate(found.names)
    ]
    answer: dict[str, Any] = {"bridge": bridge, "months": months}
    if found.spare is not None:
        answer["unallocated"] = digits(found.spare, places)
    answer["lines"] = [
        text({"path": x.path, "label": x.label, "amount": x.year}) for x in found.lines
    ]
    return answer
