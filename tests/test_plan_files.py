"""What a plan's file is called: in one way, whoever asks."""

import pytest
from conftest import Revplan

from revplan.base.plan_files import PLAN_SUFFIXES
from revplan.cli.complete.files import plan_paths
from revplan.sources.segment_files import unfit
from revplan.workspace.assess import plan_files

NAMES = {"a.yaml": True, "a.yml": True, "a.YAML": False, "a.Yml": False, "a.txt": False}


@pytest.mark.parametrize(("name", "is_plan"), NAMES.items())
def test_a_plan_is_called_the_same_by_all_who_look_for_one(
    name: str, is_plan: bool, revplan: Revplan
) -> None:
    assert name.endswith(PLAN_SUFFIXES) is is_plan
    folder = revplan.folder / "sub"
    folder.mkdir()
    written = revplan("init", f"sub/{name}").code
    assert (written == 0) is is_plan
    (folder / name).touch()
    found = [str(folder / name)] if is_plan else []
    assert [it for it in plan_files(str(folder)) if "schema" not in it] == found
    assert plan_paths(f"{folder}/a") == found
    assert (not unfit(name)) is is_plan
