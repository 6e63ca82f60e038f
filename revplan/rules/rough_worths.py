"""What currencies are roughly worth, for one rule: which way round a rate was written.

Units of each for one US dollar, to one digit, as they were commonly quoted in the middle of 2025.
No figure of a plan is made of them, and a currency may lose half its worth before it matters.
"""

from __future__ import annotations

from fractions import Fraction

_PER_DOLLAR = {
    "0.3": "BHD KWD OMR",
    "0.7": "GBP JOD",
    "0.8": "CHF",
    "0.9": "EUR",
    "1": "BSD PAB SGD USD",
    "1.5": "AUD BGN CAD NZD",
    "2": "AZN BAM BND FJD",
    "3": "AED GEL ILS PEN PLN QAR SAR TND",
    "4": "MYR RON",
    "6": "BRL BOB DKK",
    "7": "CNY HKD",
    "9": "GTQ MAD SEK",
    "10": "BWP GHS NOK",
    "20": "CZK MDL MXN ZAR ZMW",
    "30": "THB TWD",
    "40": "TRY UAH UYU",
    "50": "EGP MUR PHP",
    "60": "DOP MKD",
    "90": "INR RUB",
    "100": "BDT DZD ISK KES NPR RSD",
    "150": "JPY",
    "300": "HUF LKR PKR",
    "400": "AMD CRC",
    "500": "KZT XAF XOF",
    "1000": "ARS CLP IQD KRW NGN",
    "2000": "TZS",
    "4000": "COP KHR UGX",
    "8000": "PYG",
    "12000": "UZS",
    "16000": "IDR",
    "25000": "VND",
}

PER_DOLLAR = {code: Fraction(per) for per, codes in _PER_DOLLAR.items() for code in codes.split()}
"""Units of each that are roughly worth one US dollar."""


def rough_worth(of: str, told_in: str) -> Fraction | None:
    """What a unit of one currency is roughly worth in another; None where that is not known.

    >>> rough_worth("USD", "JPY"), rough_worth("XDR", "USD")
    (Fraction(150, 1), None)
    """
    if of not in PER_DOLLAR or told_in not in PER_DOLLAR:
        return None
    return PER_DOLLAR[told_in] / PER_DOLLAR[of]
