"""`check --against`: what a change does to the rules that judge it, in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Ran, Revplan
from published_formats import READERS
from repositories import Made, cloned, repository

from revplan.render.findings.formats import FORMATS

PLAN = """revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
new_business: {recognition: immediate}
phasing: {late_start: false}
expect: {new_business: 8M}
waivers:
  - {rule: RP302, because: "nothing to sell twice"}
"""
OTHER = PLAN.replace("Acme", "Beta").replace("expect: {new_business: 8M}\n", "")
ADDED = PLAN + '  - {rule: RP303, because: "no money for new things"}\n'
MOVED = PLAN.replace("rate: 30%", "rate: 31%").replace("new_business: 8M", "new_business: 8.1M")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A repository with a plan on main, and a branch from it checked out."""
    made = repository(tmp_path / "repo")
    made.commit("The plan", {"plans/acme.yaml": PLAN, "plans/other.yaml": OTHER})
    made.git("branch", "-M", "main")
    made.branch("change")
    return made


@pytest.fixture
def check(made: Made, tmp_path: Path) -> object:
    program = Revplan(tmp_path / "repo")
    program.environment["HOME"] = str(tmp_path)

    def run(*words: str, folder: Path | None = None) -> Ran:
        return program("check", *words, cwd=folder)

    return run


def of_changes(ran: Ran) -> list[tuple[str, str, int, str]]:
    return [
        (it["code"], it["file"], it["line"], it["path"])
        for it in ran.document["diagnostics"]
        if it["code"] in ("RP903", "RP904", "RP905")
    ]


def test_a_waiver_that_the_change_adds_is_reported_at_its_line(made: Made, check) -> None:
    made.write({"plans/acme.yaml": ADDED})
    ran = check("plans", "--against", "main", "--format", "json")
    assert of_changes(ran) == [("RP903", "plans/acme.yaml", 13, "waivers[2].rule")]
    assert ran.code == 0
    assert "compared with main (" in ran.err


def test_a_pin_that_moves_with_its_figure_is_reported_and_lets_pass(made: Made, check) -> None:
    made.write({"plans/acme.yaml": MOVED})
    ran = check("plans/acme.yaml", "--against", "main", "--format", "json")
    assert of_changes(ran) == [("RP904", "plans/acme.yaml", 10, "expect.new_business")]
    assert ran.code == 0


def test_a_change_beyond_the_limit_fails_and_one_within_passes(made: Made, check) -> None:
    made.write({"plans/acme.yaml": MOVED})
    beyond = check("plans", "--against", "main", "--max-change", "1%", "--format", "json")
    assert ("RP905", "plans/acme.yaml", 6, "target") in of_changes(beyond)
    assert beyond.code == 1
    assert beyond.document["result"]["passed"] == 1
    assert check("plans", "--against", "main", "--max-change", "100k").code == 0
    assert check("plans", "--against", "main", "--max-change", "99999").code == 1


def test_the_base_is_where_the_branch_left_and_not_what_main_is_now(made: Made, check) -> None:
    made.write({"plans/acme.yaml": ADDED})
    made.commit("Accept it")
    made.switch("main")
    later = PLAN.replace("rate: 30%", "rate: 60%").replace("new_business: 8M", "new_business: 11M")
    made.commit("Main moves on", {"plans/acme.yaml": later})
    made.switch("change")
    ran = check("plans", "--against", "main", "--max-change", "1%", "--format", "json")
    assert [it[0] for it in of_changes(ran)] == ["RP903"]
    assert "main (merge base " in ran.err


def test_without_against_nothing_is_compared_and_git_is_not_needed(made: Made, check) -> None:
    made.write({"plans/acme.yaml": ADDED})
    assert of_changes(check("plans", "--format", "json")) == []


def test_a_new_plan_adds_its_waivers_and_moves_nothing(made: Made, check) -> None:
    made.write({"plans/new.yaml": ADDED.replace("Acme", "Newly")})
    ran = check("plans/new.yaml", "--against", "main", "--max-change", "0", "--format", "json")
    assert [it[0] for it in of_changes(ran)] == ["RP903", "RP903"]
    assert ran.code == 0
    assert "plans/new.yaml is new: main (" in ran.err


def test_another_name_for_file_and_company_passes_no_limit(made: Made, check) -> None:
    made.git("rm", "-q", "plans/acme.yaml")
    made.write({"plans/b.yaml": MOVED.replace("Acme", "Acme 2").replace("31%", "90%")})
    ran = check("plans", "--against", "main", "--max-change", "1%", "--format", "json")
    assert [it[:2] for it in of_changes(ran)] == [
        ("RP905", "plans/acme.yaml"), ("RP905", "plans/b.yaml"), ("RP903", "plans/b.yaml"),
    ]  # fmt: skip
    assert ran.code == 1
    assert check("plans", "--against", "main").code == 1  # its pin is broken


def test_a_base_that_has_no_answer_still_tells_waivers_and_pins(made: Made, check) -> None:
    overdrawn = PLAN.replace("rate: 30%", "amount: 30M")
    made.commit("Loses more than there is", {"plans/acme.yaml": overdrawn})
    made.write({"plans/acme.yaml": ADDED.replace("expect: {new_business: 8M}\n", "")})
    ran = check("plans/acme.yaml", "--against", "HEAD", "--format", "json")
    assert sorted(it[0] for it in of_changes(ran)) == ["RP903", "RP904"]


def test_a_plan_that_is_gone_is_said(made: Made, check) -> None:
    (made.folder / "plans/other.yaml").unlink()
    ran = check("plans", "--against", "main")
    assert "plans/other.yaml is gone; main (" in ran.err
    assert ran.code == 0


GONE = "{0} is gone, and main ({1}) has it: no limit of 5% can be held to it"
ELSEWHERE = "{0} lies at {2} now, outside of what is compared: no limit of 5% can be held to it"


def lost(ran: Ran) -> list[tuple[str, str]]:
    """The files at which a limit could not be held, and why."""
    found = ran.document["diagnostics"]
    return [(it["file"], it["message"]) for it in found if "can be held" in it["message"]]


@pytest.mark.parametrize(
    "new",
    [None, "plans/other.txt", "plans/.other.yaml", "plans/.kept/other.yaml", "plans/other.yaml/x"],
)
def test_a_plan_that_is_gone_fails_a_limit(new: str | None, made: Made, check) -> None:
    made.rename("plans/other.yaml", "kept")
    if new is not None:
        made.rename("kept", new)
    ran = check("plans", "--against", "main", "--max-change", "5%", "--format", "json")
    assert ran.code == 1
    said = GONE.format("plans/other.yaml", made.id("main")[:7])
    assert lost(ran) == [("plans/other.yaml", said)]
    (found,) = [it for it in ran.document["diagnostics"] if it["message"] == said]
    assert found["hint"].startswith("bring it back, or let it go in a change of its own")
    assert (found["code"], found["line"], found["column"]) == ("RP905", 1, 1)
    told = ran.document["result"]
    assert (told["plans"], told["passed"], told["errors"]) == (2, 1, 1)
    assert check("plans", "--against", "main").code == 0


@pytest.mark.parametrize("text", [OTHER, OTHER.replace("30%", "60%")], ids=["as it was", "changed"])
def test_a_plan_that_was_moved_out_fails_a_limit_where_it_lies_now(
    text: str, made: Made, check
) -> None:
    made.git("rm", "-q", "plans/other.yaml")
    made.write({"far/off.yaml": text})
    ran = check("plans", "--against", "main", "--max-change", "5%", "--format", "json")
    assert ran.code == 1
    said = ELSEWHERE.format("plans/other.yaml", "", "far/off.yaml")
    assert lost(ran) == [("far/off.yaml", said)]
    ran = check("plans", "far/off.yaml", "--against", "main", "--max-change", "5%")
    assert ran.code == (0 if text == OTHER else 1)
    assert "can be held" not in ran.out
    ran = check("plans", "--against", "main")
    assert "plans/other.yaml lies at far/off.yaml now, outside of what is compared" in ran.err
    assert ran.code == 0


def test_a_plan_that_was_moved_within_or_in_is_followed(made: Made, check) -> None:
    made.commit("Elsewhere", {"far/cee.yaml": OTHER.replace("Beta", "Cee")})
    made.rename("plans/other.yaml", "plans/deep/b.yaml")
    made.rename("far/cee.yaml", "plans/cee.yaml")
    asked = ["plans", "--against", "HEAD", "--max-change", "5%", "--format", "json"]
    assert check(*asked).code == 0
    for name in ("plans/deep/b.yaml", "plans/cee.yaml"):
        text = (made.folder / name).read_text()
        made.write({name: text.replace("30%", "60%")})
    ran = check(*asked)
    assert [it["file"] for it in ran.document["diagnostics"] if "moves by" in it["message"]] == [
        "plans/cee.yaml", "plans/deep/b.yaml",
    ]  # fmt: skip


def test_a_plan_that_is_gone_is_told_in_every_format(made: Made, check) -> None:
    (made.folder / "plans/other.yaml").unlink()
    for form in FORMATS:
        ran = check("plans", "--against", "main", "--max-change", "5%", "--format", form)
        assert ran.code == 1, form
        assert READERS.get(form, str)(ran.out), form
        assert "plans/other.yaml is gone, and main" in ran.out, form


def test_plans_that_are_named_one_by_one_cannot_leave_either(made: Made, check) -> None:
    (made.folder / "plans/other.yaml").unlink()
    ran = check("plans/acme.yaml", "plans/other.yaml", "--against", "main", "--max-change", "5%")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: there is no file or folder plans/other.yaml\n"
    assert check("plans/acme.yaml", "--against", "main", "--max-change", "5%").code == 0


def test_a_folder_that_became_a_link_is_the_folder_that_it_leads_to(made: Made, check) -> None:
    made.rename("plans", "far/plans")
    (made.folder / "plans").symlink_to("far/plans")
    for asked in ("plans", "plans/", "plans/."):
        ran = check(asked, "--against", "main", "--max-change", "5%", "--format", "json")
        assert (ran.code, lost(ran)) == (0, []), asked
    changed = OTHER.replace("30%", "60%")
    for text in (changed, changed.replace("Beta", "Another"), None):
        (made.folder / "far/plans/other.yaml").unlink()
        if text is not None:
            made.write({"far/plans/other.yaml": text})
        for asked in ("plans", "plans/"):
            ran = check(asked, "--against", "main", "--max-change", "5%", "--format", "json")
            assert ran.code == 1, (asked, text)
            assert any(it[0] == "RP905" for it in of_changes(ran))


def test_a_folder_that_is_a_link_is_looked_into_and_has_to_stay_the_same(made: Made, check) -> None:
    (made.folder / "link").symlink_to("plans")
    made.commit("A link")
    asked = ["link", "--against", "HEAD", "--max-change", "5%", "--format", "json"]
    assert check(*asked).code == 0
    made.write({"plans/other.yaml": OTHER.replace("30%", "60%")})
    assert [it[:2] for it in of_changes(check(*asked))] == [("RP905", "link/other.yaml")]
    made.write({"plans/other.yaml": OTHER, "far/other.yaml": OTHER})
    for target in ("far", None):
        (made.folder / "link").unlink()
        if target is not None:
            (made.folder / "link").symlink_to(target)
        else:
            made.write({"link/other.yaml": OTHER.replace("30%", "60%")})
        ran = check(*asked)
        assert ran.code == 1
        assert "link is a link in HEAD" in ran.out


@pytest.mark.parametrize("before", ["a plan", "a link", "nothing"])
def test_no_limit_can_be_held_to_a_link(before: str, made: Made, check) -> None:
    link = made.folder / "plans/other.yaml"
    if before != "a plan":
        link.unlink()
    if before == "a link":
        link.symlink_to("acme.yaml")
    made.commit("Before")
    link.unlink(missing_ok=True)
    made.write({"plans/big.yaml": OTHER.replace("30%", "60%")})
    link.symlink_to("big.yaml")
    ran = check("plans", "--against", "HEAD", "--max-change", "5%", "--format", "json")
    assert ran.code == 1
    said = "this is a link, not a file of its own, so no limit of 5% can be held to it"
    assert lost(ran) == [("plans/other.yaml", said)]
    assert check("plans", "--against", "HEAD").code == 0


def test_no_limit_can_be_held_to_plans_of_another_repository(made: Made, check) -> None:
    made.git("rm", "-q", "plans/other.yaml")
    made.commit("One plan less")
    inner = repository(made.folder / "plans/inner")
    inner.commit("Its own", {"other.yaml": OTHER})
    ran = check("plans", "--against", "HEAD", "--max-change", "5%", "--format", "json")
    assert ran.code == 1
    said = "this is a file of another repository, so no limit of 5% can be held to it"
    assert lost(ran) == [("plans/inner/other.yaml", said)]


@pytest.mark.parametrize("folder", [".plans", "plans/.kept"])
def test_a_hidden_folder_that_is_named_is_held_as_any_other(folder: str, made: Made, check) -> None:
    made.commit("Hidden", {f"{folder}/a.yaml": PLAN, f"{folder}/b.yaml": OTHER})
    made.write({f"{folder}/a.yaml": MOVED})
    (made.folder / folder / "b.yaml").unlink()
    ran = check(folder, "--against", "HEAD", "--max-change", "1%", "--format", "json")
    assert [it[:2] for it in of_changes(ran) if it[0] == "RP905"] == [
        ("RP905", f"{folder}/a.yaml"), ("RP905", f"{folder}/b.yaml"),
    ]  # fmt: skip


WAYS = {
    "a mark": "\ufeffrevplan: 1\n",
    "a question mark": "? revplan\n: 1\n",
    "an escape": '"revpl\\x61n": 1\n',
    "a line that goes on": '? "rev\\\n  plan"\n: 1\n',
    "a block": "? |-\n  revplan\n: 1\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_however_a_plan_says_that_it_is_one_it_is_held(way: str, made: Made, check) -> None:
    plain, odd = "revplan: 1\n", WAYS[way]
    made.commit("Odd", {"plans/other.yaml": OTHER.replace(plain, odd)})
    asked = ["plans", "--against", "HEAD", "--max-change", "5%", "--format", "json"]
    assert check(*asked).code == 0
    made.write({"plans/other.yaml": OTHER.replace(plain, odd).replace("30%", "60%")})
    ran = check(*asked)
    assert [it[:2] for it in of_changes(ran)] == [("RP905", "plans/other.yaml")]
    (made.folder / "plans/other.yaml").unlink()
    assert [file for file, _ in lost(check(*asked))] == ["plans/other.yaml"]


def test_a_segment_s_file_that_is_gone_is_held_with_its_company(made: Made, check) -> None:
    head = "revplan: 1\nname: {}\nfiscal_year: 2027\ncurrency: USD\n"
    lines = ["prior_year: {revenue: 10M}", "target: {growth: 50%}", "churn: {rate: 30%}"]
    body, within = "".join(f"{line}\n" for line in lines), ", ".join(lines)
    company, whole = head.format("Co") + "segments:\n", head.format("North") + body
    files = {"plans/co.yaml": f"{company}  n: {{plan: n.yaml}}\n", "plans/n.yaml": body}
    made.commit("A company", files)
    made.write({"plans/co.yaml": f"{company}  n: {{{within}}}\n"})
    (made.folder / "plans/n.yaml").unlink()
    asked = ["plans", "--against", "HEAD", "--max-change", "5%", "--format", "json"]
    assert (check(*asked).code, lost(check(*asked))) == (0, [])
    made.git("checkout", "-q", ".")
    made.commit("A plan of its own too", {"plans/n.yaml": whole})
    made.write({"plans/co.yaml": f"{company}  n: {{{within}}}\n"})
    (made.folder / "plans/n.yaml").unlink()
    assert [file for file, _ in lost(check(*asked))] == ["plans/n.yaml"]


def test_a_renamed_plan_is_held_against_its_old_self(made: Made, check) -> None:
    made.git("rm", "-q", "plans/other.yaml")
    made.commit("One plan less")
    made.rename("plans/acme.yaml", "plans/acme-2027.yaml")
    made.write({"plans/acme-2027.yaml": MOVED})
    ran = check("plans", "--against", "HEAD", "--format", "json")
    assert of_changes(ran) == [("RP904", "plans/acme-2027.yaml", 10, "expect.new_business")]


def test_a_renamed_plan_that_is_named_alone_is_held_against_its_old_self(made: Made, check) -> None:
    made.git("rm", "-q", "plans/other.yaml")
    made.commit("One plan less")
    made.rename("plans/acme.yaml", "plans/b.yaml")
    made.write({"plans/b.yaml": MOVED})
    ran = check("plans/b.yaml", "--against", "HEAD", "--max-change", "1%", "--format", "json")
    assert [it[0] for it in of_changes(ran)] == ["RP905", "RP904"]
    assert "is gone" not in ran.err


def test_other_plans_of_the_repository_are_not_spoken_of(made: Made, check) -> None:
    (made.folder / "plans/other.yaml").unlink()
    made.write({"notes/odd.yaml": "revplan: 1\nname: [broken"})
    ran = check("plans/acme.yaml", "--against", "main", "--max-change", "1%")
    assert ran.code == 0
    assert "other" not in ran.err + ran.out
    assert "odd" not in ran.err + ran.out


def test_a_base_without_an_answer_fails_a_limit_and_nothing_else(made: Made, check) -> None:
    made.commit("Broken", {"plans/acme.yaml": PLAN.replace("30%", "x")})
    made.write({"plans/acme.yaml": PLAN})
    assert check("plans", "--against", "HEAD").code == 0
    ran = check("plans", "--against", "HEAD", "--max-change", "5%", "--format", "json")
    assert [it[0] for it in of_changes(ran)] == ["RP905"]
    said = [it["message"] for it in ran.document["diagnostics"] if it["code"] == "RP905"]
    assert "has no answer" in said[0]


def test_plans_are_found_from_any_folder_and_by_any_path(made: Made, check) -> None:
    made.write({"plans/acme.yaml": ADDED})
    for words, folder in ((["."], "plans"), ([str(made.folder / "plans")], "."),
                          (["../plans/acme.yaml"], "plans")):  # fmt: skip
        ran = check(*words, "--against", "main", "--format", "json", folder=made.folder / folder)
        assert [it[0] for it in of_changes(ran)] == ["RP903"], words


def test_what_the_user_ignores_is_not_told_and_a_limit_is_all_the_same(made: Made, check) -> None:
    made.write({"plans/acme.yaml": MOVED})
    asked = ["plans", "--against", "main", "--max-change", "1%", "--format", "json"]
    ran = check(*asked, "--ignore", "RP904", "--ignore", "RP905")
    assert [it[0] for it in of_changes(ran)] == ["RP905"]


def test_every_format_carries_what_a_change_does(made: Made, check) -> None:
    made.write({"plans/acme.yaml": ADDED})
    for name in ("text", "concise", "github", "gitlab", "sarif", "junit"):
        ran = check("plans", "--against", "main", "--format", name)
        assert "RP903" in ran.out, name
        assert ran.code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["plans", "--max-change", "5%"], "add --against REF"),
        (["plans", "--against", "nope"], 'there is no branch, tag or commit "nope"'),
        (["plans", "--against", "--output=pwned"], "there is no branch, tag or commit"),
        (["-", "--against", "main"], "name the plan's file instead of -"),
        (["plans", "-", "--against", "main"], "name the plan's file instead of -"),
        (["plans", "--against", "main..HEAD"], "expects one commit"),
        (["plans", "--against", "main", "--max-change", "-5%"], "a limit has no sign"),
        (["plans", "--against", "main", "--max-change", "much"], "--max-change:"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(check, words: list[str], says: str) -> None:
    ran = check(*words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_shallow_clone_says_what_to_set(made: Made, tmp_path: Path) -> None:
    made.commit("More", {"plans/acme.yaml": ADDED})
    shallow = cloned(made, tmp_path / "shallow", "--depth", "1", "--branch", "change")
    program = Revplan(shallow.folder)
    program.environment["HOME"] = str(tmp_path)
    ran = program("check", "plans", "--against", "main")
    assert ran.code == 2
    assert "fetch-depth: 0" in ran.err


def test_outside_a_repository_there_is_nothing_to_hold_against(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    ran = Revplan(tmp_path)("check", "plan.yaml", "--against", "main")
    assert ran.code == 2
    assert "is not in a git repository" in ran.err


FUNNEL = """funnel:
  average_deal: {value: 60k, last_year: 40k, because: "sold in pairs"}
  stages:
    lead: {conversion: 20%, last_year: 20%}
    proposal: {conversion: 30%, last_year: 20%, because: "a new proposal desk"}
"""
COMPANY = """revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
segments:
  emea:
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
"""


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def asked_again(ran: Ran) -> list[tuple[str, str]]:
    found = ((it["code"], it.get("path", "")) for it in ran.document["diagnostics"])
    return [it for it in found if it[0] in ("RP312", "RP345")]


@pytest.mark.parametrize(
    ("base", "above"),
    [(PLAN + FUNNEL, ""), (COMPANY + indented(FUNNEL), "segments.emea.")],
    ids=["plan", "segment"],
)
def test_a_number_that_went_further_for_an_old_reason_is_asked_about_again(
    made: Made, check, base: str, above: str
) -> None:
    made.switch("main")
    made.commit("A funnel", {"plans/acme.yaml": base})
    made.branch("further")
    made.write({"plans/acme.yaml": base.replace("60k", "70k").replace("30%, last", "35%, last")})
    words = ("plans/acme.yaml", "--against", "main", "--format", "json")
    assert asked_again(check(*words)) == [
        ("RP345", f"{above}funnel.average_deal"),
        ("RP312", f"{above}funnel.stages.proposal.conversion"),
    ]
    assert asked_again(check(*words[:1], "--format", "json")) == []
    waiver = '{rule: RP345, because: "pairs became threes"}'
    text = (made.folder / "plans/acme.yaml").read_text()
    text = (
        text.replace("waivers:\n", f"waivers:\n  - {waiver}\n")
        if "waivers" in text
        else (f"{text}waivers: [{waiver}]\n")
    )
    made.write({"plans/acme.yaml": text})
    assert asked_again(check(*words)) == [("RP312", f"{above}funnel.stages.proposal.conversion")]


def test_a_waiver_of_what_only_a_comparison_finds_is_used_by_it(made: Made, check) -> None:
    stream = "new_streams: {repairs: {amount: 900k, starts: 2027-04}}\n"
    waiver = '  - {rule: RP329, because: "signed for the year, whenever it begins"}\n'
    before = OTHER.replace("waivers:", stream + "waivers:")
    made.commit("before", {"plans/acme.yaml": before})
    made.write({"plans/acme.yaml": before.replace("2027-04", "2027-10")})
    assert "RP329" in check("plans/acme.yaml", "--against", "HEAD").out
    made.write({"plans/acme.yaml": before.replace("2027-04", "2027-10") + waiver})
    assert "RP329" not in check("plans/acme.yaml", "--against", "HEAD", "--ignore", "RP903").out
    assert "RP901" not in check("plans/acme.yaml").out


def test_a_segment_s_own_waiver_of_what_only_a_comparison_finds_holds(made: Made, check) -> None:
    company = COMPANY + "    new_streams: {repairs: {amount: 900k, starts: 2027-04}}\n"
    waiver = '    waivers: [{rule: RP329, because: "signed for the year, whenever it begins"}]\n'
    made.commit("A company", {"plans/acme.yaml": company})
    later = company.replace("2027-04", "2027-10")
    made.write({"plans/acme.yaml": later})
    assert "RP329" in check("plans/acme.yaml", "--against", "HEAD").out
    made.write({"plans/acme.yaml": later + waiver})
    assert "RP329" not in check("plans/acme.yaml", "--against", "HEAD").out


def test_what_a_change_does_in_a_segment_s_file_is_told_once(made: Made, check) -> None:
    stream = "new_streams: {repairs: {amount: 900k, starts: 2027-04}}\n"
    emea = OTHER.replace("waivers:", FUNNEL + stream + "waivers:")
    company = COMPANY.partition("  emea:")[0] + "  emea: {plan: emea.yaml}\n"
    made.commit("A company", {"plans/acme.yaml": company, "plans/emea.yaml": emea})
    waived = '  - {rule: RP303, because: "none"}\n'
    moved = emea.replace("60k", "70k").replace("2027-04", "2027-10") + waived
    made.write({"plans/emea.yaml": moved})
    words = (
        "--against",
        "HEAD",
        "--select",
        "RP345",
        "--select",
        "RP329",
        "--select",
        "RP903",
        "--format",
        "json",
    )
    for asked in (["plans"], ["plans/emea.yaml"], ["plans/emea.yaml", "plans/acme.yaml"]):
        found = check(*asked, *words).document["diagnostics"]
        assert sorted(it["code"] for it in found) == ["RP329", "RP345", "RP903"], asked
