"""Currencies and their minor units.

Source: ISO 4217 list one (active codes of funds and currencies); 0, 3 and 4 decimals are listed,
every other code has 2.
"""

from __future__ import annotations

from typing import Annotated, Any

from revplan.base.near_words import nearest
from revplan.base.words import listing, quote
from revplan.fields.reads import Reads
from revplan.fields.text import text_of
from revplan.numbers.read import Refused

_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN
        BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
        GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP
        LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
        NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
        SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR
        ZMW ZWG
    """,
}

MINOR_UNITS: dict[str, int] = {
    code: decimals for decimals, codes in _DECIMALS.items() for code in codes.split()
}
"""Decimals of each ISO 4217 currency: {"USD": 2, "JPY": 0, ...}."""

_CALLED = {"$": "USD", "US$": "USD", "DOLLAR": "USD", "€": "EUR", "EURO": "EUR", "£": "GBP",
           "UKP": "GBP", "POUND": "GBP", "¥": "JPY", "YEN": "JPY", "RMB": "CNY"}  # fmt: skip


def read_currency(raw: Any) -> str:
    """An ISO 4217 code."""
    text = text_of(raw, "a currency")
    if text in MINOR_UNITS:
        return text
    code = text.upper()
    meant = code if code in MINOR_UNITS else _CALLED.get(code) or _CALLED.get(code.rstrip("S"))
    near = nearest(text, MINOR_UNITS) if len(text) < 5 else []
    hint = f"write the three letters of ISO 4217, such as {listing(near or ('USD', 'EUR', 'JPY'))}"
    raise Refused("RP119", f"{quote(text)} is not a currency", f"write {meant}" if meant else hint)


Currency = Annotated[str, Reads(read_currency, {"enum": sorted(MINOR_UNITS)})]
"""A currency, as ISO 4217 writes it."""
