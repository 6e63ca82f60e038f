"""What is asked about: plans, figures, rules, versions, and values to try."""

from __future__ import annotations

from typing import Annotated

import typer

from revplan.base.words import listing
from revplan.cli.options.optional import argument, optional
from revplan.model.edit import OPERATORS
from revplan.views.guide import TOPICS

_ONE_PLAN = "A plan's file, or - for standard input."

Plan = Annotated[str, argument("PLAN", _ONE_PLAN)]

PlanInGit = Annotated[
    str,
    argument("PLAN", "A plan's file that git has a history of."),
]

AnyFile = Annotated[str, argument("FILE", _ONE_PLAN)]

Plans = Annotated[
    list[str],
    argument("PLAN", "Plan files or folders, or - for standard input; several give a row a plan."),
]

Paths = Annotated[
    list[str],
    argument("PATH", "Plan files, folders that hold them, or - for standard input."),
]

Versions = Annotated[
    list[str] | None,
    argument(
        "OLD NEW | REF [-- PLAN]",
        "Two files or REF:path; or a commit, and the plans or folders in question.",
    ),
]

Measure = Annotated[
    str,
    typer.Option(
        "--measure",
        metavar="FIGURE",
        help="What is split, by its path: new_business, bookings, grr, upsell.premium_tier, "
        "months.2027-03.new_business. revplan explain PLAN lists them.",
    ),
]

Quantity = Annotated[
    str | None,
    argument(
        "FIGURE",
        "A figure by its path: new_business, upsell.premium_tier, months.2027-03.target, "
        "quarters.Q1.target, readings.A2, churn.rate. Without one, all are listed.",
    ),
]

RuleCode = Annotated[
    str | None,
    argument("CODE", "A code or a name: RP305, new-business-leap."),
]

KeyPath = Annotated[
    str | None,
    argument("PATH", "A key by its path or its last name: churn.rate, upsell.*.amount, margin."),
]

HelpWord = Annotated[
    list[str] | None,
    argument(
        "WORD",
        "A command, a key (churn.rate), a figure (grr), a rule (RP305) or a topic of the guide.",
    ),
]

GuideTopic = Annotated[
    str | None,
    argument("TOPIC", f"{listing(TOPICS)}."),
]

AllRules = Annotated[bool, typer.Option("--all", help="The pages of all rules.")]

_EDITS = ", ".join(f"'{it.example}'" for it in OPERATORS.values())

Sets = Annotated[
    list[str] | None,
    optional(
        "--set",
        metavar="PATH=VALUE",
        help=f"Try other values without editing: {_EDITS}, 'upsell.bundle={{amount: 1M}}'. "
        "Repeatable.",
    ),
]

Definitions = Annotated[
    bool, typer.Option("--definitions", help="The requirement under every definition in use.")
]

Readings = Annotated[bool, typer.Option("--readings", hidden=True)]  # what it was called first

StdinFilename = Annotated[
    str | None,
    optional(
        "--stdin-filename",
        metavar="NAME",
        help="The name in messages for the plan read from -, such as that of an editor's file.",
    ),
]
