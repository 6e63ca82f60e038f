"""This tree as a stranger gets it, its README's snippets, and a pip that needs no network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

from conftest import ROOT, clean_environment

PARTS = ("revplan", "plans", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md",
         ".pre-commit-hooks.yaml", "action.yml", ".ci")  # fmt: skip


def snippet(name: str) -> str:
    """The YAML in the README or the guide that is headed by a comment with this file's name."""
    files = (ROOT / "README.md", *(ROOT / "revplan/guide").glob("*.md"))
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    (found,) = re.findall(rf"^```yaml\n# {re.escape(name)}\n(.*?)^```$", text, re.M | re.S)
    return str(found)


def copy_of_the_tree(folder: Path) -> Path:
    """The folder, with the files that git knows here, or where there is no git, all that count."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *PARTS],
        cwd=ROOT,
        capture_output=True,
    )
    names = [name for name in done.stdout.decode().split("\0") if name]
    if not (ROOT / ".git").exists() or not names:
        names = [str(path.relative_to(ROOT)) for part in PARTS for path in found_in(ROOT / part)]
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def found_in(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [it for it in path.rglob("*") if it.is_file() and "__pycache__" not in it.parts]


def offline(folder: Path) -> dict[str, str]:
    """An environment in which pip asks no index and builds with the packages of this Python.

    They are seen through PYTHONPATH, all but revplan, so that what is run is what was installed.
    """
    seen = folder / "packages"
    seen.mkdir(parents=True)
    for kind in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for package in Path(kind).iterdir():
            if "revplan" not in package.name.lower() and package.suffix != ".pth":
                (seen / package.name).symlink_to(package)
    return clean_environment(folder) | {
        "PYTHONPATH": str(seen),
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip takes this variable's "0" for "no isolation"
    }
