"""Command lines that are wrong: one line in the program's own words, with what to type; exit 2."""

import pytest
from conftest import Revplan

PLAN = """\
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
"""


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
         "--set needs a value: --set PATH=VALUE; revplan gap --help says more"),
        (["gap", "a.yaml", "--force=1"], "--force takes no value: write --force alone"),
        (["show", "a.yaml", "b"],
         'show takes PLAN; "b" is too many; revplan show --help says more'),
        (["explain", "a.yaml", "gap", "b", "c"],
         'explain takes PLAN and FIGURE; "b" and "c" are too many; revplan explain --help says '
         "more"),
        (["schema", "a"], 'schema takes no words; "a" is too many; revplan schema --help says more'),
        (["gapp", "a.yaml"], 'there is no command gapp; did you mean "gap"?'),
        (["zzz"], "there is no command zzz; there is init, gap, show, funnel or capacity; "
         "revplan --help lists all"),
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
        (revplan.folder / "team" / name).write_text(PLAN)
    done = revplan(command, path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: there is no {what} {path}{meant}\n"
