"""Each mutant tried in a fork of one session of pytest, which has read the tests once."""

from __future__ import annotations

import gc
import os
import resource
from collections import defaultdict
from itertools import accumulate
from time import process_time

import pytest
from _pytest.runner import runtestprotocol
from copies import Mutants
from mutmut.mutation import trampoline
from mutmut.state import state

ENOUGH = 8  # seconds: of the tests that reach a function, the first that fit into them
SPARE = 3  # seconds of computing that a mutant may take above twice what its tests take
MEMORY = 4 << 30  # bytes


class Loop:
    """A plugin of pytest: the tests without a mutant, then every mutant against them.

    A mutant is `killed` by the first test that fails, `timeout` where the tests do not end,
    `survived` where all pass, and `not reached` where none calls its function.
    """

    def __init__(self, mutants: Mutants) -> None:
        self.mutants = mutants
        self.verdicts: dict[str, str] = {}
        self.reached: dict[str, list[pytest.Item]] = defaultdict(list)
        self.cost: dict[pytest.Item, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the mutants instead of the tests."""
        for item in session.items:
            self._learn(item)
        seconds = sum(self.cost.values())
        print(f"\n{len(self.mutants.names)} mutants, {seconds:.0f} s of tests", flush=True)
        for function, tests in self.reached.items():
            self.reached[function] = self._enough(tests)
        gc.freeze()  # what the forks share stays shared
        for place, name in enumerate(self.mutants.names, start=1):
            self.verdicts[name] = self._tried(name)
            if self.verdicts[name] != "killed":
                said = (f"{place}: {name} {self.verdicts[name]}", *self.mutants.difference(name))
                print(*said, sep="\n", flush=True)
        return True

    def _learn(self, item: pytest.Item) -> None:
        """Which functions a test reaches, and what it costs [s]."""
        trampoline.get_mutant_under_test = lambda: "stats"
        state()._stats.clear()
        began = process_time()
        if fails(item):
            raise pytest.UsageError(f"{item.nodeid} fails without a mutant")
        self.cost[item] = process_time() - began
        for function in state()._stats:
            self.reached[function].append(item)

    def _enough(self, tests: list[pytest.Item]) -> list[pytest.Item]:
        spent = accumulate(self.cost[test] for test in tests)
        return [test for test, sum_ in zip(tests, spent, strict=True) if sum_ <= ENOUGH]

    def _tried(self, name: str) -> str:
        """What becomes of a mutant."""
        tests = self.reached[name.partition("__mutmut_")[0]]
        if not tests:
            return "not reached"
        child = os.fork()
        if not child:
            run_mutant(name, tests, int(2 * sum(self.cost[test] for test in tests)) + SPARE)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code > 0:
            killer = tests.pop(code - 1)
            tests.insert(0, killer)  # most likely it kills the next one too
        return "survived" if code == 0 else "killed" if code > 0 else "timeout"


def run_mutant(name: str, tests: list[pytest.Item], seconds: int) -> None:
    """The tests with a mutant in place; ends the process with the place of the first that fails."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    trampoline.get_mutant_under_test = lambda: name
    for place, test in enumerate(tests, start=1):
        if fails(test):
            os._exit(min(place, 255))
    os._exit(0)


def fails(test: pytest.Item) -> bool:
    """Whether a test fails."""
    return any(report.failed for report in runtestprotocol(test, log=False))
