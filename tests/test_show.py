"""The whole plan as one document: what stands in it, in which order, and for whom it is safe."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Revplan, with_plans
from markdown_it import MarkdownIt
from test_hostile import EACH_TEXT, commands_in, hidden_in, ran

from revplan import Outcome, read_text, work_out
from revplan.base.table import Answer, Paragraph, Prose
from revplan.model.records import SHOWN, Record
from revplan.render.answers.markdown import write
from revplan.render.answers.text import answer_lines
from revplan.render.lines import width_of, wrap
from revplan.render.screen import Screen
from revplan.views.sections import answer_of
from revplan.views.show.document import show_answer

BARE = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
"""
WHOLE = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: {value: 10M, source: "audited accounts, page 4"}}
target: {growth: 50%}
churn:
  rate: {value: 27%, low: 25%, source: "billing export", note: "a renewal desk since May"}
losses:
  bigco: {amount: 300k, month: 2027-04, note: "gave notice"}
carry_over:
  backlog: {amount: 250k}
upsell:
  premium: {amount: 500k, starts: 2027-03, owner: success, label: Premium tier, note: "since May"}
new_streams:
  workshops: {amount: 250k, owner: product}
new_business: {recognition: subscription, last_year: 5M}
commitments:
  marketing: {new_business: 4M}
  outbound: {new_business: 3.5M}
  success: {churn: 3M}
strategy:
  mission: |
    Keep the machines running.

    Answer the telephone.
  goals:
    retention: {metric: churn.rate, value: 25%, by: 2027-12, owner: success, how: [call, visit]}
    growth: {metric: new_business, value: 7M, by: 2027-12, owner: sales}
  personas:
    ops: {who: "Answers for a plant.", pains: downtime, buys_when: it breaks, found: at fairs}
  territories: {West: "400 plants."}
  initiatives:
    desk:
      owner: success
      what: "Three people."
      starts: 2026-09
      supports: [churn.rate, upsell.premium]
      tasks: [{do: Call, every: week}, {do: Report, every: month, owner: finance}]
  risks:
    price: {what: "Half the price.", threatens: [churn], sign: two lost deals, answer: longer terms}
  tools: {crm: "Where deals live."}
waivers:
  - {rule: RP321, because: "the season is flat in our trade", until: 2028-12}
"""
CHAPTERS = [
    "The number", "Goals", "Who buys", "Territories", "Where the revenue comes from",
    "Who has signed up for what", "What each department has for it", "What will be done",
    "What could go wrong", "Tools", "The months", "Assumptions and sources", "What the rules say",
]  # fmt: skip


def shown(revplan: Revplan, plan: str, *options: str) -> Ran:
    (revplan.folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return revplan("show", "plan.yaml", *options)


def result(revplan: Revplan, plan: str, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = shown(revplan, plan, "-f", "json", *options).document["result"]
    return found


def headings(text: str) -> list[str]:
    """The lines of a text that stand at its margin."""
    return [line for line in text.splitlines() if line and not line.startswith(" ")]


def chapter(text: str, heading: str) -> str:
    """What stands under a heading of the text."""
    match = re.search(rf"^{heading}\n(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert match is not None, heading
    return match[1]


# The chapters


def test_the_chapters_stand_in_the_order_in_which_a_sales_plan_is_read(revplan: Revplan) -> None:
    told = shown(revplan, WHOLE)
    assert (told.code, told.err) == (0, "")
    assert headings(told.out) == ["Acme 2027 · revenue · USD · Jan-Dec 2027", *CHAPTERS]


def test_markdown_has_the_same_chapters_as_headings(revplan: Revplan) -> None:
    lines = shown(revplan, WHOLE, "-f", "markdown").out.splitlines()
    assert lines[0] == "# Acme 2027 · revenue · USD · Jan-Dec 2027"
    assert [line[3:] for line in lines if line.startswith("## ")] == CHAPTERS


def test_a_chapter_that_the_plan_has_nothing_for_leaves_no_trace(revplan: Revplan) -> None:
    told = shown(revplan, BARE).out
    assert headings(told)[1:] == ["The number", "The months", "What the rules say"]
    assert "\n\n\n" not in told
    assert "Strategy" not in told
    assert not {"mission", "goals", "lines", "commitments", "rests_on", "waivers"} & set(
        result(revplan, BARE)
    )


@pytest.mark.parametrize(
    ("key", "heading"),
    [("goals", "Goals"), ("personas", "Who buys"), ("initiatives", "What will be done"),
     ("risks", "What could go wrong"), ("tools", "Tools"), ("territories", "Territories")],
)  # fmt: skip
def test_what_a_strategy_leaves_out_is_left_out(key: str, heading: str, revplan: Revplan) -> None:
    without = re.sub(rf"^  {key}:.*\n(    .*\n)*", "", WHOLE, flags=re.MULTILINE)
    assert without != WHOLE
    told = headings(shown(revplan, without).out)[1:]
    assert told == [other for other in CHAPTERS if other != heading]


# What is said


def test_the_mission_keeps_its_paragraphs(revplan: Revplan) -> None:
    text = shown(revplan, WHOLE).out
    assert "\n\n  Keep the machines running.\n\n  Answer the telephone.\n\nThe number" in text
    markdown = shown(revplan, WHOLE, "-f", "markdown").out
    assert "\n\nKeep the machines running.\n\nAnswer the telephone.\n\n## " in markdown


def test_the_number_is_said_in_words(revplan: Revplan) -> None:
    # 27% of 10M and bigco's 300k go: 3M. 15M - 7M stays 8M; less 250k + 500k + 250k leaves 7M,
    # 7/15 = 46.7%; half of a subscription is earned in its year; 7M is 40% above 5M.
    words = " ".join(result(revplan, WHOLE)["number"]["in_words"])
    assert words == (
        "Acme earned 10,000,000 USD last year. It expects to lose 3,000,000 (30%) with customers "
        "who leave, and to keep 7,000,000. 2027 is to bring 15,000,000, 50% more than last year; "
        "last year's customers will not bring 8,000,000 of it. 250,000 is signed already, existing "
        "customers are to bring 500,000 more and new streams 250,000. What is left has to be won "
        "as new business: 7,000,000, 46.7% of the target. Sold as subscriptions, a contract earns "
        "half of itself in the year in which it is signed: contracts worth 14,000,000 have to be "
        "signed. Last year brought 5,000,000 of new business; this year asks for 40% more."
    )
    assert words in " ".join(shown(revplan, WHOLE).out.split())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{growth: 50%}", "{revenue: 6M}"), "6,000,000, 40% less than last year; last year's "
         "customers alone bring that. That is 1,000,000 more than is asked for"),
        (("{growth: 50%}", "{revenue: 7M}"), "No new business has to be won."),
        (("{growth: 50%}", "{revenue: 10M}"), "is to bring 10,000,000, as last year; last year's"),
        (("{rate: 30%}", "{rate: 0%}"), "It counts on losing no customer, and keeps 10,000,000."),
        (("{revenue: 10M}", "{revenue: 10M, one_off: 1M}"), "last year, 1,000,000 of it once"),
        (("{rate: 30%}", "{rate: 30%}\ncontraction: {rate: 5%}"), "3,000,000 (30%) with customers "
         "who leave and 500,000 with customers who stay and pay less, and to keep 6,500,000."),
        (("{rate: 30%}", "{rate: 30%}\nnew_streams: {shop: {amount: 1M}}"), "New streams are to "
         "bring 1,000,000. What is left"),
        (("fiscal_year: 2027", "fiscal_year: 2027\nstarts: 2026-07"), "The year to Jun 2027 is to"),
    ],
)  # fmt: skip
def test_every_kind_of_plan_has_its_words(
    change: tuple[str, str], said: str, revplan: Revplan
) -> None:
    assert said in " ".join(shown(revplan, BARE.replace(*change)).out.split())


def test_a_company_that_begins_with_nothing_is_told_so(revplan: Revplan) -> None:
    plan = BARE.replace("{revenue: 10M}", "{revenue: 0}").replace("{growth: 50%}", "{revenue: 1M}")
    words = result(revplan, plan)["number"]["in_words"]
    assert words == [
        "Acme earned nothing last year.",
        "2027 is to bring 1,000,000, and nobody brings any of it yet. All of it has to be won as "
        "new business, 100% of the target.",
    ]


def test_recurring_revenue_has_words_of_its_own(shared_revplan: Revplan) -> None:
    told = " ".join(shared_revplan("show", "plans/saas-arr-2027.yaml").out.split())
    assert "24,000,000 USD of annual recurring revenue" in told
    assert "The year is to end with 31,200,000, 30% more than at its beginning" in told


def test_a_goal_stands_beside_what_the_plan_says(revplan: Revplan) -> None:
    goals = chapter(shown(revplan, WHOLE).out, "Goals")
    assert re.search(r"retention +churn.rate +25% +27%, which differs +2027-12 +success", goals)
    assert re.search(r"growth +new_business +7M +7,000,000 +2027-12 +sales", goals)
    assert "  retention\n    - call\n    - visit\n" in goals
    data = {goal["goal"]: goal for goal in result(revplan, WHOLE)["goals"]}
    assert (data["retention"]["plan"], data["retention"]["kept"]) == ("27%", False)
    assert (data["growth"]["plan"], data["growth"]["kept"]) == ("7,000,000", True)
    assert data["retention"]["how"] == ["call", "visit"]


def test_the_sources_of_the_revenue_add_up_to_the_target(revplan: Revplan) -> None:
    told = chapter(shown(revplan, WHOLE).out, "Where the revenue comes from")
    amounts = [int(it.replace(",", "")) for it in re.findall(r"  ([0-9,]{7,})  ", told)]
    assert amounts[:-1] == [7_000_000, 250_000, 500_000, 250_000, 7_000_000]
    assert amounts[-1] == sum(amounts[:-1])
    assert "Premium tier: since May" in told


def test_what_several_signed_up_for_is_added_up(revplan: Revplan) -> None:
    told = chapter(shown(revplan, WHOLE).out, "Who has signed up for what")
    assert re.search(r"together +7,500,000 +7,000,000\n", told)
    assert re.search(r"Churn, at most +success +3,000,000 +3,000,000\n", told)


def test_an_initiative_says_what_it_makes_possible_and_who_does_what(revplan: Revplan) -> None:
    told = chapter(shown(revplan, WHOLE).out, "What will be done")
    assert told.strip("\n").split("\n") == [
        "  desk: Three people.",
        "    Owner: success",
        "    When: from 2026-09",
        "    Makes possible: churn.rate (27%), upsell.premium (500,000)",
        "    Every week: Call",
        "    Every month, finance: Report",
    ]


def test_an_assumption_stands_with_its_value_and_its_source(revplan: Revplan) -> None:
    told = chapter(shown(revplan, WHOLE).out, "Assumptions and sources")
    assert "  prior_year.revenue 10,000,000: audited accounts, page 4\n" in told
    assert "  churn.rate 27% (at least 25%): billing export\n    a renewal desk since May\n" in told
    rests = result(revplan, WHOLE)["rests_on"]
    assert {
        "path": "churn.rate", "value": "27%", "text": "27%", "low": "25%",
        "source": "billing export", "note": "a renewal desk since May",
    } in rests  # fmt: skip


def test_a_plan_does_not_rest_on_a_source_that_is_still_to_do(revplan: Revplan) -> None:
    assert '"billing export"' in WHOLE
    told = shown(revplan, WHOLE.replace('"billing export"', '"TODO: ask Ann"')).out
    assert "TODO" not in chapter(told, "Assumptions and sources")
    assert "churn.rate 27%" in chapter(told, "Assumptions and sources")  # for its note


def test_what_was_accepted_and_what_is_open_are_told_apart(revplan: Revplan) -> None:
    told = chapter(shown(revplan, WHOLE).out, "What the rules say")
    accepted, _, still = told.partition("  Open:\n")
    assert "RP321 flat-months, until 2028-12: the season is flat in our trade" in accepted
    assert "RP321" not in still
    assert "RP351 goal-not-smart, warning: the goal says 25%" in still
    assert still.index("warning") < still.index(", info:")
    assert len(result(revplan, WHOLE)["findings"]) == len(re.findall("^  RP", still, re.MULTILINE))


def test_a_waiver_of_nothing_is_open_and_not_accepted(revplan: Revplan) -> None:
    plan = f"{BARE}waivers: [{{rule: RP305, because: we are many}}]\n"
    told = chapter(shown(revplan, plan).out, "What the rules say")
    assert "Accepted" not in told
    assert "we are many" not in told
    assert "RP901 waiver-unused, warning: RP305 finds nothing in this plan" in told


def test_other_values_can_be_tried(revplan: Revplan) -> None:
    told = shown(revplan, BARE, "--set", "churn.rate=20%")
    assert headings(told.out)[0].endswith("· with churn.rate=20%")
    assert "and to keep 8,000,000." in told.out
    assert result(revplan, BARE, "--set", "churn.rate=20%")["plan"]["set"] == ["churn.rate=20%"]
    wrong = shown(revplan, BARE, "--set", "chrun.rate=20%")
    assert (wrong.code, wrong.out) == (2, "")


# Formats and files


def test_json_says_the_same_in_a_structured_way(revplan: Revplan) -> None:
    whole = result(revplan, WHOLE)
    assert list(whole) == [
        "plan", "mission", "number", "goals", "personas", "territories", "lines", "commitments",
        "departments", "initiatives", "risks", "tools", "months", "quarters", "rests_on", "waivers",
        "findings",
    ]  # fmt: skip
    assert whole["mission"] == "Keep the machines running.\n\nAnswer the telephone.\n"
    assert whole["number"]["bridge"]["new_business"] == "7000000"
    assert whole["initiatives"][0]["tasks"] == [
        {"do": "Call", "every": "week"},
        {"do": "Report", "every": "month", "owner": "finance"},
    ]
    assert whole["waivers"][0]["name"] == "flat-months"


@pytest.mark.parametrize("options", [["-f", "csv"], ["-o", "plan.csv"], ["-o", "plan.CSV"]])
def test_comma_separated_values_are_refused_with_a_way_out(
    options: list[str], revplan: Revplan
) -> None:
    told = shown(revplan, WHOLE, *options)
    assert (told.code, told.out) == (2, "")
    assert "csv holds one table" in told.err
    assert "revplan gap --format csv" in told.err


def test_a_file_takes_its_format_from_its_name(revplan: Revplan) -> None:
    told = shown(revplan, WHOLE, "--output", "plan.md")
    assert (told.code, told.out) == (0, "")
    written = (revplan.folder / "plan.md").read_text(encoding="utf-8")
    assert written == shown(revplan, WHOLE, "-f", "markdown").out


def test_a_plan_with_errors_is_not_shown(revplan: Revplan) -> None:
    told = shown(revplan, WHOLE.replace("27%", "27"))
    assert (told.code, told.out) == (2, "")
    assert "RP115" in told.err


def test_headings_are_bold_where_colour_is_wanted(revplan: Revplan) -> None:
    told = shown(revplan, WHOLE, "--color", "always").out
    assert "\x1b[1mThe number\x1b[0m" in told
    assert re.sub(r"\x1b\[[0-9;]*m", "", told) == shown(revplan, WHOLE).out


# Prose


def lines_of(*entries: Paragraph, width: int | None = 40) -> list[str]:
    answer = Answer(tables=(Prose(entries),))
    return ["".join(text for text, _ in line) for line in answer_lines(answer, Screen(width))]


def test_prose_is_wrapped_at_the_width_and_at_eighty_without_one() -> None:
    text = "a plan is a promise " * 20
    for width, most in ((40, 40), (None, 80), (500, 100)):
        lines = lines_of(Paragraph(text), width=width)
        assert max(map(len, lines)) <= most
        assert " ".join(line.strip() for line in lines) == text.strip()
        assert len(lines[0]) > most - 10


def test_a_word_that_is_too_long_stays_whole() -> None:
    assert lines_of(Paragraph(f"see {'x' * 60} there")) == ["  see", f"  {'x' * 60}", "  there"]


def test_wide_signs_are_wrapped_where_they_end() -> None:
    lines = lines_of(Paragraph("計画" * 40))
    assert all(width_of(line) <= 40 for line in lines)
    assert "".join(line.strip() for line in lines) == "計画" * 40


def test_what_belongs_to_an_entry_stands_below_its_text() -> None:
    told = lines_of(
        Paragraph("line\nsecond", "lead", 1), Paragraph("inner", depth=2), Paragraph("x", "b", 1)
    )
    assert told == ["  lead: line", "    second", "    - inner", "", "  b: x"]


def markdown_of(*entries: Paragraph) -> str:
    return write(Answer(tables=(Prose(entries),)))


def test_markdown_keeps_lines_and_paragraphs_and_wraps_nothing() -> None:
    long = "word " * 200
    assert markdown_of(Paragraph(f"{long}\nb\n\nc")) == f"{long.strip()}\\\nb\n\nc\n"
    assert markdown_of(Paragraph("a\nb", "x", 1), Paragraph("c", "y", 2)) == (
        "- **x**: a\\\n  b\n  - **y**: c\n"
    )


@pytest.mark.parametrize(
    "text", ["- a", "+ a", "1. a", "1) a", "===", "---", "# a", "    a", "> a"]
)
def test_no_text_begins_a_list_or_a_heading_of_its_own(text: str) -> None:
    for entry in (Paragraph(f"x\n{text}"), Paragraph(text), Paragraph(f"x\n\n{text}")):
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown_of(entry))
        assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}


# Hostile texts


def hostile_plan(text: str) -> str:
    """A plan with this text in every place of a strategy, and in every other that is shown."""
    said = json.dumps(text, ensure_ascii=False).encode("utf-8", "replace").decode()
    return f"""\
revplan: 1
name: {said}
fiscal_year: 2027
currency: USD
prior_year: {{revenue: {{value: 10M, source: {said}, note: {said}}}}}
target: {{growth: 50%}}
churn: {{rate: 30%}}
losses: {{gone: {{amount: 1k, label: {said}, note: {said}}}}}
upsell: {{more: {{amount: 10k, label: {said}, note: {said}}}}}
strategy:
  mission: {said}
  goals:
    a: {{metric: churn.rate, value: {said}, how: {said}, label: {said}}}
    b: {{metric: {said}, value: 30%, how: [{said}, {said}]}}
  personas:
    p: {{who: {said}, pains: {said}, buys_when: [{said}], found: {said}, label: {said}}}
  territories: {{West: {said}}}
  initiatives:
    i: {{what: {said}, label: {said}, tasks: [{{do: {said}, every: week}}, {{do: {said}}}]}}
    j: {{what: [{said}, {said}]}}
  risks:
    r: {{what: {said}, sign: {said}, answer: [{said}], label: {said}}}
  tools: {{crm: {said}}}
waivers: [{{rule: RP303, because: {said}}}]
"""


def shape_of(text: str) -> list[str]:
    """The blocks of a Markdown text, whose inline parts are words, bold, or the end of a line."""
    blocks = []
    for token in MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text):
        blocks.append(token.type)
        for child in token.children or ():
            assert child.type in ("text", "text_special", "strong_open", "strong_close",
                                  "hardbreak"), child  # fmt: skip
    assert not re.search(r"@\w", text), "a mention"
    assert not re.search(r"://|www\.", text, re.IGNORECASE), "a link of its own accord"
    return blocks


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = with_plans(tmp_path_factory.mktemp("show"))
    (folder / "benign.yaml").write_text(hostile_plan("Benign"), encoding="utf-8")
    return folder


@EACH_TEXT
def test_no_text_of_a_strategy_is_obeyed(text: str, here: Path) -> None:
    (here / "p.yaml").write_text(hostile_plan(text), encoding="utf-8")
    for form in ("text", "json", "markdown"):
        done = ran(here, "show", "p.yaml", "-f", form)
        assert done.code in (0, 2), done.err
        assert hidden_in(done.out) == []
        assert hidden_in(done.err) == []
        assert commands_in(done.out) == []
        assert commands_in(done.err) == []
        if form == "json":
            assert done.document
        if form == "markdown" and done.code == 0:
            benign = ran(here, "show", "benign.yaml", "-f", form).out
            shape = shape_of(done.out)
            assert "\n" in text.strip() or shape == shape_of(benign)


def test_the_hostile_plan_is_shown_when_its_text_is_harmless(here: Path) -> None:
    told = ran(here, "show", "benign.yaml")
    assert told.code == 0
    assert told.out.count("Benign") > 25


# With the sections that have commands of their own


def outcome_of(text: str) -> Outcome:
    file = read_text(text)
    assert file.plan is not None
    return work_out(file.plan)


@pytest.mark.parametrize("record", SHOWN, ids=lambda it: it.key)
def test_a_section_with_a_command_of_its_own_becomes_a_chapter(record: Record) -> None:
    plan = Path(__file__).parent.parent / "plans" / "saas-arr-2027.yaml"
    outcome = outcome_of(plan.read_text())
    told = show_answer(outcome, "plan.yaml", ())
    (chapter,) = [it for it in told.below if it.title == record.title]
    answer = answer_of(record, outcome, "plan.yaml")
    assert (chapter.tables, chapter.data) == (answer.tables, {record.key: answer.data})
    bare = show_answer(outcome_of(BARE), "plan.yaml", ())
    assert record.title not in [it.title for it in bare.below]


def test_blanks_at_the_end_of_a_text_are_looked_through_once() -> None:
    """From each of a million blanks to the last of them is a way of days."""
    assert wrap("grow" + " " * 1_000_000, 80) == ["grow"]
