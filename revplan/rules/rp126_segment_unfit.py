"""A segment's file that cannot be a part of this plan.

What it checks
  `segments: {emea: {plan: FILE}}` names a plan's file in the folder of the plan or below it, by a
  relative path with forward slashes; not a link that leads out, not a file that names one of those
  above it again, and at most eight levels deep. The plan in it has the fiscal year, the first month
  and the basis of the plan that it is a part of.

  One company names at most 20,000 files, of 256 MiB together, and comes to at most 50,000 plans:
  itself and the segments of all levels. A file that is named twice is read once, and counts as two
  plans, with all segments in it; what is named again holds at most 4,000,000 values.

Why it matters
  Figures of different years do not add up to a year. And a plan is read by whoever reviews it: a
  path that leads out of its folder would read a file that the reviewer never sees. Ten small files
  that name each other level by level would ask for a hundred million plans.

Fails
    revplan: 1
    name: Ridgeway Instruments
    fiscal_year: 2027
    currency: USD
    segments:
      emea: {fiscal_year: 2026, prior_year: {revenue: 4M}, target: {growth: 4%}, churn: {rate: 9%}}

Passes
    revplan: 1
    name: Ridgeway Instruments
    fiscal_year: 2027
    currency: USD
    segments:
      emea: {prior_year: {revenue: 4M}, target: {growth: 4%}, churn: {rate: 9%}}

How to fix
  Put the segment's file beside the plan or below it, and give it the plan's year and basis. A
  segment that states neither has those of the plan above it. Where a company is too large, let one
  segment stand for several.
"""

from revplan.base.problem import Severity

CODE = "RP126"
NAME = "segment-unfit"
SEVERITIES = (Severity.error,)
