"""What `gap`, `funnel` and `diff` say in words beside their figures, worked by hand."""

import re
from pathlib import Path

import pytest
from conftest import Revplan

ACME = "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\n"
YEAR = f"{ACME}prior_year: {{revenue: 10M}}\ntarget: {{growth: 50%}}\n"
LEVEL = f"{ACME}prior_year: {{revenue: 12M}}\nchurn: {{rate: 0%}}\n"
LEADS = "funnel: {average_deal: 50k, stages: {lead: {conversion: 10%}}, sources: {fair: FAIR}}\n"
REP = "capacity: {productivity: 1.2M, reps: {all: {count: 1, starts: 2026-01}}}\n"


def row(revplan: Revplan, label: str, plan: str) -> str:
    """The row of `gap` that begins with a label, its spaces single."""
    ran = revplan("gap", "-", stdin=plan)
    assert ran.code == 0, ran.err
    rows = [" ".join(line.split()) for line in ran.out.splitlines()]
    (found,) = [it for it in rows if it.startswith(label)]
    return found


def test_gap_says_what_a_late_start_costs_in_contracts(shared_revplan: Revplan) -> None:
    """2.5M of January to March earn 63/72 of it, 2,187,500; the other 5,812,500 take 15.5M from
    April, which earn 37.5%. 18M instead of 16M; 8 of 18 are 44.4%.
    """
    late = f"{YEAR}churn: {{rate: 30%}}\nphasing: {{late_start: true}}\n"
    signed = "new_business: {recognition: subscription, signed_last_year: SIGNED}\n"
    told = row(shared_revplan, "Bookings", late + signed.replace("SIGNED", "10M"))
    assert told == (
        "Bookings, as subscriptions 18,000,000 a contract signed in the year earns 44.4% of "
        "itself in it; the late start costs 2,000,000"
    )
    told = row(shared_revplan, "Bookings", late + signed.replace("SIGNED", "20M"))
    assert told.endswith(" a contract signed in the year earns half of itself in it")


def verdict(revplan: Revplan, label: str, plan: str) -> str:
    """The sentence of what `gap` opens with that begins with a label."""
    ran = revplan("gap", "-", stdin=plan)
    assert ran.code == 0, ran.err
    opening = " ".join(ran.out.split("\n\n")[1].split())
    (found,) = re.findall(rf"{label}: (.*?)\.(?= [A-Z]|$)", opening)
    return str(found)


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        # half of who leaves through the year leaves in it: 0.1% is gone at its end
        ("0.05%", "GRR 99.9%, kept in the year 100.0%"),  # exactly 0.05 points
        ("0.0499%", "GRR 99.9%"),
    ],
)
def test_what_is_kept_in_the_year_is_told_from_a_twentieth_of_a_point(
    rate: str, says: str, shared_revplan: Revplan
) -> None:
    told = row(shared_revplan, "Retained", f"{YEAR}churn: {{rate: {rate}, timing: even}}\n")
    assert told.endswith(f"0 {says}")


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        # 240 leads of 5k from July, 1.2M of 2.4M; both of the first quarters lack their 600k
        (
            f"{LEVEL}target: {{revenue: 14.4M}}\n"
            + LEADS.replace(
                "FAIR",
                "{kind: net, leads: [0, 0, 0, 0, 0, 0, 40, 40, 40, 40, 40, 40], last_year: 0}",
            ),
            "13,200,000 against the target of 14,400,000, -1,200,000 short, held back by the "
            "leads, most in Q1",
        ),
        # 100k a month are asked, 20 leads of 5k bring them, and a rep closes as much
        (
            f"{LEVEL}target: {{revenue: 13.2M}}\n{REP}"
            + LEADS.replace("FAIR", "{kind: net, leads: 240, last_year: 0}"),
            "13,200,000 against the target of 13,200,000, just the target, set by the leads, "
            "tightest in Q1",
        ),
        # a rep of 600k brings north's; 80 leads of 5k bring 400k of south's 500k
        (
            f"{ACME}segments:\n"
            "  north: {prior_year: {revenue: 6M}, target: {revenue: 6.6M}, churn: {rate: 0%},\n"
            "    capacity: {productivity: 600k, reps: {all: {count: 1, starts: 2026-01}}}}\n"
            "  south: {prior_year: {revenue: 6M}, target: {revenue: 6.5M}, churn: {rate: 0%},\n"
            f"    {LEADS.strip().replace('FAIR', '{kind: net, leads: 80, last_year: 0}')}}}\n",
            "13,000,000 against the target of 13,100,000, -100,000 short",
        ),
    ],
    ids=["short by leads", "just the target", "held by leads here and by reps there"],
)
def test_gap_says_what_holds_the_year_back_and_when(
    plan: str, says: str, shared_revplan: Revplan
) -> None:
    assert verdict(shared_revplan, "Within reach", plan) == says


@pytest.mark.parametrize(
    ("more", "days", "says"),
    [
        # 40 leads of October and 100 each of November and December, a tenth more of each
        (
            "next_year: 10%, ",
            "73",
            "Next year's first months need 264 leads of this year's last months, with +10.0% "
            "bookings.\n",
        ),
        # after 15 months January to March of next year are of the last months of last year
        (
            "",
            "456.25",
            "Next year's first months need 1,200 leads of this year's last months, with the same "
            "bookings.\n300 of these had to be there before this year.\n",
        ),
    ],
    ids=["growing", "a lag above a year"],
)
def test_funnel_says_what_next_year_needs_of_this(
    more: str, days: str, says: str, shared_revplan: Revplan
) -> None:
    stages = f"stages: {{lead: {{conversion: 10%, days: {days}}}}}"
    plan = f"{LEVEL}target: {{revenue: 14.4M}}\nfunnel: {{average_deal: 20k, {more}{stages}}}\n"
    out = re.sub("\n +", "\n", shared_revplan("funnel", "-", stdin=plan).out)
    assert says in out
    assert ("had to be there before this year" in says) == ("before this year." in out)


def test_a_comment_says_what_follows_for_the_company_and_for_its_segment(revplan: Revplan) -> None:
    """Five reps of 600k close 3M, four 2.4M; the other segment's one closes 600k either way."""
    text = (
        f"{ACME}segments:\n"
        "  north: {prior_year: {revenue: 6M}, target: {revenue: 7M}, churn: {rate: 0%},\n"
        "    capacity: {productivity: 600k, reps: {all: {count: 5, starts: 2026-01}}}}\n"
        "  south: {prior_year: {revenue: 6M}, target: {revenue: 6.5M}, churn: {rate: 0%},\n"
        "    capacity: {productivity: 600k, reps: {all: {count: 1, starts: 2026-01}}}}\n"
    )
    for name, plan in (("old", text), ("new", text.replace("count: 5", "count: 4"))):
        (revplan.folder / f"{name}.yaml").write_text(plan, encoding="utf-8")
    out = revplan("diff", "old.yaml", "new.yaml", "-f", "markdown").out
    assert "New business required unchanged at 1,500,000" in out
    follows = out.partition("What follows\n")[2].partition("What changed")[0]
    cells = [[it.strip() for it in line.split("|")[1:-1]] for line in follows.splitlines()]
    rows = {it[0]: it[1:] for it in cells if it}
    assert rows["Capacity"] == ["3,600,000", "3,000,000", "-600,000"]
    assert rows[r"Capacity \(north\)"] == ["3,000,000", "2,400,000", "-600,000"]
    assert r"Capacity \(south\)" not in rows


def test_what_is_within_reach_is_split_over_what_moved_it(
    shared_revplan: Revplan, tmp_path: Path
) -> None:
    """240 leads of 5k, as much as one rep closes, become 200: 1M instead of 1.2M."""
    text = f"{LEVEL}target: {{revenue: 13.2M}}\n{REP}" + LEADS.replace(
        "FAIR", "{kind: net, leads: 240, last_year: 0}"
    )
    old, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    old.write_text(text, encoding="utf-8")
    new.write_text(text.replace("240", "200"), encoding="utf-8")
    asked = ("diff", "--measure", "reach.total", str(old), str(new))
    assert re.search(
        r"-200,000 +funnel\.sources\.fair\.leads +240 -> 200", shared_revplan(*asked).out
    )
    result = shared_revplan(*asked, "-f", "json").document["result"]
    assert (result["before"], result["after"]) == ("13200000", "13000000")
    assert [it["effect"] for it in result["changes"]] == [result["change"]] == ["-200000"]


def test_gap_says_which_of_the_two_holds_the_quarter_back_that_misses_most(
    shared_revplan: Revplan,
) -> None:
    """1.2M of contracts are asked. 12 leads of 100k come in April, none before, and a rep closes
    50k a month, 600k in the year: the reps are fewer. But contracts of the first quarter earn most
    of themselves, and no lead is there then.
    """
    plan = (
        f"{LEVEL}target: {{revenue: 12.6M}}\n"
        "new_business: {recognition: subscription}\n"
        "funnel: {average_deal: 100k, stages: {lead: {conversion: 100%}}, sources: {fair: "
        "{kind: net, leads: [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0], last_year: 0}}}\n"
        "capacity: {productivity: 600k, reps: {all: {count: 1, starts: 2026-01}}}\n"
    )
    assert verdict(shared_revplan, "Within reach", plan).endswith(
        " short, held back by the leads in Q1, in the whole year by the reps"
    )


def test_gap_says_what_of_a_companys_target_no_segment_has(shared_revplan: Revplan) -> None:
    """A rep of 1.2M signs 200k more than north asks for; 500k of the company's target is nobody's,
    so it is 300k short, and neither leads nor reps hold it back. A fair of 12 leads brings less.
    """
    year = "prior_year: {revenue: 6M}, target: {revenue: 7M}, churn: {rate: 0%}"
    north = "{" + f"{year}, {REP.strip()}" + "}"
    plan = f"{ACME}target: {{revenue: 7.5M}}\nsegments: {{north: {north}}}\n"
    assert verdict(shared_revplan, "Within reach", plan).endswith(
        "7,200,000 against the target of 7,500,000, -300,000 short; no segment has 500,000 of "
        "the target"
    )
    leads = LEADS.replace("FAIR", "{kind: net, leads: 12, last_year: 0}").strip()
    north = "{" + f"{year}, {leads}" + "}"
    plan = f"{ACME}target: {{revenue: 7.5M}}\nsegments: {{north: {north}}}\n"
    assert verdict(shared_revplan, "Within reach", plan).endswith(
        " short, held back by the leads, most in Q1; no segment has 500,000 of the target"
    )


def test_gap_names_nobody_where_only_some_segments_say_what_holds_back(
    shared_revplan: Revplan,
) -> None:
    """North's 20 leads of 50k bring 100k, its rep could 1.2M; south has a rep alone: 1.3M signed of
    the 2.4M that the reps could.
    """
    year = "prior_year: {revenue: 6M}, target: {revenue: 7M}, churn: {rate: 0%}"
    leads = LEADS.replace("FAIR", "{kind: net, leads: 20, last_year: 0}").strip()
    plan = (
        f"{ACME}segments:\n  north: {{{year}, {REP.strip()}, {leads}}}\n"
        f"  south: {{{year}, {REP.strip()}}}\n"
    )
    assert verdict(shared_revplan, "Within reach", plan).endswith("-700,000 short")


def opening(revplan: Revplan, plan: str) -> str:
    """What `gap` opens with, in one line."""
    ran = revplan("gap", "-", stdin=plan)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split("\n\n")[1].split())


YEAR_OF_A_SEGMENT = "prior_year: {revenue: 6M}, target: {revenue: 7M}, churn: {rate: 0%}"


def company(**segments: str) -> str:
    """A company whose segments are to become 7M from 6M, each with what it states besides."""
    rows = (f"  {name}: {{{YEAR_OF_A_SEGMENT}{more}}}\n" for name, more in segments.items())
    return f"{ACME}segments:\n{''.join(rows)}"


def reps(count: int) -> str:
    return f", {REP.strip()}".replace("count: 1,", f"count: {count},")


def leads(count: int) -> str:
    return f", {LEADS.strip()}".replace("FAIR", f"{{kind: net, leads: {count}, last_year: 0}}")


BUDGET = ", budget: {ads: {owner: marketing, amount: 10k, every: month}}"


@pytest.mark.parametrize(
    ("plan", "label", "says"),
    [
        # a rep of 1.2M for 1M; what one has to spare closes nothing in another
        (company(a=reps(1), b=reps(2)), "Reps", "3,600,000 against 2,000,000 of bookings, "
         "+1,600,000 to spare"),
        (company(a=reps(1), b=""), "Reps of a", "1,200,000 against 1,000,000 of bookings, "
         "+200,000 to spare"),
        (company(a=reps(0), b=""), "Reps of a", "0 against 1,000,000 of bookings, "
         "-1,000,000 short"),
        (company(a=reps(0), b=reps(3)), "Reps", "3,600,000 against 2,000,000 of bookings, "
         "-1,000,000 short in a"),
        # 1M at 50k and 10% takes 200 leads
        (company(a=leads(250), b=leads(150)), "Leads in time", "400 against 400 asked for, "
         "-50 short in b"),
        (company(a=leads(250), b=leads(200)), "Leads in time", "450 against 400 asked for, "
         "+50 to spare"),
        (company(a=leads(250), b=""), "Leads in time of a", "250 against 200 asked for, "
         "+50 to spare"),
        (company(a=leads(250), b=leads(0).replace(", sources: {fair: {kind: net, leads: 0, "
         "last_year: 0}}", "")), "Leads needed", "400, and no source of b says where they come "
         "from"),
        # all of 2M is margin: less the 240k it leaves 733.3% of them
        (company(a=BUDGET, b=BUDGET), "Budget", "240,000 for 2,000,000 of bookings, "
         "a return of 733.3%"),
        (company(a=BUDGET, b="", c=BUDGET), "Budget of a and c", "240,000 for 2,000,000 of "
         "bookings, a return of 733.3%"),
    ],
)  # fmt: skip
def test_gap_opens_with_what_the_segments_of_a_company_work_with(
    shared_revplan: Revplan, plan: str, label: str, says: str
) -> None:
    assert verdict(shared_revplan, label, plan) == says


def test_gap_says_which_segments_fall_short_in_a_quarter(shared_revplan: Revplan) -> None:
    """Reps of 1.2M who begin in April bring 900k; two of them 1.8M, and nothing in Q1."""
    late = reps(2).replace("2026-01", "2027-04")
    assert verdict(shared_revplan, "Reps", company(a=late, b=reps(1))).endswith(
        "+1,000,000 to spare, but Q1 falls short in a"
    )
    assert verdict(shared_revplan, "Reps", company(a=late, b=late)).endswith(
        "+1,600,000 to spare, but quarters fall short in a and b"
    )
    abroad = company(a=f"{late}, currency: EUR", b=reps(1)) + "fx: {EUR: 2}\n"
    assert verdict(shared_revplan, "Reps", abroad).endswith("but Q1 falls short in a")


def test_gap_opens_with_what_the_year_needs_beside_last_years(shared_revplan: Revplan) -> None:
    """10M that lose 30% and are to become 15M need 8M; 8/5 is 60% more, 8/10 20% less."""
    plan = f"{YEAR}churn: {{rate: 30%}}\nnew_business: {{last_year: AMOUNT}}\n"
    for amount, says in {"5M": "+60.0% on last year's 5,000,000",
                         "10M": "-20.0% on last year's 10,000,000",
                         "0": "last year's was 0"}.items():  # fmt: skip
        told = opening(shared_revplan, plan.replace("AMOUNT", amount))
        assert told == f"Needs 8,000,000 of new business, {says}."


@pytest.mark.parametrize(
    ("last_year", "says"),
    [
        ("8_000_500", "-0.01% on last year's"),
        ("7_999_500", "+0.01% on last year's"),
        ("8_000_000", "as much as last year."),
        ("5M", "+60.0% on last year's"),
    ],
)
def test_growth_that_is_not_nothing_is_told_from_nothing(
    shared_revplan: Revplan, last_year: str, says: str
) -> None:
    plan = f"{YEAR}churn: {{rate: 30%}}\nnew_business: {{last_year: {last_year}}}\n"
    assert f"Needs 8,000,000 of new business, {says}" in opening(shared_revplan, plan)


def test_gap_opens_with_a_surplus_where_nothing_is_needed(shared_revplan: Revplan) -> None:
    """12M stay, 11M are asked; a rep closes 1.2M besides: 13.2M."""
    told = opening(shared_revplan, f"{LEVEL}target: {{revenue: 11M}}\n{REP}")
    assert told.startswith("Needs no new business: +1,000,000 to spare. ")
    assert (
        " Within reach: 13,200,000 against the target of 11,000,000, +2,200,000 to spare," in told
    )
    assert told.endswith(" Reps: 1,200,000 against 0 of bookings, +1,200,000 to spare.")


def test_gap_opens_with_the_bridge_where_nothing_is_known_beside_it(
    shared_revplan: Revplan,
) -> None:
    assert opening(shared_revplan, f"{YEAR}churn: {{rate: 30%}}\n").startswith("Prior year 10,0")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        # 1.2M are asked, by 24 deals of 50k: 240 leads at 10%; 200 bring 1M
        ("fair: {kind: net, leads: 200, last_year: 0}",
         "Leads in time: 200 against 240 asked for, -40 short."),
        ("fair: {kind: net, leads: 240, last_year: 0}",
         "Leads in time: 240 against 240 asked for, just enough."),
        ("fair: {kind: net, leads: 300, last_year: 0}",
         "Leads in time: 300 against 240 asked for, +60 to spare."),
    ],
)  # fmt: skip
def test_gap_opens_with_the_leads_against_what_is_asked(
    more: str, says: str, shared_revplan: Revplan
) -> None:
    leads = LEADS.replace("{fair: FAIR}", f"{{{more}}}")
    told = opening(shared_revplan, f"{LEVEL}target: {{revenue: 13.2M}}\n{leads}")
    assert told.startswith("Needs 1,200,000 of new business. Within reach: ")
    assert told.endswith(says)


def test_gap_opens_with_the_quarters_in_which_reps_fall_short(shared_revplan: Revplan) -> None:
    """A rep from April closes 900k of 1.2M in a year of 100k a month; one of 1.6M a year closes the
    1.2M and nothing of the first quarter's 300k.
    """
    plan = f"{LEVEL}target: {{revenue: 13.2M}}\n{REP}".replace("2026-01", "2027-04")
    assert opening(shared_revplan, plan).endswith(
        "Reps: 900,000 against 1,200,000 of bookings, -300,000 short."
    )
    assert opening(shared_revplan, plan.replace("1.2M,", "1.6M,")).endswith(
        "Reps: 1,200,000 against 1,200,000 of bookings, just enough, but Q1 falls short."
    )


def test_short_is_red_and_to_spare_green_with_the_word_and_the_sign(
    shared_revplan: Revplan,
) -> None:
    for target, code, says in (("13.2M", 31, "-300,000 short"), ("12.5M", 32, "+400,000 to spare")):
        plan = f"{LEVEL}target: {{revenue: {target}}}\n{REP}".replace("2026-01", "2027-04")
        out = shared_revplan("gap", "-", "--color", "always", stdin=plan).out
        assert re.search(rf"Reps: [^\x1b]*\x1b\[{code}m{re.escape(says)}\x1b\[0m", out)
