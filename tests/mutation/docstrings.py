"""The examples of docstrings, each a test of its own; those of mutants are left out."""

from __future__ import annotations

import doctest
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest

import revplan

HOME = Path(revplan.__file__).parent
ROOMS = ("numbers", "sections", "engine", "studies")


@lru_cache
def examples() -> dict[str, doctest.DocTest]:
    """By what they belong to, the examples of the arithmetic's docstrings."""
    paths = sorted(path for room in ROOMS for path in (HOME / room).glob("[a-z]*.py"))
    names = [".".join(path.relative_to(HOME.parent).with_suffix("").parts) for path in paths]
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [test for name in names for test in finder.find(import_module(name))]
    return {test.name: test for test in found if test.examples and "__mutmut" not in test.name}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "documented" in metafunc.fixturenames:
        metafunc.parametrize("documented", examples())


def test_an_example_is_true(documented: str) -> None:
    runner = doctest.DocTestRunner()
    assert runner.run(examples()[documented], out=lambda _: None, clear_globs=False).failed == 0
