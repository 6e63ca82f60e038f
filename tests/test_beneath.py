"""Files below a plan's folder: what is swapped in between a look and the opening leads nowhere."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Revplan

from revplan.sources.beneath import Beneath, LeadsOut
from revplan.sources.disk import DiskFolder
from revplan.sources.segment_files import NotThere

SECRET = "token: hunter2"
COMPANY = """revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
segments:
  emea: {plan: parts/emea.yaml}
"""
SEGMENT = "prior_year: {revenue: 10M}\ntarget: {growth: 50%}\nchurn: {rate: 30%}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a company, and a secret beside it."""
    folder = tmp_path / "plans"
    (folder / "parts").mkdir(parents=True)
    (folder / "acme.yaml").write_text(COMPANY)
    (folder / "parts" / "emea.yaml").write_text(SEGMENT)
    (tmp_path / "secret.yaml").write_text(SECRET)
    return folder


def a_link_for_the_file(folder: Path, name: str = "emea.yaml") -> None:
    (folder / "parts" / name).unlink()
    (folder / "parts" / name).symlink_to("../../secret.yaml")


def a_link_for_its_folder(folder: Path, name: str = "emea.yaml") -> None:
    (folder.parent / name).write_text(SECRET)
    (folder / "parts").rename(folder / "parts-before")
    (folder / "parts").symlink_to("..")


def a_pipe_for_the_file(folder: Path, name: str = "emea.yaml") -> None:
    (folder / "parts" / name).unlink()
    os.mkfifo(folder / "parts" / name)


SWAPS = [a_link_for_the_file, a_link_for_its_folder, a_pipe_for_the_file]


@pytest.mark.parametrize("swap", SWAPS)
def test_what_is_swapped_in_after_a_look_is_not_read(
    swap: Callable[[Path, str], None], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link within is looked at, and what it leads to is swapped as soon as that is known."""
    look, looks = os.path.realpath, []

    def looked(path: str, **more: bool) -> str:
        found = look(path, **more)
        if Path(path).name == "emea.yaml" and not looks:
            looks.append(path)
            swap(place, "real.yaml")
        return found

    (place / "parts" / "emea.yaml").rename(place / "parts" / "real.yaml")
    (place / "parts" / "emea.yaml").symlink_to("real.yaml")
    monkeypatch.setattr(os.path, "realpath", looked)
    folder = DiskFolder.around(str(place / "acme.yaml"), "acme.yaml")
    with pytest.raises(NotThere):
        folder.read("parts/emea.yaml")
    assert looks


@pytest.mark.parametrize("swap", [a_link_for_the_file, a_link_for_its_folder])
def test_a_link_on_the_way_is_not_followed_by_the_handle_of_a_folder(
    swap: Callable[[Path], None], place: Path
) -> None:
    root = Beneath.now(str(place))
    swap(place)
    with pytest.raises(LeadsOut):
        root.read("parts/emea.yaml")
    with pytest.raises(OSError) as refused:
        root.read("parts/emea.yaml", follow=False)
    assert refused.value.errno in (errno.ELOOP, errno.ENOTDIR)


def test_a_folder_that_was_replaced_is_not_read_in_its_place(place: Path) -> None:
    root = Beneath.now(str(place))
    place.rename(place.with_name("before"))
    place.mkdir()
    (place / "acme.yaml").write_text(SECRET)
    with pytest.raises(OSError, match="replaced in the meantime"):
        root.read("acme.yaml")


def test_a_link_within_the_folder_is_followed(place: Path) -> None:
    (place / "parts" / "same.yaml").symlink_to("emea.yaml")
    (place / "also").symlink_to("parts")
    for path in ("parts/same.yaml", "also/emea.yaml", "also/same.yaml"):
        assert Beneath.now(str(place)).read(path) == SEGMENT.encode()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.symlink_to(path.name), "too many levels"),
        (os.mkfifo, "is not a regular file"),
        (lambda path: path.symlink_to("x" * 200 + "/" + "y" * 200), "is not there"),
    ],
)
def test_whatever_keeps_a_segment_from_being_read_is_told_where_it_is_named(
    make: Callable[[Path], None], why: str, revplan: Revplan
) -> None:
    (revplan.folder / "acme.yaml").write_text(COMPANY)
    (revplan.folder / "parts").mkdir()
    make(revplan.folder / "parts" / "emea.yaml")
    ran = revplan("check", "acme.yaml", "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith('acme.yaml:6:16: error[RP126]: "parts/emea.yaml" ')
    assert why.lower() in ran.out.lower()


def test_a_plan_that_cannot_be_read_ends_no_check_of_others(revplan: Revplan) -> None:
    folder = revplan.folder / "many"
    folder.mkdir()
    (folder / "a.yaml").symlink_to("a.yaml")
    (folder / "b.yaml").write_text(COMPANY.partition("segments")[0] + SEGMENT)
    ran = revplan("check", "many", "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith("many/a.yaml:1:1: error[RP001]: ")
    assert "2 plans" in ran.out + ran.err
