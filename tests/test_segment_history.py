"""Companies in git: a commit that changed a segment's file alone, its renames, links in trees."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Revplan
from repositories import Made, repository

SECRET = "s3cr3t-98765432101"
EMEA = """revplan: 1
name: EMEA
fiscal_year: 2027
currency: EUR
prior_year: {revenue: 4M}
target: {growth: 40%}
churn: {rate: 25%}
"""
ACME = """revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
target: {revenue: 15M}
fx: {EUR: 1.08}
segments:
  emea: {plan: emea.yaml}
  amer: {prior_year: {revenue: 6M}, target: {growth: 50%}, churn: {rate: 30%}}
"""


@pytest.fixture
def made(revplan: Revplan) -> Made:
    """Four commits: a company, its segment changed, a rate changed, the segment's file renamed."""
    made = repository(revplan.folder / "repo")
    made.commit("a company", {"plans/acme.yaml": ACME, "plans/emea.yaml": EMEA})
    made.commit("emea keeps more", {"plans/emea.yaml": EMEA.replace("25%", "20%")})
    made.commit("the euro rises", {"plans/acme.yaml": ACME.replace("1.08", "1.10")})
    made.rename("plans/emea.yaml", "plans/europe.yaml")
    renamed = ACME.replace("1.08", "1.10").replace("emea.yaml", "europe.yaml")
    made.commit("europe is the file", {"plans/acme.yaml": renamed})
    return made


def test_log_lists_commits_that_changed_a_segments_file_alone_through_its_rename(
    made: Made, revplan: Revplan
) -> None:
    ran = revplan("log", "plans/acme.yaml", cwd=made.folder)
    rows = [line for line in ran.out.splitlines() if line.startswith("  2027-")]
    subjects = ["europe is the file", "the euro rises", "emea keeps more", "a company"]
    assert len(rows) == 4
    assert all(row.endswith(it) for row, it in zip(rows, subjects, strict=True))
    # 15M - 4.32M + 1.08M - 4.2M = 7.56M; 5% of 4.32M fewer are lost: 7.344M; at 1.10 3.52M stay.
    for row, needed in zip(rows, ("7,280,000", "7,280,000", "7,344,000", "7,560,000"), strict=True):
        assert f" {needed} " in row, row
    assert "segments.emea.churn.rate" in rows[2]


def test_diff_names_the_segment_and_the_line_of_its_file(made: Made, revplan: Revplan) -> None:
    ran = revplan("diff", "HEAD~3", "HEAD~2", "plans/acme.yaml", cwd=made.folder)
    assert ran.code == 0
    assert "segments.emea.churn.rate   25% -> 20%   line 7 of plans/emea.yaml" in ran.out
    ran = revplan("diff", "HEAD~1", "HEAD", "plans/acme.yaml", cwd=made.folder)
    assert "No figure moved." in ran.out
    assert "segments.emea.plan   emea.yaml -> europe.yaml   line 8" in ran.out


def test_annotations_stand_in_the_segments_file(made: Made, revplan: Revplan) -> None:
    ran = revplan("check", "plans/acme.yaml", "--format", "github", cwd=made.folder)
    files = {
        line.split("file=")[1].split(",")[0] for line in ran.out.splitlines() if "file=" in line
    }
    assert files == {"plans/acme.yaml", "plans/europe.yaml"}
    places = ["HEAD~3:plans/acme.yaml", "HEAD:plans/acme.yaml"]
    ran = revplan("diff", *places, "--format", "json", cwd=made.folder)
    (churn,) = (it for it in ran.document["result"]["changes"] if "churn" in it["path"])
    assert (churn["path"], churn["line"]) == ("segments.emea.churn.rate", 7)


@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_in_a_tree_is_never_followed(link: str, made: Made, revplan: Revplan) -> None:
    outside = revplan.folder / "outside"
    outside.mkdir()
    (outside / "europe.yaml").write_text(f"{SECRET}: [\n")
    if link == "file":
        (made.folder / "plans/europe.yaml").unlink()
        (made.folder / "plans/europe.yaml").symlink_to("../../outside/europe.yaml")
    else:
        (made.folder / "plans/sub").symlink_to("../../outside")
        path = made.folder / "plans/acme.yaml"
        path.write_text(path.read_text().replace("europe.yaml", "sub/europe.yaml"))
    made.commit("a link")
    asked = [["log", "plans/acme.yaml"], ["diff", "HEAD~1", "HEAD", "plans/acme.yaml"],
             ["diff", "HEAD~1:plans/acme.yaml", "HEAD:plans/acme.yaml"], ["diff", "HEAD~1"],
             ["check", "plans"], ["gap", "plans/acme.yaml"], ["check", "--against", "HEAD~1",
             "plans/acme.yaml"]]  # fmt: skip
    for words in asked:
        ran = revplan(*words, cwd=made.folder)
        assert SECRET not in ran.out + ran.err, words
        assert "Traceback" not in ran.err, words
    ran = revplan(*asked[2], cwd=made.folder)
    assert (ran.code, "RP126" in ran.err) == (2, True)


def test_a_new_line_end_in_a_segments_file_is_no_change(made: Made, revplan: Revplan) -> None:
    path = Path(made.folder, "plans/europe.yaml")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ran = revplan("diff", "HEAD", "plans/acme.yaml", "-f", "json", cwd=made.folder)
    assert (ran.document["result"]["change"], ran.document["result"]["changes"]) == ("0", [])
