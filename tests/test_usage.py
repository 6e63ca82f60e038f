"""Command lines that are wrong: one line in the program's own words, with what to type; exit 2."""

import contextlib
import json
import re
import shlex

import pytest
from conftest import Listener, Ran, Revplan
from plan_texts import ACME
from repositories import repository

from revplan.workspace.progress import PLANS
from revplan.workspace.versions import between


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["init", "--zzz", "3M"],
         "there is no option --zzz for init; revplan init --help lists them"),
        (["gap", "a.yaml", "--formt", "json"],
         "there is no option --formt for gap; did you mean --format?"),
        (["check", "a.yaml", "--igonre=RP302"],
         "there is no option --igonre for check; did you mean --ignore?"),
        (["gap", "a.yaml", "-z"],
         "there is no option -z for gap; revplan gap --help lists them"),
        (["--vresion"], "there is no option --vresion; did you mean --version?"),
        (["gap"], "gap needs PLAN: revplan gap plan.yaml; revplan gap --help says more"),
        (["gap", "a.yaml", "-o"],
         "-o needs a value: -o FILE; revplan gap --help says more"),
        (["gap", "a.yaml", "--set"],
         "--set needs a value: --set PATH=VALUE; revplan gap --help says more; a shell reads * "
         "and { itself: write --set 'PATH=VALUE', in single quotes"),
        (["gap", "a.yaml", "--force=1"], "--force takes no value: write --force alone"),
        (["show", "a.yaml", "b"],
         'show takes PLAN; "b" is too many; revplan show --help says more'),
        (["explain", "a.yaml", "gap", "b", "c"],
         'explain takes PLAN and FIGURE; "b" and "c" are too many; revplan explain --help says '
         "more"),
        (["schema", "a"],
         'schema takes no words; "a" is too many; revplan schema --help says more'),
        (["gapp", "a.yaml"], 'there is no command gapp; did you mean "gap"?'),
        (["zzz"], "there is no command zzz; there is init, gap, funnel, capacity or budget; "
         "revplan --help lists all"),
        (["budgeting"],
         "there is no command budgeting; the nearest is budget; revplan --help lists all"),
        (["schema", *"abcdefg"],
         'schema takes no words; "a", "b", "c", "d" and 3 others are too many; revplan schema '
         "--help says more"),
        (["plans/a.yaml"], '"plans/a.yaml" is not a command; write revplan gap plans/a.yaml'),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_what_to_type(
    words: list[str], said: str, revplan: Revplan
) -> None:
    done = revplan(*words)
    assert (done.code, done.out, done.err) == (2, "", f"error: {said}\n")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("team/acme.yaml", "; did you mean team/acme-2031.yaml?"),
        ("team/acme-2031", "; did you mean team/acme-2031.yaml?"),
        ("team/amce-2031.yaml", "; did you mean team/acme-2031.yaml?"),
        ("taem/acme-2031.yaml", "; did you mean team/acme-2031.yaml?"),
        ("acme-2031.yaml", "; did you mean team/acme-2031.yaml?"),
        ("team/shop", "; the nearest are team/shop-2030.yaml and team/shop-2031.yaml"),
        ("team/x.yaml", ""),
        ("elsewhere/x.yaml", ""),
    ],
)
@pytest.mark.parametrize(("command", "what"), [("explain", "file"), ("check", "file or folder")])
def test_a_plan_that_is_not_there_is_told_which_are(
    command: str, what: str, path: str, meant: str, revplan: Revplan
) -> None:
    (revplan.folder / "team").mkdir()
    for name in ("acme-2031.yaml", "shop-2030.yaml", "shop-2031.yaml", "notes.txt"):
        (revplan.folder / "team" / name).write_text(ACME)
    done = revplan(command, path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: there is no {what} {path}{meant}\n"


def test_of_many_plans_that_may_be_meant_five_are_named(revplan: Revplan) -> None:
    for number in range(1, 8):
        (revplan.folder / f"shop-{number}.yaml").write_text(ACME)
    near = "shop-1.yaml, shop-2.yaml, shop-3.yaml, shop-4.yaml and shop-5.yaml"
    assert revplan("gap", "shop").err == f"error: there is no file shop; the nearest are {near}\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("churn: {rate: 30%, low: 1}",
         "the keys here are rate, amount, annual_rate, monthly_rate and 3 others; revplan key "
         "churn lists all"),
        ("churn: {rate: {value: 30%, reason: x}}", "the keys here are value, low, high, source "
         "and note"),
        ("fx: {EUR: {per: 0.92, bank: ECB}}", "the keys here are per, value, low, high, source "
         "and note"),
        ("funnel: {average_deal: 40k, sources: {search: {kind: net, leads: 9, leads_then: 9}}}",
         "the nearest key here is leads; leads says: leads of the year, or 12 monthly ones; "
         "revplan key funnel.sources lists all"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_told_the_nearest_and_what_lists_them_all(
    line: str, says: str, revplan: Revplan
) -> None:
    kept = "".join(it for it in ACME.splitlines(True) if not line.startswith(it.split(":")[0]))
    (revplan.folder / "a.yaml").write_text(f"{kept}{line}\n")
    found = json.loads(revplan("check", "a.yaml", "--format", "json").out)["diagnostics"]
    assert says in [it.get("hint") for it in found]
    for command in re.findall("revplan (key [a-z_.]+) lists all", says):
        assert revplan(*command.split()).code == 0


def test_a_dash_after_o_is_standard_output_in_every_format(revplan: Revplan) -> None:
    (revplan.folder / "a.yaml").write_text(ACME)
    for words in (["gap", "a.yaml"], ["gap", "a.yaml", "--format", "json"], ["schema"]):
        assert revplan(*words, "-o", "-").out == revplan(*words).out
    assert not (revplan.folder / "-").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", ""],
         '-o needs a file: "" is not one; write -o answer.json, or -o - for standard output'),
        (["-o", "out"], "out is a folder; name a file in it, such as out/answer"),
        (["-o", "out/", "--force"], "out/ is a folder; name a file in it, such as out/answer"),
        (["-o", "new/"], "new/ is a folder; name a file in it, such as new/answer"),
        (["-o", "a b/"], "a b/ is a folder; name a file in it, such as 'a b/answer'"),
    ],
)  # fmt: skip
def test_what_is_no_name_of_a_file_is_refused(
    words: list[str], said: str, revplan: Revplan
) -> None:
    (revplan.folder / "a.yaml").write_text(ACME)
    (revplan.folder / "out").mkdir()
    done = revplan("gap", "a.yaml", *words)
    assert (done.code, done.out, done.err) == (2, "", f"error: {said}\n")
    assert list((revplan.folder / "out").iterdir()) == []


def test_an_answer_that_is_not_written_says_that_alone(revplan: Revplan) -> None:
    (revplan.folder / "a.yaml").write_text(ACME)
    (revplan.folder / "out.txt").write_text("mine")
    for command in ("gap", "check"):
        done = revplan(command, "a.yaml", "-o", "out.txt")
        told = "error: out.txt is already there; --force replaces it\n"
        assert (done.code, done.out, done.err) == (2, "", told)
        done = revplan(command, "a.yaml", "-o", "new place/out.txt")
        assert done.err == (
            "error: cannot write new place/out.txt: there is no folder new place; make it first: "
            "mkdir -p 'new place'\n"
        )


@pytest.mark.parametrize(
    "name", ["my plan.yaml", "-y.yaml", "it's.yaml", "a;b$HOME.yaml", "*.yaml", "-d/a b.yaml"]
)
def test_what_one_is_told_to_type_with_a_path_runs(name: str, revplan: Revplan) -> None:
    (revplan.folder / "-d").mkdir()
    wrote = revplan("init", "--", name)
    asked = type_again(revplan, wrote.err.partition("next: ")[2])
    assert (wrote.code, asked.code) == (0, 0)
    checked = type_again(revplan, asked.err.rpartition(": ")[2])
    assert f"{name}:" in checked.out
    (revplan.folder / name).with_name("revplan.schema.json").write_text("{}\n")
    stale = revplan("check", "-v", "--", name)
    renewed = type_again(revplan, stale.err.partition("to renew it: ")[2].splitlines()[0])
    assert (renewed.code, renewed.err.startswith("wrote ")) == (0, True)
    if not name.startswith("-"):
        called = revplan(name)
        assert called.code == 2
        assert type_again(revplan, called.err.partition("; write ")[2]).code == 0


def type_again(revplan: Revplan, line: str) -> Ran:
    """What a line does that somebody was told to type, as a shell takes it apart."""
    program, *words = shlex.split(line)
    assert program == "revplan"
    return revplan(*words)


def test_a_plan_from_a_pipe_is_not_sent_to_another_command(revplan: Revplan) -> None:
    assert revplan("gap", "-", stdin=ACME).err == ""


def test_a_month_without_its_figure_is_told_one(revplan: Revplan) -> None:
    (revplan.folder / "a.yaml").write_text(ACME)
    for asked in ("months.2027-03", "quarters.Q2"):
        told = f"a figure of it is meant: write {asked}.new_business"
        assert told in revplan("explain", "a.yaml", asked).err
        assert revplan("explain", "a.yaml", f"{asked}.new_business").code == 0


def test_help_takes_several_words_as_one(revplan: Revplan) -> None:
    assert revplan("help", "new", "business").out == revplan("help", "new business").out
    assert revplan("help", "new", "busyness").code == 2


@pytest.mark.parametrize(
    ("ignored", "said"),
    [
        (["RP201"], "RP201 cannot be ignored: it is an error that nothing waives.\n"),
        (["RP201", "commitments-short"],
         "RP201 cannot be ignored: it is an error that nothing waives.\n"),
        (["RP2"], "RP201 cannot be ignored: it is an error that nothing waives.\n"),
        (["RP302,RP201"], "RP201 cannot be ignored: it is an error that nothing waives.\n"),
        (["RP207", "RP201"],
         "RP201 and RP207 cannot be ignored: they are errors that nothing waives.\n"),
        (["RP302"], ""),
        (["RP901"], ""),
    ],
)  # fmt: skip
def test_what_cannot_be_ignored_is_said_once(
    ignored: list[str], said: str, revplan: Revplan
) -> None:
    (revplan.folder / "a.yaml").write_text(ACME + "commitments: {sales: {new_business: 1M}}\n")
    words = [word for code in ignored for word in ("--ignore", code)]
    done = revplan("check", "a.yaml", *words)
    assert "error[RP201]" in done.out
    assert (done.code, done.err) == (1, said)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_several_rules_are_named_with_commas_between(option: str, shared_revplan: Revplan) -> None:
    check = ("check", "plans/overpromised-2027.yaml", option)
    apart = shared_revplan(*check, "RP312", option, "spend-multiple-short")
    assert ("RP341" in apart.out, "RP311" in apart.out) == (
        (True, False) if option == "--select" else (False, True)
    )
    for together in ("RP312,spend-multiple-short", "rp312, RP341", ",RP312,,RP341,"):
        assert shared_revplan(*check, together) == apart
    ran = shared_revplan(*check, "RP302,no-upsel")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == 'error: there is no rule no-upsel; did you mean "no-upsell"?\n'
    assert shared_revplan(*check, ",").code == 2


@pytest.mark.parametrize(
    ("measure", "moved"),
    [
        ("new_business", "the new business"),
        ("grr", "the gross revenue retention"),
        ("months.2027-03.new_business", "the new business, 2027-03"),
        ("retained", '"Retained"'),
        ("upsell.more", '"more"'),
    ],
)
def test_a_title_goes_on_with_a_figure_s_name(measure: str, moved: str, revplan: Revplan) -> None:
    plan = ACME + "upsell: {more: {rate: 5%}}\n"
    (revplan.folder / "a.yaml").write_text(plan)
    (revplan.folder / "b.yaml").write_text(plan.replace("Acme", "Acme Inc").replace("5%", "6%"))
    done = revplan("diff", "a.yaml", "b.yaml", "--measure", measure)
    assert f"moved {moved}\n" in done.out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "label"), [(["gap", "many"], "Working out plans"), (["check", "many"], "Checking")]
)
def test_long_work_shows_a_count_on_a_terminal_and_nothing_in_a_pipe(
    words: list[str], label: str, revplan: Revplan
) -> None:
    (revplan.folder / "many").mkdir()
    for number in range(300):
        (revplan.folder / "many" / f"{number}.yaml").write_text(ACME)
    shown = revplan.terminal(*words, err_too=True).err
    first = re.search(r"(\w[\w ]+) .*?([0-9,]+ of [0-9,]+)", re.sub(r"\x1b\[[?0-9;]*\w", "", shown))
    assert first is not None
    assert first[2] == "0 of 300"  # at once, and not after the first plans
    assert label in first[1]
    assert "\x1b[2K" in shown[-200:]  # the line is taken away
    assert revplan.process(*words).err == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["gap plans", "check plans", "check plans --against HEAD", "diff HEAD -- plans"]
)
def test_long_work_that_is_to_be_quiet_shows_no_count(words: str, revplan: Revplan) -> None:
    made = repository(revplan.folder / "repo")
    names = [f"plans/{number}.yaml" for number in range(300)]
    made.commit("start", dict.fromkeys(names, ACME))
    made.write(dict.fromkeys(names, ACME.replace("50%", "60%")))
    there = Revplan(made.folder)
    command, *rest = words.split()
    count = re.compile("[0-9]+ of 300")
    assert count.search(there.terminal(command, *rest, err_too=True).err)
    assert not count.search(there.terminal(command, "-q", *rest, err_too=True).err)


def test_who_listens_is_told_how_far_reading_two_sides_is(revplan: Revplan) -> None:
    made = repository(revplan.folder / "repo")
    names = [f"plans/{number}.yaml" for number in range(3)]
    made.commit("start", dict.fromkeys(names, ACME))
    made.write(dict.fromkeys(names, ACME.replace("50%", "60%")))
    listener = Listener()
    with contextlib.chdir(made.folder):
        assert len(between([], ["plans"], progress=listener).pairs) == 3
    assert (listener.told, listener.steps) == (("Reading plans", 3, PLANS), 3)
