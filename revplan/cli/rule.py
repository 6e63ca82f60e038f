"""`revplan rule`: the page of a rule, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.base.docstrings import page
from revplan.base.problem import Wrong
from revplan.cli.codes import ANSWERED
from revplan.cli.pages import page_or_list
from revplan.cli.reply import Output, Reply, output
from revplan.render.answers import formats
from revplan.rules import find, module, names, no_such_rule
from revplan.views.rules import rule_page, rule_pages, rules_list

if TYPE_CHECKING:
    from revplan.cli import options


def rule(
    code: options.RuleCode = None,
    all_: options.AllRules = False,
    format_: options.Format = None,
    output_path: options.OutputPath = None,
    force: options.Force = False,
    color: options.Color = "auto",
    wide: options.Wide = False,
) -> tuple[Reply, Output]:
    """Explain a rule, or list them all.

    The page says what it checks, why it matters, and shows a plan that fails and one that passes.

      revplan rule RP301

      revplan rule new-business-leap
    """
    out = output(format_, output_path, force, color, formats.ANSWER, wide=wide)
    _has_pages()
    if all_:
        if code is not None:
            raise Wrong(f"--all shows every page; leave out {code} or --all")
        return Reply("rule", ANSWERED, rule_pages()), out
    answer = page_or_list(code, every=rules_list, find=find, page=rule_page, unknown=no_such_rule)
    return Reply("rule", ANSWERED, answer), out


def _has_pages() -> None:
    """Whether Python left the rules their pages, or a source to read them from."""
    if not page(module(names()[0])):
        raise Wrong(
            "the pages of the rules are gone: this revplan was compiled without docstrings (-OO) "
            "and came without its source; install it again with pip, which brings both"
        )
