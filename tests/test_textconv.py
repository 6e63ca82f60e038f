"""`textconv`: git shows plans by what they say and come to, and never stops at one."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from conftest import LIMIT, ROOT, Revplan
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from plan_texts import ACME
from strategies import Plan, as_yaml, plans
from test_gallery import PLANS as GALLERY
from test_gallery import plan_bytes
from test_hostile import EACH_TEXT, broken_plan_of, commands_in, hidden_in, plan_of, ran
from tools import without_rights

from revplan import read_text, work_out
from revplan.views.textconv import figure_lines, plan_lines

SAYS = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year.revenue: 10,000,000
target.growth: 50%
churn.rate: 30%
"""
CONFIGURE = 'git config diff.revplan.textconv "revplan textconv"\n'
LINE = "plans/*.yaml diff=revplan"


def told(revplan: Revplan, plan: str | bytes) -> str:
    """What `textconv` prints of a text."""
    done = revplan("textconv", "-", stdin=plan)
    assert (done.code, done.err) == (0, "")
    assert "internal error" not in done.out
    return done.out


def said_by(text: str) -> list[str]:
    """The plan's own lines."""
    file = read_text(text)
    assert file.plan is not None, file.problems
    return list(plan_lines(file.plan))


def with_keys(**keys: str) -> str:
    """The plan with other values of its keys, or more of them."""
    lines = {line.partition(":")[0]: line for line in ACME.splitlines()}
    return "\n".join((lines | {key: f"{key}: {text}" for key, text in keys.items()}).values())


# What it prints


def test_it_prints_what_the_plan_says_and_what_it_comes_to(revplan: Revplan) -> None:
    months = "".join(
        f"months.2027-{month:02d} = target 1,250,000; retained 583,33{3 + (month % 3 == 2)};"
        f" new_business 666,66{7 - (month % 3 == 2)}\n"
        for month in range(1, 13)
    )
    figures = """\
prior_year = 10,000,000
churned = 3,000,000
retained = 7,000,000
target = 15,000,000
gap = 8,000,000
new_business = 8,000,000
grr = 70%
nrr = 70%
"""
    assert told(revplan, ACME) == f"{SAYS}\n{figures}{months}"


@pytest.mark.parametrize("amount", ["10M", "10_000_000", "1e7", '"10M"', "10000k", "10000000.00"])
@pytest.mark.parametrize("rate", ["30%", "0.30", "0.3", "30.0%", "'0.300'"])
def test_a_number_is_one_text_however_it_is_spelt(amount: str, rate: str) -> None:
    text = with_keys(prior_year=f"{{revenue: {amount}}}", churn=f"{{rate: {rate}}}")
    assert said_by(text) == SAYS.splitlines()


@pytest.mark.parametrize(
    ("growth", "shown"),
    [("12.345%", "12.345%"), ("-5%", "-5%"), ("-0.05", "-5%"), ("1", "100%"), ("1500%", "1,500%"),
     ("0", "0%"), ("0.00000000000000000001", "0.000000000000000001%")],
)  # fmt: skip
def test_a_rate_keeps_its_digits(growth: str, shown: str) -> None:
    assert f"target.growth: {shown}" in said_by(with_keys(target=f"{{growth: {growth}}}"))


def test_what_is_said_about_a_number_stands_below_it() -> None:
    churn = '{rate: {note: "a\\nb", high: 0.4, value: 30%, source: export, low: "28.50%"}}'
    assert said_by(with_keys(churn=churn))[6:] == [
        "churn.rate: 30%", "churn.rate.low: 28.5%", "churn.rate.high: 40%",
        "churn.rate.source: export", "churn.rate.note: a\nb",
    ]  # fmt: skip


def test_a_note_of_several_lines_stays_on_one(revplan: Revplan) -> None:
    churn = '{rate: {value: 30%, note: "a\\nchurn.rate: 10%"}}'
    assert "churn.rate.note: a\\nchurn.rate: 10%\n" in told(revplan, with_keys(churn=churn))


def test_twelve_amounts_stand_on_one_line_and_their_sources_below() -> None:
    months = ", ".join(["800k"] * 11 + ["{value: 1.2M, source: books}"])
    listed = ", ".join(["800,000"] * 11 + ["1,200,000"])
    assert said_by(with_keys(prior_year=f"{{monthly: [{months}]}}"))[4:6] == [
        f"prior_year.monthly: {listed}",
        "prior_year.monthly[12].source: books",
    ]


def test_last_years_churn_is_in_the_unit_of_this_years() -> None:
    rates = said_by(with_keys(churn="{last_year: 1, rate: 30%}"))
    assert rates[6:] == ["churn.rate: 30%", "churn.last_year: 100%"]
    amounts = said_by(with_keys(churn="{last_year: 1, amount: 3}"))
    assert amounts[6:] == ["churn.amount: 3", "churn.last_year: 1"]


def test_sections_stand_in_the_formats_order_and_lines_in_the_plans() -> None:
    text = """
waivers: [{because: because, rule: RP305, until: 2027-12}, {rule: RP301, because: so}]
expect: {upsell.b: 2k, new_business: -1_000.50}
commitments: {sales: {upsell: 1k}, cs: {new_business: 2k}}
phasing: {rounding: 0.01, late_start: false, seasonality: 445}
new_business: {recognition: {delay: 1, months: 6}}
upsell: {b: {starts: 2027-03, amount: 2k, ramp_months: 3}, a: {rate: 1%, confidence: 0.5}}
starts: 2027-01
basis: revenue
"""
    said = said_by(text.lstrip() + ACME)
    assert said[:7] == [
        "revplan: 1", "name: Acme", "fiscal_year: 2027", "starts: 2027-01", "currency: USD",
        "basis: revenue", "prior_year.revenue: 10,000,000",
    ]  # fmt: skip
    assert said[9:] == [
        "upsell.b.amount: 2,000",
        "upsell.b.starts: 2027-03",
        "upsell.b.ramp_months: 3",
        "upsell.a.rate: 1%",
        "upsell.a.confidence: 50%",
        "new_business.recognition.months: 6",
        "new_business.recognition.delay: 1",
        "phasing.seasonality: 445",
        "phasing.late_start: false",
        "phasing.rounding: 0.01",
        "commitments.sales.upsell: 1,000",
        "commitments.cs.new_business: 2,000",
        "expect.upsell.b: 2,000",
        "expect.new_business: -1,000.5",
        "waivers.RP305.because: because",
        "waivers.RP305.until: 2027-12",
        "waivers.RP301.because: so",
    ]


def test_figures_have_the_columns_of_gap_and_the_plans_rounding(revplan: Revplan) -> None:
    text = with_keys(
        upsell="{tier: {amount: 1.2M}}",
        new_business="{recognition: subscription}",
        phasing="{rounding: 0.01}",
    )
    figures = told(revplan, text).split("\n\n")[1].splitlines()
    assert figures[4:11] == [
        "gap = 8,000,000.00", "upsell = 1,200,000.00", "new_business = 6,800,000.00",
        "bookings = 13,600,000.00", "grr = 70%", "nrr = 82%", "upsell.tier = 1,200,000.00",
    ]  # fmt: skip
    columns = ["target", "retained", "upsell", "new_business", "bookings", "earned"]
    assert re.findall("[a-z_]+(?= [0-9])", figures[11]) == columns
    assert len(figures) == 11 + 12


@examples(12)
@given(plans(), st.data())
def test_two_writings_of_one_plan_are_one_text(plan: Plan, data: st.DataObject) -> None:
    one, other = (read_text(data.draw(as_yaml(plan))) for _ in range(2))
    respelt = read_text(data.draw(as_yaml(respelling(plan))))
    assert one.plan is not None
    assert other.plan is not None
    assert respelt.plan is not None, respelt.problems
    lines = list(plan_lines(one.plan))
    assert lines == list(plan_lines(other.plan)) == list(plan_lines(respelt.plan))
    assert list(figure_lines(work_out(one.plan))) == list(figure_lines(work_out(respelt.plan)))
    assert len({line.partition(": ")[0] for line in lines}) == len(lines)


AMOUNT = re.compile(r"[1-9][0-9]*000")
RATE = re.compile(r"(-?)0\.([0-9]{3})")


def respelling(part: Plan) -> Plan:
    """The plan with its round amounts in thousands, and its rates in percent."""
    return {key: _respelt(value, key) for key, value in part.items()}


def _respelt(value: object, key: str) -> object:
    if isinstance(value, dict):
        return {k: _respelt(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_respelt(entry, key) for entry in value]
    assert isinstance(value, str)
    if AMOUNT.fullmatch(value) and key not in ("name", "label", "note"):
        return value[:-3] + "k"
    rate = RATE.fullmatch(value) if key in ("rate", "growth", "confidence") else None
    return f"{rate[1]}{int(rate[2][:2])}.{rate[2][2]}%" if rate else value


# What is no plan


def test_a_plan_that_does_not_read_is_printed_as_it_is_below_its_problems(
    revplan: Revplan,
) -> None:
    broken = "# ours\r\n" + with_keys(churn="{rate: 30}", upsel="{}").replace("\n", "\r\n")
    problems, text = told(revplan, broken).split("\n\n")
    assert problems.splitlines() == [
        "# line 8: error[RP115]: 30 is not a rate: it would mean 3000%",
        '# line 9: error[RP104]: unknown key "upsel"',
    ]
    assert text == broken.replace("\r\n", "\n") + "\n"


def test_a_plan_that_cannot_be_worked_out_says_why_below_what_it_says(revplan: Revplan) -> None:
    overdrawn = with_keys(contraction="{rate: 90%}")
    said, why = told(revplan, overdrawn).split("\n\n")
    assert said == SAYS + "contraction.rate: 90%"
    assert re.fullmatch(r"# \S+: error\[RP204\]: .+\n", why)
    assert told(revplan, "# a remark\n\n" + overdrawn.replace("30%", "0.3")) == f"{said}\n\n{why}"


def test_of_very_many_problems_the_first_fifty_are_told(revplan: Revplan) -> None:
    lines = told(revplan, ACME + "".join(f"key{n}: 1\n" for n in range(60))).splitlines()
    assert lines[49:52] == ['# line 57: error[RP104]: unknown key "key49"', "# and 10 more", ""]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
def test_an_empty_file_is_its_problem_alone(text: str, revplan: Revplan) -> None:
    assert told(revplan, text).rstrip("\n") == "# line 1: error[RP006]: the plan is empty"


def test_no_kind_of_file_stops_it(revplan: Revplan) -> None:
    folder = revplan.folder
    (folder / "large.yaml").write_bytes(b"x" * 100_000_000)
    (folder / "nul.yaml").write_bytes(b"a\0b\n\xff")
    (folder / "wide.yaml").write_bytes(ACME.encode("utf-16"))
    (folder / "secret.yaml").write_text(ACME)
    (folder / "secret.yaml").chmod(0)
    (folder / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(folder / "pipe.yaml")
    expected = {
        "large.yaml": "# error[RP001]: the file is larger than 1,048,576 bytes\n",
        "pipe.yaml": "# error: this is not a regular file\n",
        "/dev/zero": "# error: this is not a regular file\n",
        "plans": "# error: this is a folder, not a plan's file\n",
        "nowhere.yaml": "# error: there is no such file\n",
        "": "# error: there is no such file\n",
        "loop.yaml": "# error: the file cannot be read: Too many levels of symbolic links\n",
        "x" * 300: "# error: the file cannot be read: File name too long\n",
        "nul.yaml": "# line 2: error[RP002]: the byte 0xff is not UTF-8\n\na\\x00b\n\ufffd\n",
        "wide.yaml": "# error[RP002]: the file is written in UTF-16\n\n" + ACME,
    }
    if os.geteuid():
        expected["secret.yaml"] = "# error: the file cannot be read: Permission denied\n"
    for name, text in expected.items():
        done = revplan("textconv", name)
        assert (name, done.code, done.out, done.err) == (name, 0, text, "")


def test_standard_input_may_be_closed(revplan: Revplan) -> None:
    done = revplan.shell("revplan textconv - <&-")
    assert (done.code, done.out, done.err) == (0, "# error: standard input is closed\n", "")


def test_a_bug_of_ours_does_not_stop_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("revplan.cli.textconv.plan_lines", broken)
    (tmp_path / "plan.yaml").write_text(ACME)
    done = ran(tmp_path, "textconv", "plan.yaml")
    assert done.code == 0
    assert done.out.startswith("# internal error: KeyError. This is a bug in revplan; ")
    assert done.out.endswith(f"\n\n{ACME}")


@pytest.mark.slow
def test_every_plan_of_the_gallery_is_shown(tmp_path: Path) -> None:
    shown = {path.stem: shown_whole(plan_bytes(path), tmp_path) for path in GALLERY}
    assert [name for name, it in shown.items() if it is None] == []
    as_plans = {name for name, it in shown.items() if it}
    read = {path.stem for path in GALLERY if read_text(_text(path)).plan is not None}
    assert as_plans == read | {"rp126-pipe"}


def shown_whole(data: bytes, folder: Path) -> bool | None:
    """Whether a file is shown as a plan, not as its problems; None where it is not shown well."""
    (folder / "plan.yaml").write_bytes(data)
    done = ran(folder, "textconv", "plan.yaml")
    as_plan = done.out.startswith("revplan: 1\n")
    if (done.code, done.err, hidden_in(done.out)) != (0, "", []) or "internal error" in done.out:
        return None
    return as_plan if as_plan or done.out.startswith("# ") else None


def _text(path: Path) -> str:
    return plan_bytes(path).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("path", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_shipped_plan_is_shown(path: Path, shared_revplan: Revplan) -> None:
    done = shared_revplan("textconv", f"plans/{path.name}")
    assert done.code == 0
    if "{plan: " in path.read_text(encoding="utf-8"):  # git hands over one file, without its folder
        assert done.out.startswith("revplan: 1\n")
        assert (
            "\nsegments.dublin.plan: consulting-2027/dublin.yaml\n\n# no figures here" in done.out
        )
        return
    assert "new_business = " in done.out
    assert "#" not in done.out


@EACH_TEXT
def test_texts_are_shown_and_not_obeyed(text: str, tmp_path: Path) -> None:
    raw = f"revplan: 1\nname: {text}\n{text}\n".encode("utf-8", "replace")
    texts = (
        plan_of(text).encode(),
        broken_plan_of(text).encode(),
        raw,
        text.encode("utf-16", "replace"),
    )
    for data in texts:
        (tmp_path / "plan.yaml").write_bytes(data)
        done = ran(tmp_path, "textconv", "plan.yaml")
        assert (done.code, done.err) == (0, "")
        assert hidden_in(done.out) == []
        assert commands_in(done.out) == []
        assert {char for char in done.out if unicodedata.category(char) == "Cc"} == {"\n"}
        assert "internal error" not in done.out


def test_colours_and_names_of_files_stay_out(revplan: Revplan) -> None:
    for name in ("plans/acme-2027.yaml", "broken.yaml", "missing.yaml"):
        (revplan.folder / "broken.yaml").write_text("a: [")
        done = revplan("textconv", name, env={"FORCE_COLOR": "1"})
        assert "\x1b" not in done.out
        assert "yaml" not in done.out
        there = revplan("textconv", str(revplan.folder / name), cwd=Path("/"))
        assert there.out == done.out


# In git


class Repository:
    """A repository of one plan, with nobody's configuration but its own."""

    def __init__(self, revplan: Revplan) -> None:
        self.revplan = revplan
        self.plan = revplan.folder / "plans/acme-2027.yaml"
        self.environment = revplan.environment | {
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PAGER": "cat",
            **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER")
               for what in ("NAME", "EMAIL")},
        }  # fmt: skip
        self("init", "-q")
        self("config", "diff.revplan.textconv", f"{revplan.script} textconv")
        assert revplan("init", "--git").code == 0
        self.commit(ACME)

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.revplan.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode()

    def commit(self, text: str) -> None:
        self.plan.write_text(text)
        self("add", "-A")
        self("commit", "-q", "-m", "a plan")


@pytest.fixture
def repository(revplan: Revplan) -> Repository:
    return Repository(revplan)


def changed(shown: str) -> list[str]:
    """The lines that a diff takes out and puts in."""
    return [line for line in shown.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]


def test_git_diff_shows_a_changed_number_and_the_figures_that_it_moves(
    repository: Repository,
) -> None:
    repository.plan.write_text(ACME.replace("30%", "32%"))
    lines = changed(repository("diff"))
    assert [line for line in lines if "months." not in line] == [
        "-churn.rate: 30%",
        "+churn.rate: 32%",
        "-churned = 3,000,000",
        "-retained = 7,000,000",
        "+churned = 3,200,000",
        "+retained = 6,800,000",
        "-gap = 8,000,000",
        "-new_business = 8,000,000",
        "-grr = 70%",
        "-nrr = 70%",
        "+gap = 8,200,000",
        "+new_business = 8,200,000",
        "+grr = 68%",
        "+nrr = 68%",
    ]
    assert len([line for line in lines if "months." in line]) == 24


def test_git_shows_no_change_where_a_plan_is_only_written_otherwise(
    repository: Repository,
) -> None:
    lines = ACME.replace("30%", "0.300").replace("10M", '"10_000_000"').splitlines()
    repository.plan.write_text("# the plan\r\n" + "\r\n".join(reversed(lines)))
    assert "@@" not in repository("diff")
    assert changed(repository("diff")) == []


def test_git_log_shows_plans_that_came_broke_and_went(repository: Repository) -> None:
    repository.commit(ACME.replace("30%", "thirty"))
    repository.plan.unlink()
    repository("commit", "-q", "-a", "-m", "gone")
    shown = repository("log", "-p", "--format=tformat:COMMIT", "--", "plans/acme-2027.yaml")
    gone, broke, came = shown.split("COMMIT\n")[1:]
    assert '-# line 7: error[RP115]: "thirty" is not a rate' in gone
    assert "-churn: {rate: thirty}" in gone
    assert '+# line 7: error[RP115]: "thirty" is not a rate' in broke
    assert "+churn: {rate: thirty}" in broke
    assert "-churn.rate: 30%" in broke
    assert "+churn.rate: 30%" in came
    assert "+new_business = 8,000,000" in came


# init --git


def test_init_git_adds_one_line_and_prints_the_command_that_is_left(revplan: Revplan) -> None:
    (revplan.folder / ".git").mkdir()
    done = revplan("init", "--git")
    assert (done.code, done.out) == (0, CONFIGURE)
    assert done.err.startswith(f'added "{LINE}" to .gitattributes. ')
    assert (revplan.folder / ".gitattributes").read_text() == f"{LINE}\n"
    assert list((revplan.folder / ".git").iterdir()) == []
    assert not (revplan.folder / "plan.yaml").exists()
    again = revplan("init", "--git")
    assert (again.code, again.out) == (0, CONFIGURE)
    assert "is already in .gitattributes; nothing was changed." in again.err
    assert (revplan.folder / ".gitattributes").read_text() == f"{LINE}\n"


def test_init_git_finds_the_repositorys_root_from_within(revplan: Revplan) -> None:
    (revplan.folder / ".git").write_text("gitdir: elsewhere\n")  # a worktree, or a submodule
    done = revplan("init", "--git", cwd=revplan.folder / "plans")
    assert "to ../.gitattributes" in done.err
    assert (revplan.folder / ".gitattributes").read_text() == f"{LINE}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.png binary", f"*.png binary\n{LINE}\n"),
        ("*.png binary\n", f"*.png binary\n{LINE}\n"),
        ("a b\r\n*.png binary", f"a b\r\n*.png binary\r\n{LINE}\r\n"),
        ("*.yaml diff=revplan\n", f"*.yaml diff=revplan\n{LINE}\n"),
        (f"# {LINE}\n", f"# {LINE}\n{LINE}\n"),
        (f"{LINE}x\n", f"{LINE}x\n{LINE}\n"),
        ("", f"{LINE}\n"),
        (f"\ufeff{LINE}\r\n", None),
        (f"a b\n  {LINE}", None),
        ("plans/*.yaml text diff=revplan\n", None),
    ],
)
def test_init_git_leaves_the_other_lines_as_they_are(
    before: str, after: str | None, revplan: Revplan
) -> None:
    (revplan.folder / ".git").mkdir()
    attributes = revplan.folder / ".gitattributes"
    attributes.write_bytes(before.encode())
    attributes.chmod(0o640)
    assert revplan("init", "--git").code == 0
    assert attributes.read_bytes().decode() == (before if after is None else after)
    assert attributes.stat().st_mode & 0o777 == 0o640


def test_init_git_with_a_file_writes_the_plan_too(revplan: Revplan) -> None:
    (revplan.folder / ".git").mkdir()
    done = revplan("init", "new.yaml", "--git", "--revenue", "2M")
    assert (done.code, done.out) == (0, CONFIGURE)
    assert done.err.splitlines()[-1].startswith("added ")
    assert "2M" in (revplan.folder / "new.yaml").read_text()


@pytest.mark.parametrize("arguments", [["--git"], ["new.yaml", "--git"]])
def test_init_git_outside_a_repository_does_nothing(arguments: list[str], revplan: Revplan) -> None:
    done = revplan("init", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: this folder is not in a git repository; git init makes it one\n"
    assert {path.name for path in revplan.folder.iterdir()} == {"plans"}


def test_init_git_touches_no_attributes_that_git_would_not_read(revplan: Revplan) -> None:
    (revplan.folder / ".git").mkdir()
    attributes = revplan.folder / ".gitattributes"
    elsewhere = revplan.folder / "elsewhere"
    elsewhere.write_text("a b\n")
    attributes.symlink_to(elsewhere)
    done = revplan("init", "new.yaml", "--git")
    assert (done.code, done.out) == (2, "")
    assert "is a link, and git does not follow links" in done.err
    assert elsewhere.read_text() == "a b\n"
    attributes.unlink()
    attributes.write_bytes(b"\xff diff\n")
    assert "is not UTF-8; add the line yourself: " + LINE in revplan("init", "--git").err
    assert attributes.read_bytes() == b"\xff diff\n"
    attributes.unlink()
    attributes.mkdir()
    assert "is not a regular file" in revplan("init", "--git").err
    assert not (revplan.folder / "new.yaml").exists()


def test_init_git_alone_is_not_told_what_a_plan_should_say(revplan: Revplan) -> None:
    (revplan.folder / ".git").mkdir()
    assert "name the plan's file too" in revplan("init", "--git", "--revenue", "2M").err
    assert "name the plan's file" in revplan("init", "-", "--git").err
    assert not (revplan.folder / ".gitattributes").exists()


def test_init_git_says_so_where_it_may_not_write(revplan: Revplan) -> None:
    (revplan.folder / ".git").mkdir()
    revplan.folder.chmod(0o555)
    try:
        done = revplan.process("init", "--git", preexec=without_rights)
    finally:
        revplan.folder.chmod(0o755)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: cannot write .gitattributes: no permission, or open in another program\n"
    )
