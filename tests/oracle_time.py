"""A second opinion on what comes when: earned, signed, in time and within reach, in fractions.

Written from the specification's text on meaning, and sharing no code with the package nor with the
oracle of the bridge. `Bridge` is what it starts from: the year and the months before a late start
and before `as_signed`. A plan is a nested dict whose leaves are text as a plan file has it.
"""

from calendar import monthrange
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

Plan = dict[str, Any]
Row = list[Fraction]

NOTHING, HALF, ALL = Fraction(0), Fraction(1, 2), Fraction(1)
YEAR = range(1, 13)
LETTERS = {"k": 3, "K": 3, "M": 6, "B": 9}


class NoAnswer(Exception):
    """The plan asks for a figure that does not exist."""


@dataclass(frozen=True)
class Bridge:
    """The year and its months, each as the text has it before anything is held or earned."""

    prior: Fraction
    target: Fraction
    new: Fraction
    prior_m: Row  # under arr none
    target_m: Row  # under arr none
    before_new_m: Row  # retained, carried over, upsell and new streams
    before_new: Fraction


@dataclass(frozen=True)
class Signed:
    """What is signed and what that earns, by month; `earned` only where contracts earn it."""

    bookings: Fraction
    months: Row
    earned: Row | None
    target_m: Row  # under arr none
    new_m: Row
    late_start_costs: Fraction | None


@dataclass(frozen=True)
class InTime:
    """What leads bring in the year, in money; the sources' won deals and leads as counts."""

    of: dict[str, Fraction]
    year: Fraction
    months: Row
    asked: Fraction
    asked_m: Row
    short: Fraction
    too_late: Fraction
    of_last_year: Fraction
    leads: Fraction | None


@dataclass(frozen=True)
class Reach:
    """What the planned leads and reps bring."""

    by_leads: Fraction | None
    by_reps: Fraction | None
    months: Row
    bookings: Fraction
    new: Fraction
    total: Fraction
    short: Fraction
    held_by: str


def read(given: Any) -> Fraction:
    """An amount, a count or a rate, alone or with what is said about it."""
    text = given["value"] if isinstance(given, dict) else given
    text = text.replace("_", "")
    if text[-1] == "%":
        return Fraction(text[:-1]) / 100
    tens = LETTERS.get(text[-1])
    return Fraction(text) if tens is None else Fraction(text[:-1]) * 10**tens


def switched(given: Any) -> Fraction | None:
    """The share of last year's that a late start holds to, or none."""
    if isinstance(given, dict):
        return read(given["share"])
    return ALL if given == "true" else None


class Time:
    """What every figure in time starts from."""

    def __init__(self, plan: Plan, bridge: Bridge) -> None:
        self.plan, self.bridge = plan, bridge
        self.phasing, self.sold = plan.get("phasing", {}), plan.get("new_business", {})
        self.quantum = read(self.phasing.get("rounding", "1"))
        self.arr = plan.get("basis") == "arr"
        first = plan.get("starts", plan["fiscal_year"] + "-01")
        self.begins = int(first[:4]) * 12 + int(first[5:]) - 1
        self.season = self.weights(self.phasing.get("seasonality"))
        own = self.sold.get("seasonality")
        self.sigma = self.season if own is None else self.weights(own)
        self.whole = sum(self.sigma, NOTHING)
        self.terms = self.contract()
        self.held_to = switched(self.phasing.get("late_start"))

    def q(self, x: Fraction) -> Fraction:
        size = floor(abs(x) / self.quantum + HALF) * self.quantum
        return -size if x < 0 else size

    def phase(self, x: Fraction, weights: Row) -> Row:
        """x over the months by weights, each running total rounded."""
        whole = sum(weights, NOTHING)
        if not x:
            return [NOTHING for _ in weights]
        if not whole:
            raise NoAnswer("weights of nothing")
        row, so_far, before = [], NOTHING, NOTHING
        for weight in weights:
            so_far += weight
            here = self.q(x * so_far / whole)
            row.append(here - before)
            before = here
        return row

    def weights(self, given: Any) -> Row:
        if isinstance(given, list):
            return [read(x) for x in given]
        monthly = self.plan.get("prior_year", {}).get("monthly")
        if given == "prior_year" or (given is None and monthly):
            return [read(x) for x in monthly]
        if given == "days":
            dates = [divmod(self.begins + i, 12) for i in range(12)]
            return [Fraction(monthrange(year, month + 1)[1]) for year, month in dates]
        if given in ("445", "454", "544"):
            return [Fraction(int(digit)) for digit in given * 4]
        return [ALL] * 12

    def contract(self) -> tuple[int, int] | None:
        """Months of a contract and months until it begins; none where all is earned at once."""
        given = "immediate" if self.arr else self.sold.get("recognition", "immediate")
        if given == "immediate":
            return None
        if given == "subscription":
            return 12, 0
        return int(given["months"]), int(given.get("delay", "0"))

    def year_share(self, month: int) -> Fraction:
        """y_m: what the year earns of a contract signed in the middle of a month."""
        if self.terms is None:
            return ALL
        n, d = self.terms
        return min(max(Fraction(25, 2) - month - d, NOTHING), Fraction(n)) / n

    def month_share(self, signed: int, month: int) -> Fraction:
        """What a month earns of a contract signed in the middle of another."""
        if self.terms is None:
            return ALL if signed == month else NOTHING
        n, d = self.terms
        begins = signed - HALF + d
        met = min(Fraction(month), begins + n) - max(Fraction(month - 1), begins)
        return min(max(met, NOTHING), ALL) / n

    def earns(self, signings: Row) -> Row:
        """e_m: what signings, by month, earn in each month."""
        pairs = list(zip(YEAR, signings, strict=True))
        return [sum((x * self.month_share(j, m) for j, x in pairs), NOTHING) for m in YEAR]

    # What is signed

    def last_signed(self) -> Row | None:
        """Contracts signed last year, by month, where they hold a late start."""
        given = self.sold.get("signed_last_year")
        if self.held_to is None or self.terms is None or given is None:
            return None
        if not isinstance(given, list):
            return self.phase(self.q(read(given)), self.sigma)
        if len(given) == 12:
            return [self.q(read(x)) for x in given]
        return [x for one in given for x in self.phase(self.q(read(one)), [ALL] * 3)]

    def signings(self) -> tuple[Fraction, Row]:
        """Bookings of the year before rounding, and of the months, where contracts earn N."""
        new = max(self.bridge.new, NOTHING)
        y = sum((w * self.year_share(m) for m, w in zip(YEAR, self.sigma, strict=True)), NOTHING)
        if not y:
            raise NoAnswer("contracts earn nothing in the year")
        even = [new * w / y for w in self.sigma]
        last = self.last_signed()
        if last is None or self.held_to is None or not new:
            return sum(even, NOTHING), even
        held = [min(a, self.held_to * b) for a, b in zip(even[:3], last[:3], strict=True)]
        left = new - sum((h * self.year_share(m) for m, h in enumerate(held, 1)), NOTHING)
        later, rest = self.sigma[3:], sum(self.sigma[3:], NOTHING)
        of_rest = sum((w * self.year_share(m) for m, w in enumerate(later, 4)), NOTHING)
        if left and not of_rest:
            raise NoAnswer("what a late start leaves cannot be earned")
        more = left * rest / of_rest if left else NOTHING
        return sum(held, NOTHING) + more, held + [more * w / rest if rest else w for w in later]

    def held(self, row: Row, last: Row) -> Row:
        """The first quarter held to a share of last year's; what that frees comes later."""
        if self.held_to is None:
            return row
        most = [self.q(self.held_to * max(b, NOTHING)) for b in last[:3]]
        first = [min(a, b) for a, b in zip(row[:3], most, strict=True)]
        freed = self.phase(sum(row[:3], NOTHING) - sum(first, NOTHING), row[3:])
        return first + [a + b for a, b in zip(row[3:], freed, strict=True)]

    def signed(self) -> Signed:
        return self.signed_under_arr() if self.arr else self.signed_of_revenue()

    def signed_under_arr(self) -> Signed:
        last = self.sold.get("last_year", "0")
        if isinstance(last, list):
            before = [self.q(read(x)) for x in last]
        else:
            before = self.phase(self.q(read(last)), self.sigma)
        new_m = self.held(self.phase(self.bridge.new, self.sigma), before)
        bookings = max(self.bridge.new, NOTHING)
        months = self.phase(bookings, [max(x, NOTHING) for x in new_m])
        return Signed(bookings, months, None, [], new_m, None)

    def signed_of_revenue(self) -> Signed:
        bridge, new = self.bridge, max(self.bridge.new, NOTHING)
        bookings, by, earned, costs = new, self.sigma, None, None
        if self.terms is not None:
            exact, by = self.signings()
            bookings = self.q(exact)
            earned = self.phase(new, self.earns(by))
            if self.last_signed() is not None:
                y = sum(self.earns(self.sigma), NOTHING) / self.whole
                costs = bookings - self.q(new / y)
        if self.plan["target"].get("path") == "as_signed":
            target_m = self.as_signed(self.phase(new, self.sigma) if earned is None else earned)
        else:
            target_m = self.held(bridge.target_m, bridge.prior_m)
        new_m = [a - b for a, b in zip(target_m, bridge.before_new_m, strict=True)]
        by = by if self.terms else [max(x, NOTHING) for x in new_m]
        months = self.phase(bookings, by)
        return Signed(bookings, months, earned, target_m, new_m, costs)

    def as_signed(self, earned: Row) -> Row:
        if self.bridge.new <= 0:
            return self.phase(self.bridge.target, self.bridge.before_new_m)
        return [a + b for a, b in zip(self.bridge.before_new_m, earned, strict=True)]

    # What comes in time

    def lag(self) -> Fraction:
        """Months from a lead to its signing."""
        days = (read(it.get("days", "0")) for it in self.plan["funnel"]["stages"].values())
        return sum(days, NOTHING) * 12 / 365

    def leads(self, source: Plan) -> Row:
        given = source["leads"]
        if isinstance(given, list):
            return [read(x) for x in given]
        return [read(given) / 12] * 12

    def last_leads(self, source: Plan, stated: bool) -> Row:
        """Leads of last year: as stated, or this year's where no source states any."""
        given, now = source.get("last_year"), self.leads(source)
        if not stated:
            return now if self.bridge.prior else [NOTHING] * 12
        if given is None or given == "none":
            return [NOTHING] * 12
        if isinstance(given, list):
            return [read(x) * len(given) / 12 for x in given for _ in range(12 // len(given))]
        whole = sum(now, NOTHING)
        return [read(given) * (x / whole if whole else Fraction(1, 12)) for x in now]

    def moved(self, created: Row) -> Row:
        """Twelve months of last year and twelve of this, one lag later: 24 months and the rest."""
        lag = self.lag()
        whole, part = floor(lag), lag - floor(lag)
        months = [NOTHING] * (25 + whole + 1)
        for i, x in enumerate(created):
            months[i + whole] += x * (1 - part)
            months[i + whole + 1] += x * part
        return months

    def value(self, source: Plan) -> Fraction:
        if "value" in source:
            return read(source["value"])
        funnel, win = self.plan["funnel"], ALL
        for stage in funnel["stages"].values():
            win *= read(stage["conversion"])
        return read(funnel["average_deal"]) * win

    def in_time(self, signed: Signed) -> InTime:
        funnel = self.plan["funnel"]
        sources: dict[str, Plan] = funnel["sources"]
        stated = any("last_year" in source for source in sources.values())
        of: dict[str, Fraction] = {}
        exact, too_late, of_last_year = [NOTHING] * 12, NOTHING, NOTHING
        leads = NOTHING
        for name, source in sources.items():
            value, none = self.value(source), [NOTHING] * 12
            ours = self.moved(none + self.leads(source))
            before = self.moved(self.last_leads(source, stated) + none)
            both = [a + b for a, b in zip(ours, before, strict=True)][12:24]
            of[name] = self.q(value * sum(both, NOTHING))
            exact = [a + value * b for a, b in zip(exact, both, strict=True)]
            too_late += self.q(value * sum(ours[24:], NOTHING))
            of_last_year += self.q(value * sum(before[12:24], NOTHING))
            leads += sum(both, NOTHING)
        year = sum(of.values(), NOTHING)
        asked = self.q(read(funnel.get("lead_coverage", "1")) * signed.bookings)
        asked_m = self.phase(asked, signed.months)
        valued = any("value" in source for source in sources.values())
        return InTime(
            of,
            year,
            self.phase(year, exact),
            asked,
            asked_m,
            max(NOTHING, asked - year),
            too_late,
            of_last_year,
            None if valued else leads,
        )

    # Who can work it

    def capacity(self) -> tuple[Fraction, Row]:
        """What the reps can close in the year, and by month: each running total rounded."""
        given = self.plan["capacity"]
        each = given.get("productivity") or given["quota"]
        brings = read(each) * ("productivity" in given or read(given["attainment"]))
        ramp = [read(x) for x in given.get("ramp", [])]
        leave = read(given.get("attrition", "0"))
        heads = [NOTHING] * 12
        for group in given["reps"].values():
            hired = int(group["starts"][:4]) * 12 + int(group["starts"][5:]) - 1 - self.begins
            for i in range(max(hired, 0), 12):
                age, here = i - hired, i - max(hired, 0) + 1
                full = ramp[age] if age < len(ramp) else ALL
                heads[i] += read(group["count"]) * full * (1 - leave * (2 * here - 1) / 24)
        exact = [brings * w / self.whole * x for w, x in zip(self.sigma, heads, strict=True)]
        until = [self.q(sum(exact[:i], NOTHING)) for i in range(13)]
        return until[-1], [b - a for a, b in pairwise(until)]

    def reach(self, in_time: InTime | None, reps: tuple[Fraction, Row] | None) -> Reach:
        months: Row = []
        if in_time is not None and reps is not None:
            waiting = NOTHING
            for came, can in zip(in_time.months, reps[1], strict=True):
                waiting += came
                months.append(min(waiting, can))
                waiting -= months[-1]
        elif in_time is not None:
            months = in_time.months
        elif reps is not None:
            months = reps[1]
        new = self.q(sum((x * self.year_share(m) for m, x in enumerate(months, 1)), NOTHING))
        total = self.bridge.before_new + new
        leads = None if in_time is None else in_time.year
        most = None if reps is None else reps[0]
        fewer_reps = most is not None and (leads is None or most < leads)
        return Reach(
            leads,
            most,
            months,
            sum(months, NOTHING),
            new,
            total,
            self.bridge.target - total,
            "by_reps" if fewer_reps else "by_leads",
        )
