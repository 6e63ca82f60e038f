"""What was tried against the program and once worked: each stays refused."""

import json
import os
import re
from pathlib import Path

import pytest
from conftest import Revplan
from markdown_it import MarkdownIt
from plan_texts import ACME

from revplan import read_text


def codes(text: str) -> list[str]:
    return [problem.code for problem in read_text(text).problems]


def write(revplan: Revplan, name: str, text: str) -> Path:
    path = revplan.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_number_tried_does_not_hide_a_key_given_twice(revplan: Revplan) -> None:
    write(revplan, "dup.yaml", ACME + "churn: {rate: 10%}\n")
    ran = revplan("gap", "dup.yaml", "--set", "name=Other")
    assert ran.code == 2
    assert "RP010" in ran.err


@pytest.mark.parametrize(
    "number",
    [
        "0.4999999999999999999999999",
        "0.123456789012345678901",
        "1.2345678901234567890123M",
        "1e-21",
        "1e-999",
    ],
)
def test_a_number_too_fine_to_be_added_up_exactly_is_refused(number: str) -> None:
    assert codes(ACME + f"upsell: {{a: {{amount: {number}}}}}\n") == ["RP114"]


@pytest.mark.parametrize("rate", ["1.123456789012345678%", "0.12345678901234567890"])
def test_a_rate_has_twenty_decimals_as_a_share_of_one(rate: str) -> None:
    assert codes(ACME.replace("50%", rate)) == []
    file = read_text(ACME.replace("50%", rate.replace("78", "789")))
    ((code, hint),) = [(it.code, it.hint) for it in file.problems]
    assert code == "RP114"
    assert ("in percent 18" in hint) == rate.endswith("%")


def test_eighteen_digits_and_twenty_decimals_are_read_exactly() -> None:
    text = "123456789012345678.49999999999999999999"
    plan = read_text(ACME.replace("{growth: 50%}", f"{{revenue: {text}}}")).plan
    assert plan is not None
    assert plan.target.revenue is not None
    assert f"{plan.target.revenue.value:f}" == text


def test_a_rate_of_nine_thousand_spaces_is_refused_like_any_other() -> None:
    assert codes(ACME.replace("30%", '"5' + " " * 9_000 + 'x"')) == ["RP115"]


def test_a_thousand_lines_are_explained(revplan: Revplan) -> None:
    lines = "".join(f"  line_{n}: {{amount: 1}}\n" for n in range(1_000))
    write(revplan, "many.yaml", ACME + "upsell:\n" + lines)
    ran = revplan("explain", "many.yaml", "upsell", "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["result"]["value"] == "1000"


def test_links_that_lead_out_or_nowhere_show_nothing(revplan: Revplan) -> None:
    write(revplan, "secret.txt", "hidden: token\n")
    folder = revplan.folder / "mine"
    folder.mkdir()
    (folder / "out.yaml").symlink_to("../secret.txt")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / ".hidden").write_text("hidden: token\n")
    (folder / "hidden.yaml").symlink_to(".hidden")
    for asked in (["mine/out.yaml"], ["mine/hidden.yaml"], ["mine"]):
        ran = revplan("check", *asked)
        assert ran.code in (1, 2)
        assert "token" not in ran.out + ran.err


@pytest.mark.parametrize(
    "option",
    ["waivers[2].rule=RP306", "prior_year.monthly[13]=1", "prior_year.monthly[0]=1",
     "upsell[1].amount=3", "expect[1]=1", "prior_year.monthly.value=3", "churn.rate[1]=5"],
)  # fmt: skip
def test_an_option_that_names_no_place_is_wrong_usage(option: str, revplan: Revplan) -> None:
    ran = revplan("gap", "plans/consulting-2027.yaml", "--set", option)
    assert (ran.code, ran.out) == (2, "")
    assert "bug" not in ran.err


def test_what_is_no_regular_file_is_not_replaced(revplan: Revplan) -> None:
    pipe = revplan.folder / "pipe.json"
    os.mkfifo(pipe)
    ran = revplan("gap", "plans/acme-2027.yaml", "--output", "pipe.json", "--force")
    assert ran.code == 2
    assert pipe.is_fifo()
    (revplan.folder / "dangling.yaml").symlink_to("elsewhere.yaml")
    assert revplan("init", "dangling.yaml").code == 2
    assert not (revplan.folder / "elsewhere.yaml").exists()


@pytest.mark.parametrize("asked", [["-fjson"], ["-qfjson"], ["-qf", "json"]])
def test_json_asked_for_in_short_is_json_on_failure_too(asked: list[str], revplan: Revplan) -> None:
    ran = revplan("gap", "nowhere.yaml", *asked)
    assert (ran.code, json.loads(ran.out)["status"]) == (2, "error")


def test_a_name_mentions_no_one_and_links_to_nothing_in_markdown(revplan: Revplan) -> None:
    name = "approved by @maintainer, see #12, GH-12, http://evil.example and www.evil.example"
    write(revplan, "p.yaml", ACME.replace("name: Acme", f'name: "{name}"'))
    shown = MarkdownIt("commonmark").render(revplan("gap", "p.yaml", "-f", "markdown").out)
    text = re.sub("<[^>]*>", "", shown)
    assert "maintainer" in text
    assert re.findall(r"@\w|#\d|GH-\d", text) == []
    assert "<a " not in shown
