"""Texts that many plans of the tests begin with."""

HEAD = "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: USD\n"
"""What every plan says of itself."""

ACME = HEAD + "prior_year: {revenue: 10M}\ntarget: {growth: 50%}\nchurn: {rate: 30%}\n"
"""A plan that needs 8,000,000 of new business."""
