"""Tests for the mutation run: in this process alone, the same few examples each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from hypothesis import settings

EXAMPLES = 3
SETTINGS = "_hypothesis_internal_use_settings"  # what Hypothesis's own plugin reads of a test
SLOW = ("-pure]", "rp008-too-many", "by_its_numbers", "split_by_arrays", "for_git")


class FewExamples:
    """A plugin of pytest. A mutant is killed or lives, and nobody reads how: nothing is shrunk."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out what starts a process or takes long; what draws examples comes last."""
        items[:] = sorted((item for item in items if fast(item)), key=draws)
        for item in filter(draws, items):
            test = getattr(item.obj, "__func__", item.obj)
            setattr(test, SETTINGS, few(getattr(test, SETTINGS)))


def draws(item: pytest.Item) -> bool:
    """Whether a test draws examples."""
    return hasattr(getattr(item, "obj", None), SETTINGS)


def fast(item: pytest.Item) -> bool:
    """Whether the test stays in this process and is no second run of another."""
    processes = {"revplan", "shared_revplan"} & set(getattr(item, "fixturenames", ()))
    return not processes and not any(part in item.name for part in SLOW)


def few(stated: settings) -> settings:
    """The settings of a test, with the same few examples each time."""
    from hypothesis import Phase, settings  # pytest has to be the first who imports it

    return settings(
        stated,
        max_examples=min(EXAMPLES, stated.max_examples),
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
    )
