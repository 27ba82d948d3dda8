"""Keys of names: one spelling for what differs in form only.

Width, traditional characters, radicals that PDF files carry in place of characters, brackets, dots,
quotation marks, dashes, spaces, invisible signs and case. Nothing that is part of a name's meaning is changed:
有限公司 and 股份有限公司 stay different here.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib import resources

_OPENING = "（([【〔［{｛〈《「『<＜﹙﹝⟨"
_CLOSING = "）)]】〕］}｝〉》」』>＞﹚﹞⟩"
_DROPPED = (
    "·・•‧∙⋅․﹒●○"  # middle dots
    "\"'`´“”„‟‘’‚‛″′＂＇｀"  # quotation marks
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e"
    " \t\n\r\v\f\u0085\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_DASHES = "‐‑‒–—―−﹣－ー"
_ENDS = ".,;:。，；：、*＊#★☆※"
"""Marks that lists print after a name; before one only the signs of a footnote are taken off."""
_STARTS = "*＊#★☆※"


def name_key(name: str) -> str:
    """Return the exact key of a name: equal for spellings that differ in form only."""
    return simplify(name).rstrip(_ENDS).lstrip(_STARTS)


def simplify(text: str) -> str:
    """Return a text in half width, simplified characters, plain brackets, without spaces."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = text.translate(_table())
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@cache
def _table() -> dict[int, str | None]:
    """What stands for what, as `str.translate` takes it."""
    table: dict[int, str | None] = {}
    for name in ("to_simplified.csv", "radicals.csv"):
        path = resources.files("littlegiants").joinpath("catalog", "names", name)
        rows = csv.reader(path.read_text(encoding="utf-8").splitlines()[1:])
        table.update((ord(sign), plain) for sign, plain in rows)
    table.update(dict.fromkeys(map(ord, _DROPPED)))
    table.update(dict.fromkeys(map(ord, _OPENING), "("))
    table.update(dict.fromkeys(map(ord, _CLOSING), ")"))
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update({ord(small): small.upper() for small in "abcdefghijklmnopqrstuvwxyz"})
    return table
