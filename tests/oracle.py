"""A second opinion: a plan's figures worked out in fractions, from the text of the plan alone.

Written from the specification and sharing no code with the package, so that the two can only
agree by both being right. A plan is a nested dict whose leaves are text as a plan file has it.
`work_out` expects a valid plan and checks nothing but what the arithmetic itself cannot bear.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

Plan = dict[str, Any]
Months = list[Fraction]
Row = dict[str, Any]

ZERO, ONE = Fraction(0), Fraction(1)
SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9}
WEEKS = {"445": (4, 4, 5), "454": (4, 5, 4), "544": (5, 4, 4)}
MORE = {"carry_over": "carried_over", "upsell": "upsell", "new_streams": "new_streams"}


class Unworkable(Exception):
    """The plan asks for a figure that does not exist."""


def number(given: Any) -> Fraction:
    """An amount, a rate or a weight, exactly; of an assumption, its value."""
    text = (given["value"] if isinstance(given, dict) else given).replace("_", "")
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if text[-1] in SUFFIXES:
        return Fraction(text[:-1]) * SUFFIXES[text[-1]]
    return Fraction(text)


def nearest(x: Fraction, quantum: Fraction) -> Fraction:
    """The multiple of the quantum nearest to x, halves away from zero."""
    steps = (abs(x) / quantum + Fraction(1, 2)) // 1
    return steps * quantum if x >= 0 else -steps * quantum


def digits(x: Fraction, places: int) -> str:
    """A multiple of 10**-places as a decimal with that many places, and one more where it might be
    read as thousands that a point sets apart: 1.2550.
    """
    scaled = x * 10**places
    assert scaled.denominator == 1, f"{x} has more than {places} places"
    whole, rest = divmod(abs(scaled.numerator), 10**places)
    more = "0" if places == 3 and 0 < whole < 1000 else ""
    decimals = f".{rest:0{places}d}{more}" if places else ""
    return ("-" if scaled < 0 else "") + str(whole) + decimals


def share(x: Fraction) -> str:
    """A ratio with at most six places, trailing zeros dropped."""
    return digits(nearest(x, Fraction(1, 10**6)), 6).rstrip("0").rstrip(".")


def twelfth_root(x: Fraction) -> Fraction:
    """The 12th root of x in [0, 1], cut after 60 digits: an integer root, so exact if it ends."""
    scaled = x.numerator * 10 ** (12 * 60) // x.denominator
    low, high = 0, 10**60
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**12 <= scaled else (low, middle - 1)
    return Fraction(low, 10**60)


def add(*rows: Sequence[Fraction]) -> Months:
    return [sum(column, ZERO) for column in zip(*rows, strict=True)]


def less(row: Sequence[Fraction], *others: Sequence[Fraction]) -> Months:
    return [a - b for a, b in zip(row, add(*others), strict=True)]


def running(row: Iterable[Fraction]) -> Months:
    totals = [ZERO]
    for x in row:
        totals.append(totals[-1] + x)
    return totals[1:]


def asked(row: Sequence[Fraction]) -> Months:
    """What months ask for: a surplus asks for nothing."""
    return [max(x, ZERO) for x in row]


@dataclass(frozen=True)
class Line:
    path: str
    label: str
    year: Fraction
    months: Months


class Year:
    """What every formula starts from. `exact` rounds nothing: the year before rounding."""

    def __init__(self, plan: Plan, *, exact: bool = False) -> None:
        self.plan, self.exact = plan, exact
        phasing, new, prior = (plan.get(k, {}) for k in ("phasing", "new_business", "prior_year"))
        self.arr = plan.get("basis") == "arr"
        self.quantum = number(phasing.get("rounding", "1"))
        self.late_start = phasing.get("late_start") == "true"
        year, month = map(int, plan.get("starts", f"{plan['fiscal_year']}-01").split("-"))
        since = [divmod(month - 1 + i, 12) for i in range(13)]
        self.firsts = [date(year + later, index + 1, 1) for later, index in since]
        self.names = [f"{first:%Y-%m}" for first in self.firsts[:12]]
        self.monthly = [number(x) for x in prior.get("monthly", [])]
        self.s = self.season(phasing.get("seasonality", "prior_year" if self.monthly else "even"))
        self.sigma = self.season(new["seasonality"]) if "seasonality" in new else self.s
        before = prior.get("arr") if self.arr else prior.get("revenue")
        before = sum(self.monthly, ZERO) if self.monthly else number(before)
        one_off = number(prior.get("one_off", "0"))
        if one_off > before:
            raise Unworkable("one_off is above the prior year")
        self.prior, self.one_off = self.q(before), self.q(one_off)
        self.base = self.prior - self.one_off
        self.prior_months = self.phase(self.prior, self.monthly or self.s)
        self.base_months = self.phase(self.base, self.s)

    def q(self, x: Fraction) -> Fraction:
        return x if self.exact else nearest(x, self.quantum)

    def season(self, given: Any) -> Months:
        if isinstance(given, list):
            return [number(x) for x in given]
        if given == "prior_year":
            return self.monthly
        if given == "days":
            return [Fraction((after - first).days) for first, after in pairwise(self.firsts)]
        return [Fraction(x) for x in WEEKS.get(given, (1, 1, 1)) * 4]

    def phase(self, x: Fraction, weights: Sequence[Fraction], what: str = "amount") -> Months:
        whole = sum(weights, ZERO)
        if x == 0 or (whole == 0 and self.exact):
            return [ZERO] * len(weights)
        if whole == 0:
            raise Unworkable(f"the months of {what} weigh nothing")
        reached = [ZERO, *(self.q(x * part / whole) for part in running(weights))]
        return [b - a for a, b in pairwise(reached)]

    def weighed(self, x: Fraction, part: Sequence[Fraction], whole: Sequence[Fraction]) -> Fraction:
        """q(x * sum part / sum whole); rates of nothing are nothing."""
        return self.q(x * sum(part, ZERO) / sum(whole, ZERO)) if x else ZERO

    def lost(self, section: str) -> tuple[Fraction, Months]:
        """Year and months of churn or contraction, without the losses known by name."""
        given, base, s = self.plan.get(section, {}), self.base, self.s
        timing = given.get("timing", "even" if self.arr or "annual_rate" in given else "start")
        if "monthly_rate" in given:
            stay = 1 - number(given["monthly_rate"])
            if self.arr:
                gone = [stay**m * (1 - stay) for m in range(12)]
                return (year := self.q(base * (1 - stay**12))), self.phase(year, gone, section)
            gone = [x * (1 - (stay**m + stay ** (m + 1)) / 2) for m, x in enumerate(s)]
            return (year := self.weighed(base, gone, s)), self.phase(year, gone, section)
        if isinstance(timing, list):
            weights = [number(x) for x in timing]
        elif timing == "even":
            weights = [ONE] * 12
        else:
            weights = [ONE] + [ZERO] * 11
        if not self.arr:
            e = [part / sum(weights) for part in running(weights)]
            if timing == "even":
                e = [Fraction(2 * m - 1, 24) for m in range(1, 13)]
            weights = [x * y for x, y in zip(s, e, strict=True)]
        if "amount" in given:
            year = self.q(number(given["amount"]))
        elif "rate" in given or self.arr:
            year = self.q(base * number(given.get("rate", given.get("annual_rate", "0"))))
        else:
            year = self.weighed(base * number(given.get("annual_rate", "0")), weights, s)
        return year, self.phase(year, weights, section)

    def leavers(self, section: str) -> Fraction:
        """The share of the base that is gone at the year's end, of churn or contraction."""
        given = self.plan.get(section, {})
        if "monthly_rate" in given:
            return 1 - (1 - number(given["monthly_rate"])) ** 12
        if "annual_rate" in given or not given:
            return number(given.get("annual_rate", "0"))
        taken = number(given["amount"]) / self.base if "amount" in given else number(given["rate"])
        timing = given.get("timing", "start")
        gone = [Fraction(2 * m - 1, 24) for m in range(1, 13)]
        if isinstance(timing, list):
            weights = [number(x) for x in timing]
            gone = [part / sum(weights) for part in running(weights)]
        if timing != "start":
            met = sum((x * y for x, y in zip(self.s, gone, strict=True)), ZERO)
            taken = taken * sum(self.s) / met if met else ONE
        return min(taken, ONE)

    def in_full(self, section: str) -> Fraction:
        """What the lines of a section bring, or take, in a full year."""
        total = ZERO
        for line in self.plan.get(section, {}).values():
            if "month" in line:
                continue
            year = number(line.get("amount", "0")) + 12 * number(line.get("monthly", "0"))
            rate = number(line.get("rate", "0")) + number(line.get("annual_rate", "0"))
            total += (year + self.base * rate) * number(line.get("confidence", "1"))
        return total

    def kept(self, row: Row) -> tuple[Fraction, Fraction]:
        """GRR and NRR; the year's figures are those of recurring revenue."""
        if self.arr:
            grr = 1 - (row["churned"] + row["contracted"]) / self.base
            return grr, grr + row["upsell"] / self.base
        grr = 1 - self.leavers("churn") - self.leavers("contraction")
        grr -= self.in_full("losses") / self.base
        return grr, grr + self.in_full("upsell") / self.base

    def churn_point(self) -> Fraction:
        """New business less new business with a point less of churn, or with a point more."""
        given, hundredth = self.plan.get("churn"), self.base / 100
        if not given:
            return self.q(hundredth)
        key = next(k for k in ("rate", "amount", "annual_rate", "monthly_rate") if k in given)
        value, now = number(given[key]), self.lost("churn")[0]
        if key == "monthly_rate" and not self.arr:
            stays = (1 - value) ** 12
            up = stays + Fraction(1, 100) <= 1
            there = twelfth_root(stays + Fraction(1 if up else -1, 100))
            other = self.with_stay(there)
            return now - other if up else other - now
        if key == "monthly_rate":
            key, value = "rate", 1 - (1 - value) ** 12
        step = hundredth if key == "amount" else Fraction(1, 100)
        less = value - step
        other = self.with_value(key, less if less >= 0 else value + step)
        return now - other if less >= 0 else other - now

    def with_value(self, key: str, value: Fraction) -> Fraction:
        """The year's churn at another rate or amount."""
        if key == "amount":
            return self.q(value)
        if key == "rate" or self.arr:
            return self.q(self.base * value)
        timing = self.plan["churn"].get("timing", "even")
        gone = [Fraction(2 * m - 1, 24) for m in range(1, 13)]
        if isinstance(timing, list):
            weights = [number(x) for x in timing]
            gone = [part / sum(weights) for part in running(weights)]
        gone = [ONE] * 12 if timing == "start" else gone
        part = [x * y for x, y in zip(self.s, gone, strict=True)]
        return self.weighed(self.base * value, part, self.s)

    def with_stay(self, stay: Fraction) -> Fraction:
        """The year's churn where this share stays every month."""
        gone = [x * (1 - (stay**m + stay ** (m + 1)) / 2) for m, x in enumerate(self.s)]
        return self.weighed(self.base, gone, self.s)

    def ramp(self, line: Plan) -> Months:
        if "month" in line:
            return [ONE if name == line["month"] else ZERO for name in self.names]
        start = self.names.index(line.get("starts", self.names[0]))
        full = max(ONE, number(line.get("ramp_months", "0")))
        return [min(ONE, (m - start + 1) / full) if m >= start else ZERO for m in range(12)]

    def lines(self, section: str) -> list[Line]:
        given = self.plan.get(section, {})
        return [self.line(f"{section}.{name}", name, line) for name, line in given.items()]

    def line(self, path: str, name: str, line: Plan) -> Line:
        ramp, sure = self.ramp(line), number(line.get("confidence", "1"))
        g = self.season(line["seasonality"]) if "seasonality" in line else self.s
        weights = [x * y for x, y in zip(g, ramp, strict=True)]
        if "amount" in line:
            year = self.q(number(line["amount"]) * sure)
        elif "rate" in line:
            year = self.q(self.base * number(line["rate"]) * sure)
        elif "annual_rate" in line:
            year = self.weighed(self.base * number(line["annual_rate"]) * sure, weights, g)
        else:
            year, weights = self.q(number(line["monthly"]) * sure * sum(ramp)), ramp
        if "month" in line:
            weights = ramp
        return Line(path, line.get("label", name), year, self.phase(year, weights, path))

    def target(self) -> Fraction:
        given = self.plan["target"]
        if "growth" not in given:
            return self.q(number(given["arr" if self.arr else "revenue"]))
        if self.prior == 0:
            raise Unworkable("growth on a prior year of zero")
        return self.q(self.prior * (1 + number(given["growth"])))

    def target_weights(self) -> Months:
        path = self.plan["target"].get("path", "level")
        if isinstance(path, list):
            return [number(x) for x in path]
        if path == "level":
            return self.s
        odd = [2 * m - 1 for m in range(1, 13)]
        d = sum((x * y for x, y in zip(self.s, odd, strict=True)), ZERO)
        step = (self.target() - self.prior) * sum(self.s)
        return [x * (self.prior * d + step * y) for x, y in zip(self.s, odd, strict=True)]

    def started_late(self, row: Months, before: Months, what: str) -> Months:
        """The first quarter held at last year's months; what that frees goes to the later ones."""
        if not self.late_start:
            return row
        held = [min(a, max(b, ZERO)) for a, b in zip(row[:3], before[:3], strict=True)]
        freed = sum(row[:3], ZERO) - sum(held, ZERO)
        return held + add(row[3:], self.phase(freed, row[3:], f"late {what}"))

    def last_year(self) -> Months:
        given = self.plan.get("new_business", {}).get("last_year")
        if isinstance(given, list):
            return [self.q(number(x)) for x in given]
        if given is None and self.late_start:
            raise Unworkable("late_start under arr needs new_business.last_year")
        return self.phase(self.q(number(given or "0")), self.sigma, "new_business.last_year")

    def earned(self, months: int, delay: int) -> Fraction:
        """The share of bookings that the year recognises, contracts signed mid-month by sigma."""
        late = [Fraction(25, 2) - m - delay for m in range(1, 13)]
        y = [x * min(max(z, ZERO), Fraction(months)) for x, z in zip(self.sigma, late, strict=True)]
        if sum(y) == 0:
            raise Unworkable("contracts earn nothing in the year")
        return sum(y, ZERO) / months / sum(self.sigma)

    def earning(self, months: int, delay: int) -> Months:
        """What contracts of so many months, signed mid-month by sigma, earn in each month."""
        earned = [ZERO] * 12
        for j, signed in enumerate(self.sigma, start=1):
            begins = j - Fraction(1, 2) + delay
            for m in range(1, 13):
                covered = min(Fraction(m), begins + months) - max(Fraction(m - 1), begins)
                earned[m - 1] += signed * max(covered, ZERO) / months
        return earned

    def yearly_loss(self, losses: Fraction) -> Fraction:
        """a of the readings: churn, losses by name and contraction as a share of the base."""
        a = losses / self.base if self.base else ZERO
        for section in ("churn", "contraction"):
            given = self.plan.get(section, {})
            if "annual_rate" in given:
                a += number(given["annual_rate"])
            elif "monthly_rate" in given:
                a += 1 - (1 - number(given["monthly_rate"])) ** 12
            elif self.base:
                a += self.lost(section)[0] / self.base
        return a

    def readings(self, a: Fraction, new: Fraction, more: Fraction) -> dict[str, Fraction]:
        base, target = self.base, self.target()
        r = 1 - twelfth_root(max(ZERO, 1 - a))
        whole = sum(self.sigma, ZERO)
        meets = sum((w * (1 - r) ** (12 - k) for k, w in enumerate(self.sigma, 1)), ZERO) / whole
        y = self.earned(12, 0) if target > 0 else ONE
        found = [("A", base * (1 - a), ONE), ("A2", base * (1 - a / 12) ** 12, ONE)]
        found += [("A3", base * (1 - a), meets), ("B1", base * (1 - a), y)]
        found += [("B2", base * (1 - a / 2), y), ("B4", base, y)]
        needs = {name: (target - kept - more, by) for name, kept, by in found}
        told = {"naive": target - self.prior, "plan": new}
        needs = {name: (x, by) for name, (x, by) in needs.items() if by > 0}
        return told | {k: self.q(x / by if x > 0 else x) for k, (x, by) in needs.items()}


def bridge(
    plan: Plan, *, exact: bool = False
) -> tuple[Year, Row, list[Line], dict[str, Months], dict[str, Fraction]]:
    """The year's figures, its lines, its months by name, and the readings, as fractions."""
    year = Year(plan, exact=exact)
    sections = {k: year.lines(k) for k in ("losses", "carry_over", "upsell", "new_streams")}
    of = {k: sum((line.year for line in found), ZERO) for k, found in sections.items()}
    by = {k: add([ZERO] * 12, *(x.months for x in found)) for k, found in sections.items()}
    (churned, churned_m), (contracted, contracted_m) = year.lost("churn"), year.lost("contraction")
    churned, churned_m = churned + of["losses"], add(churned_m, by["losses"])
    retained, target = year.base - churned - contracted, year.target()
    gap, more = target - retained, of["carry_over"] + of["upsell"] + of["new_streams"]
    new, more_m = gap - more, add(by["carry_over"], by["upsell"], by["new_streams"])
    figures: Row = {"prior_year": year.prior, "churned": churned, "contracted": contracted}
    figures |= {"retained": retained, "target": target, "gap": gap}
    figures |= {name: of[k] for k, name in MORE.items()} | {"new_business": new, "bookings": new}
    months = {"churned": churned_m, "contracted": contracted_m}
    months |= {name: by[k] for k, name in MORE.items()}
    if year.arr:
        new_m = year.phase(new, year.sigma, "new_business")
        new_m = year.started_late(new_m, year.last_year(), "new business")
        closing = running(less(add(more_m, new_m), churned_m, contracted_m))
        closing = [year.prior + x for x in closing]
        opening = [year.prior, *closing[:-1]]
        revenue = [year.q((a + b) / 24) for a, b in zip(opening, closing, strict=True)]
        months |= {"opening": opening, "closing": closing, "recognised_revenue": revenue}
        months |= {"target": closing, "new_business": new_m}
        figures["recognised_revenue"] = sum(revenue, ZERO)
    else:
        target_m = year.phase(target, year.target_weights(), "target")
        target_m = year.started_late(target_m, year.prior_months, "target")
        retained_m = less(year.base_months, churned_m, contracted_m)
        new_m = less(target_m, retained_m, more_m)
        months |= {"prior_year": year.prior_months, "base": year.base_months}
        months |= {"retained": retained_m, "target": target_m}
        months["new_business"] = new_m
        figures["one_off"] = year.one_off
        contract = plan.get("new_business", {}).get("recognition", "immediate")
        if contract != "immediate":
            contract = {"months": "12"} if contract == "subscription" else contract
            y = year.earned(int(contract["months"]), int(contract.get("delay", "0")))
            figures["bookings"] = year.q(new / y) if new > 0 else ZERO
            months["bookings"] = year.phase(figures["bookings"], year.sigma, "bookings")
            by = year.earning(int(contract["months"]), int(contract.get("delay", "0")))
            months["earned"] = year.phase(max(new, ZERO), by, "earned")
    if "bookings" not in months:
        figures["bookings"] = max(new, ZERO)
        months["bookings"] = year.phase(figures["bookings"], asked(new_m), "bookings")
    readings = year.readings(year.yearly_loss(of["losses"]), new, more)
    return year, figures, [line for found in sections.values() for line in found], months, readings


def work_out(plan: Plan) -> dict[str, Any]:
    """What `gap --definitions` answers on this plan, as its JSON has it.

    The labels of readings are left out: their wording is no arithmetic.
    """
    year, figures, lines, months, readings = bridge(plan)
    places = len(str((1 / year.quantum).numerator)) - 1

    def text(row: Row) -> Row:
        return {k: digits(x, places) if isinstance(x, Fraction) else x for k, x in row.items()}

    quarters: list[Row] = []
    for i in range(0, 12, 3):
        quarter: Row = {k: sum(row[i : i + 3], ZERO) for k, row in months.items()}
        if year.arr:
            quarter["opening"] = months["opening"][i]
            quarter |= {"closing": months["closing"][i + 2], "target": months["target"][i + 2]}
        named = {"quarter": f"Q{i // 3 + 1}", "months": year.names[i : i + 3]}
        quarters.append(named | text(quarter))
    answer = text(figures | aside(figures) | {"churn_point": year.churn_point()})
    if year.base:
        answer["grr"], answer["nrr"] = map(share, year.kept(figures))
    answer |= shares(figures, year.base, year.arr)
    return {
        "bridge": answer,
        "lines": [text({"path": x.path, "label": x.label, "amount": x.year}) for x in lines],
        "months": [
            {"month": name} | text({k: row[i] for k, row in months.items()})
            for i, name in enumerate(year.names)
        ],
        "quarters": quarters,
        "readings": [text({"id": name, "required": x}) for name, x in readings.items()],
    }


def aside(row: Row) -> Row:
    """What growth alone asks, and what is to be replaced."""
    lost = row["churned"] + row["contracted"] + row.get("one_off", ZERO)
    return {"naive": row["target"] - row["prior_year"], "replacement": lost}


def shares(row: Row, base: Fraction, arr: bool) -> Row:
    """What is known on the first day, and what the year keeps, as far as there is a whole."""
    found = {}
    if row["target"]:
        found["known"] = share((row["retained"] + row["carried_over"]) / row["target"])
    if base and not arr:
        found["retained_in_year"] = share(row["retained"] / base)
    return found


def overdrawn(plan: Plan) -> str | None:
    """The first month (YYYY-MM) that loses more than it has, or has a target or closing below zero.

    All of it is judged before any rounding.
    """
    exact = Year(plan, exact=True)
    parts = [exact.lost("churn")[1], exact.lost("contraction")[1]]
    parts += [line.months for line in exact.lines("losses")]
    if exact.arr:
        left = [exact.prior - x for x in running(add(*parts))]
        other = bridge(plan, exact=True)[3]["closing"]
    else:
        left, other = less(exact.base_months, *parts), exact.target_weights()
    pairs = zip(exact.names, left, other, strict=True)
    return next((name for name, a, b in pairs if a < 0 or b < 0), None)
