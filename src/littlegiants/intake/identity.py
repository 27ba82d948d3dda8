"""Who a row speaks of: codes and names as people type them."""

from __future__ import annotations

import re

from littlegiants.vocabulary.quantity import fold
from littlegiants.vocabulary.uscc import check_uscc

_LONG_NUMBER = 10**15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?1[0-9]", re.IGNORECASE)
_CODE_LIKE = re.compile(r"[0-9A-Za-z]{18}")


def normalise_id(cell: object) -> str:
    """Return an identifier as given; credit codes lose the spaces and hyphens that people put in."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    printed = "" if cell is None else str(cell)
    squeezed = re.sub(r"[\s\-]", "", fold(printed))
    return squeezed.upper() if _CODE_LIKE.fullmatch(squeezed) else printed.strip()


def is_rounded(cell: object) -> bool:
    """True for a long code that a spreadsheet has turned into a number such as 9.144E+17."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return abs(cell) >= _LONG_NUMBER
    return isinstance(cell, str) and _SCIENTIFIC.fullmatch(fold(cell)) is not None


def has_wrong_check_digit(code: str) -> bool:
    """True if 18 letters and digits are not a consistent 统一社会信用代码 (GB 32100)."""
    uscc = check_uscc(code).uscc
    return _CODE_LIKE.fullmatch(code) is not None and not (uscc and uscc.check_digit_ok)


def normalise_name(cell: object) -> str:
    """Return a name as printed, without line breaks and outer spaces."""
    return " ".join(str(cell).split()) if cell is not None else ""
