"""Segments in files of their own: what is read, what is refused, and what is never shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import Revplan
from plan_texts import HEAD

SECRET = "s3cr3t-98765432101"
BODY = """revplan: 1
name: EMEA
fiscal_year: 2027
currency: USD
prior_year: {revenue: 4M}
target: {growth: 40%}
churn: {rate: 25%}
"""
AMER = "  amer: {prior_year: {revenue: 6M}, target: {growth: 50%}, churn: {rate: 30%}}\n"


def company(emea: str, more: str = "") -> str:
    return f"{HEAD}{more}segments:\n  emea: {emea}\n{AMER}"


@pytest.fixture
def tree(revplan: Revplan) -> Path:
    """A folder of plans, beside files that no plan of it may show."""
    wrong = f"revplan: 1\nname: {SECRET}\n{SECRET}: [\n"
    above, root = revplan.folder, revplan.folder / "group"
    for folder in (root / "sub", root / ".h", above / "outside", above / "group-evil"):
        folder.mkdir(parents=True)
    for place in ("secret.yaml", "outside/s.yaml", "group-evil/s.yaml", "group/.hidden.yaml",
                  "group/.h/s.yaml"):  # fmt: skip
        (above / place).write_text(wrong)
    for place in ("ok.yaml", "sub/ok.yaml"):
        (root / place).write_text(BODY)
    for name, to in (("out.yaml", "../secret.yaml"), ("in.yaml", "ok.yaml"),
                     ("hid.yaml", ".hidden.yaml"), ("zero.yaml", "/dev/zero"),
                     ("loop.yaml", "loop.yaml"), ("evil", "../group-evil"),
                     ("outd", "../outside"), ("ind", "sub")):  # fmt: skip
        (root / name).symlink_to(to)
    os.mkfifo(root / "fifo.yaml")
    (root / "folder.yaml").mkdir()
    (root / "latin.yaml").write_bytes(b"revplan: 1\nname: \xe9\n")
    (root / "large.yaml").write_bytes(b"#" * 2_000_000)
    return root


FIT = ["ok.yaml", "./ok.yaml", "in.yaml", "sub/ok.yaml", "ind/ok.yaml"]


@pytest.mark.parametrize("path", FIT)
def test_a_file_of_the_folder_is_read_through_links_that_stay_in_it(
    path: str, tree: Path, revplan: Revplan
) -> None:
    (tree / "acme.yaml").write_text(company(f"{{plan: {path}}}"))
    (tree / "whole.yaml").write_text(company("{" + ", ".join(BODY.splitlines()[4:]) + "}"))
    ran = revplan("gap", "group/acme.yaml", "--format", "json")
    assert ran.code == 0
    whole = revplan("gap", "group/whole.yaml", "--format", "json").document["result"]
    found = ran.document["result"]
    assert found["segments"][0].pop("plan") == path
    for key in ("bridge", "months", "quarters", "lines", "segments"):
        assert found[key] == whole[key]
    ran = revplan("diff", "group/whole.yaml", "group/acme.yaml", "--format", "json")
    result = ran.document["result"]
    assert (ran.code, result["change"], result["text_changed"]) == (0, "0", True)
    assert [it["path"] for it in result["changes"] if "effect" not in it] == [
        "segments.emea.name",
        "segments.emea.plan",
    ]
    assert len(result["changes"]) == 2


UNFIT = {
    "../secret.yaml": "leads out of the plan's folder",
    "sub/../../secret.yaml": "leads out of the plan's folder",
    "/etc/passwd": "does not start from the plan's folder",
    "~/secret.yaml": "does not start from the plan's folder",
    r"..\secret.yaml": "is not a file name that works everywhere",
    "http://127.0.0.1/s.yaml": "is not a file name that works everywhere",
    "file:///etc/passwd": "is not a file name that works everywhere",
    "con.yaml": "is not a file name that works everywhere",
    "sub//ok.yaml": "is not a file name that works everywhere",
    "out.yaml": "is a link that leads out of the plan's folder",
    "outd/s.yaml": "is a link that leads out of the plan's folder",
    "evil/s.yaml": "is a link that leads out of the plan's folder",
    "zero.yaml": "is a link that leads out of the plan's folder",
    "hid.yaml": "is a link to a hidden file",
    ".hidden.yaml": "is a hidden file",
    ".h/s.yaml": "is a hidden file",
    "fifo.yaml": "is not a regular file",
    "folder.yaml": "cannot be read: Is a directory",
    "missing.yaml": "is not there",
    "loop.yaml": "cannot be read: Too many levels of symbolic links",
    "secret.txt": "is not a plan file: its name must end in .yaml or .yml",
    "acme.yaml": "leads round in a circle: acme.yaml -> acme.yaml",
}


@pytest.mark.parametrize("path", UNFIT)
def test_what_is_no_file_of_the_folder_is_refused_where_it_is_named(
    path: str, tree: Path, revplan: Revplan
) -> None:
    (tree / "acme.yaml").write_text(company(f"{{plan: '{path}'}}"))
    ran = revplan("gap", "group/acme.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f'group/acme.yaml:6:16: error[RP126]: "{path}" {UNFIT[path]}'
    assert ran.err.count("error[") == 1
    assert SECRET not in ran.err


@pytest.mark.parametrize("path", ["out.yaml", "outd/s.yaml", "../secret.yaml", "hid.yaml"])
def test_no_command_and_no_format_shows_a_byte_of_a_file_outside(
    path: str, tree: Path, revplan: Revplan
) -> None:
    (tree / "acme.yaml").write_text(company(f"{{plan: '{path}'}}"))
    (tree / "fine.yaml").write_text(company("{plan: ok.yaml}"))
    plan = "group/acme.yaml"
    asked = [["gap", plan, "--format", it] for it in ("text", "json", "csv", "markdown")]
    asked += [
        ["check", plan, "--format", it]
        for it in ("text", "concise", "json", "github", "gitlab", "sarif", "junit")
    ]
    asked += [[it, plan] for it in ("funnel", "capacity", "budget", "show", "textconv")]
    asked += [["explain", plan, "new_business"], ["check", "group"], ["gap", "group"]]
    asked += [["diff", "group/fine.yaml", plan], ["diff", plan, "group/fine.yaml"]]
    asked += [["gap", plan, "--set", "segments.emea.churn.rate=20%"], ["log", plan]]
    for words in asked:
        ran = revplan(*words)
        assert SECRET not in ran.out + ran.err, words
        assert "Traceback" not in ran.err, words
        assert "internal error" not in ran.out + ran.err, words
        assert ran.code != 0 or words[0] == "textconv", words


@pytest.mark.parametrize(
    ("emea", "told"),
    [
        ("{plan: }", "6:10: error[RP103]: plan has no value"),
        ("{plan: [ok.yaml]}", "6:10: error[RP106]: plan expects a file's name, not a list"),
        ("{plan: {a: b}}", "6:10: error[RP106]: plan expects a file's name, not a mapping"),
        ("[]", "6:3: error[RP106]: emea expects a mapping, not a list"),
        ("ok.yaml", "6:9: error[RP106]: emea expects a mapping, not a single value"),
        (
            "{plan: ok.yaml, churn: {rate: 1%}}",
            "6:25: error[RP107]: churn does not go with plan, which names a whole file",
        ),
    ],
)
def test_what_a_segment_may_not_be(emea: str, told: str, tree: Path, revplan: Revplan) -> None:
    (tree / "acme.yaml").write_text(company(emea))
    ran = revplan("gap", "group/acme.yaml")
    assert ran.code == 2
    assert ran.err.splitlines()[0] in {
        f"group/acme.yaml:{told}",
        f"group/acme.yaml:{told.replace('6:25', '6:19').replace('6:9', '6:3')}",
    }
    assert ran.err.count("error[") == 1


def test_a_circle_of_three_is_told_once_where_it_closes(tree: Path, revplan: Revplan) -> None:
    for here, there in (("a", "b"), ("b", "c"), ("c", "a")):
        (tree / f"{here}.yaml").write_text(f"{HEAD}segments: {{emea: {{plan: {there}.yaml}}}}\n")
    ran = revplan("check", "group/a.yaml", "--format", "concise")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        'group/c.yaml:5:25: error[RP126]: "a.yaml" leads round in a circle: '
        "a.yaml -> b.yaml -> c.yaml -> a.yaml"
    ]


def test_a_folder_that_holds_a_circle_does_not_pass(tree: Path, revplan: Revplan) -> None:
    folder = tree / "circle"
    folder.mkdir()
    for here, there in (("a", "b"), ("b", "c"), ("c", "a")):
        (folder / f"{here}.yaml").write_text(f"{HEAD}segments: {{emea: {{plan: {there}.yaml}}}}\n")
    ran = revplan("check", "group/circle", "--format", "json")
    told = [(it["code"], it["file"], it["line"]) for it in ran.document["diagnostics"]]
    assert told == [("RP126", f"group/circle/{name}.yaml", 5) for name in "abc"]
    assert (ran.code, ran.document["result"]["passed"]) == (1, 0)


def test_segments_may_lie_eight_levels_deep_and_no_deeper(revplan: Revplan) -> None:
    def nested(levels: int) -> str:
        body = "{" + ", ".join(BODY.splitlines()[4:]) + "}"
        for level in range(levels - 1):
            body = f"{{segments: {{s{level}: {body}}}}}"
        return f"{HEAD}segments: {{top: {body}}}\n"

    assert revplan("gap", "-", stdin=nested(4)).code == 0
    for levels, code in ((8, 0), (9, 2)):
        for level in range(levels):
            inner = f"segments: {{down: {{plan: deep{level + 1}.yaml}}}}\n"
            (revplan.folder / f"deep{level}.yaml").write_text(HEAD + inner)
        (revplan.folder / f"deep{levels}.yaml").write_text(BODY)
        ran = revplan("gap", "deep0.yaml")
        assert ran.code == code, ran.err
        assert "more than 8 levels deep" in ran.err or not code


def test_errors_of_two_files_are_told_each_at_its_place(tree: Path, revplan: Revplan) -> None:
    (tree / "ok.yaml").write_text(BODY.replace("25%", "250"))
    (tree / "acme.yaml").write_text(company("{plan: ok.yaml}").replace("30%", "300"))
    ran = revplan("check", "group/acme.yaml")
    assert ran.code == 1
    told = [line for line in ran.out.splitlines() if "error[" in line]
    assert [line.split(" ")[0] for line in told] == ["group/acme.yaml:7:74:", "group/ok.yaml:7:15:"]
    assert "     7 | churn: {rate: 250}" in ran.out
    lines = revplan("check", "group/acme.yaml", "--format", "github").out.splitlines()
    assert [line.split("file=")[1].split(",")[0] for line in lines if line.startswith("::error")] \
        == ["group/acme.yaml", "group/ok.yaml"]  # fmt: skip


def test_a_file_that_is_not_utf_8_or_too_large_is_told_under_its_own_name(
    tree: Path, revplan: Revplan
) -> None:
    for name, told in (("latin", "2:7: error[RP002]"), ("large", "1:1: error[RP001]")):
        (tree / "acme.yaml").write_text(company(f"{{plan: {name}.yaml}}"))
        ran = revplan("gap", "group/acme.yaml")
        assert (ran.code, ran.err.startswith(f"group/{name}.yaml:{told}")) == (2, True)
        assert ran.err.count("error[") == 1


def test_plan_names_a_file_in_a_segment_alone(tree: Path, revplan: Revplan) -> None:
    (tree / "ok.yaml").write_text(f"{BODY}plan: other.yaml\n")
    (tree / "acme.yaml").write_text(company("{plan: ok.yaml}"))
    for plan in ("group/ok.yaml", "group/acme.yaml"):
        ran = revplan("gap", plan)
        assert ran.code == 2
        assert ran.err.startswith("group/ok.yaml:8:1: error[RP107]: plan names the file of a")


UNLIKE = {
    "fiscal_year: 2026": "fiscal_year 2026, and the plan above it has 2027",
    "basis: arr": "basis arr, and the plan above it has revenue",
    "starts: 2027-04": "starts 2027-04, and the plan above it has 2027-01",
    "currency: EUR, starts: 2027-04": "starts 2027-04, and the plan above it has 2027-01",
}


@pytest.mark.parametrize("said", UNLIKE)
def test_a_segment_has_the_year_and_the_basis_of_the_company(said: str, revplan: Revplan) -> None:
    prior = "arr" if "arr" in said else "revenue"
    text = company(
        f"{{{said}, prior_year: {{{prior}: 1M}}, target: {{growth: 1%}}}}", "fx: {EUR: 2}\n"
    )
    ran = revplan("gap", "-", stdin=text)
    assert ran.code == 2
    assert f"error[RP126]: emea is a plan with {UNLIKE[said]}" in ran.err


def test_what_a_segment_inherits_and_cannot_bear_is_told_at_the_segment(revplan: Revplan) -> None:
    japan = "{currency: JPY, prior_year: {revenue: 100}, target: {growth: 40%}}"
    text = company(japan, "phasing: {rounding: 0.01}\nfx: {JPY: 0.01}\n")
    ran = revplan("gap", "-", stdin=text)
    assert ran.code == 2
    assert ran.err.startswith(
        "<stdin>:8:3: error[RP121]: a rounding of 0.01 is finer than the minor unit of JPY; emea "
        "has phasing from the plan above it"
    )
    assert "or give emea phasing of its own" in ran.err
    assert ran.err.count("error[") == 1


def test_what_is_wrong_above_is_told_there_and_once(revplan: Revplan) -> None:
    ran = revplan("gap", "-", stdin=company("{prior_year: {revenue: 1}, target: {growth: 1%}}",
                                            "phasing: {rounding: 5}\n"))  # fmt: skip
    assert ran.err.startswith("<stdin>:5:21: error[RP121]")
    assert ran.err.count("error[") == 1


def test_growth_of_a_company_is_growth_on_what_its_segments_had(revplan: Revplan) -> None:
    text = company("{prior_year: {revenue: 4M}, target: {growth: 40%}}", "target: {growth: 50%}\n")
    assert revplan("gap", "-", "-f", "json", stdin=text).document["result"]["bridge"]["target"] \
        == "15000000"  # fmt: skip
    nothing = "segments: {a: {prior_year: {revenue: 0}, target: {revenue: 1}}}"
    nothing = f"{HEAD}target: {{growth: 50%}}\n{nothing}\n"
    ran = revplan("gap", "-", stdin=nothing)
    assert (ran.code, ran.err.split(" ")[1]) == (2, "error[RP123]:")


def test_a_pipe_with_a_name_finds_the_segments_beside_it(tree: Path, revplan: Revplan) -> None:
    text = company("{plan: ok.yaml}")
    assert revplan("gap", "-", "--stdin-filename", "group/acme.yaml", stdin=text).code == 0
    ran = revplan("gap", "-", stdin=text)
    assert (ran.code, "is not there" in ran.err) == (2, True)
    ran = revplan("gap", "-", "--stdin-filename", "group/x.yaml", stdin=company("{plan: out.yaml}"))
    assert (ran.code, SECRET in ran.err, "leads out" in ran.err) == (2, False, True)


def test_a_folder_of_a_company_and_its_segments_is_told_once(revplan: Revplan) -> None:
    folder = revplan.folder / "group"
    folder.mkdir()
    (folder / "acme.yaml").write_text(company("{plan: emea.yaml}"))
    (folder / "emea.yaml").write_text(BODY)
    found = revplan("check", "group", "--format", "json").document["diagnostics"]
    places = [(it["code"], it["message"], it["file"], it["line"], it["column"]) for it in found]
    assert len(set(places)) == len(places), places
    ran = revplan("gap", "group")
    assert "1 plan is a segment of group/acme.yaml: not added up again." in ran.err


def test_what_is_set_in_a_segment_moves_the_company(tree: Path, revplan: Revplan) -> None:
    (tree / "acme.yaml").write_text(company("{plan: ok.yaml}"))
    at = "segments.emea.churn.rate=20%"
    found = revplan("gap", "group/acme.yaml", "--set", at, "-f", "json").document["result"]
    assert (found["bridge"]["churned"], found["plan"]["set"]) == ("2600000", [at])
    ran = revplan("gap", "group/acme.yaml", "--set", "segments.emea.churn.rat=20%")
    assert (ran.code, "Traceback" in ran.err) == (2, False)
    assert revplan("gap", "group/acme.yaml", "--set", "segments.asia.churn.rate=20%").code == 2


def test_a_company_pins_figures_of_its_segments(tree: Path, revplan: Revplan) -> None:
    for pin, code in (("2.6M", 0), ("2.5M", 1)):
        more = f"expect: {{segments.emea.new_business: {pin}}}\n"
        (tree / "acme.yaml").write_text(company("{plan: ok.yaml}", more))
        ran = revplan("check", "group/acme.yaml", "--format", "json")
        assert ran.code == code, ran.out + ran.err
        found = ran.document["diagnostics"]
        told = [it["line"] for it in found if it["code"] == "RP202"]
        assert told == ([5] if code else [])


def test_a_segment_is_waived_in_its_own_file(tree: Path, revplan: Revplan) -> None:
    (tree / "acme.yaml").write_text(company("{plan: ok.yaml}"))

    def codes() -> list[tuple[str, str]]:
        found = revplan("check", "group/acme.yaml", "--format", "json").document["diagnostics"]
        return [(it["code"], it["file"]) for it in found]

    before = codes()
    assert ("RP302", "group/ok.yaml") in before
    (tree / "ok.yaml").write_text(f'{BODY}waivers: [{{rule: RP302, because: "none planned"}}]\n')
    assert ("RP302", "group/ok.yaml") not in codes()
    assert not any(code == "RP901" for code, _ in codes())
    assert len(codes()) == len(before) - 1


def test_json_says_which_file_a_segment_has(tree: Path, revplan: Revplan) -> None:
    (tree / "acme.yaml").write_text(company("{plan: sub/ok.yaml}"))
    found = json.loads(revplan("gap", "group/acme.yaml", "-f", "json").out)["result"]["segments"]
    assert [(it["segment"], it.get("plan")) for it in found] \
        == [("emea", "sub/ok.yaml"), ("amer", None)]  # fmt: skip


def test_explain_says_where_a_segments_numbers_stand_and_what_they_are_rounded_to(
    tree: Path, revplan: Revplan
) -> None:
    (tree / "ok.yaml").write_text(f"{BODY}phasing: {{rounding: 0.01}}\n")
    (tree / "acme.yaml").write_text(company("{plan: ok.yaml}"))
    ran = revplan("explain", "group/acme.yaml", "churned")
    assert ran.code == 0
    assert "q() rounds to 1, in segments.emea.local to 0.01, halves away from zero." in ran.out
    said = [line.split() for line in ran.out.splitlines()]
    assert ["segments.emea.churn.rate", "25%", "group/ok.yaml:7:15"] in said
    assert ["segments.amer.churn.rate", "30%", "group/acme.yaml:7:74"] in said
