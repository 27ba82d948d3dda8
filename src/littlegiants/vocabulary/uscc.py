"""The unified social credit code (统一社会信用代码, GB 32100-2015): read, checked, never guessed.

A code has 18 characters of a 31-character alphabet: registering authority and kind (2), division of
the authority of first registration (6), organisation code of GB 11714 (9), check character (1).
Four things are checked apart, because each fails for reasons of its own:

* the form (length, alphabet): a malformed code cannot be linked by;
* the check character (weights 3^i, modulo 31) and the organisation code's own (modulo 11): a
  failure is a warning that stays with the code, for real codes issued before 2016 fail it;
* authority and kind (91 enterprise, 92 sole trader, 93 farmers' co-operative);
* the region digits, known or not. They name where the first registration happened and are
  never used as a place.

**A resident ID is refused.** An 18-digit number with a plausible region, a true birth date and the
right check character of ISO 7064 MOD 11-2 is a person's. If it passes for a code as well, the
ID wins, because a code refused is typed again and a person's number stored is a breach. The one
exception are numbers that begin with 9: no citizen's number does, so both checks of a code and a
known kind make it a code; failing that, the number of a foreigner's permanent residence card,
which begins with 9 too, is refused like any other. Findings never repeat a person's number.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from operator import mul

from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Text, message

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a code: digits and capital letters without I, O, S, V and Z."""

LENGTH = 18
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_REGIONS = frozenset((
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66),
    71, 81, 82, 83,
))  # fmt: skip
_BIRTH_YEAR_MIN, _BIRTH_YEAR_MAX = 1880, 2099
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]+")
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?1\d")
_KINDS = frozenset((
    "11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41", "49",
    "51", "52", "53", "59", "61", "62", "69", "71", "72", "79", "81", "89",
    "91", "92", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1",
))  # fmt: skip
"""Authority and kind of GB 32100 with its first amendment."""


class UsccError(LittleGiantsError):
    """A text that is asked for as a credit code is none."""


@dataclass(frozen=True, slots=True)
class Uscc:
    """A well-formed credit code; the checks say whether it is also consistent in itself."""

    code: str
    check_digit_ok: bool
    organisation_code_ok: bool

    @property
    def kind(self) -> str:
        """Registering authority and kind, such as 91 for an enterprise."""
        return self.code[:2]

    @property
    def is_kind_known(self) -> bool:
        """True if authority and kind stand in the standard."""
        return self.kind in _KINDS

    @property
    def kind_text(self) -> Text:
        """Authority and kind in words; the registrations of the market in full."""
        known = self.kind if self.kind in ("91", "92", "93") else "other"
        return message(f"uscc.kind.{known}", kind=self.kind)

    @property
    def region_code(self) -> str:
        """The division of the first registration; never a place of today."""
        return self.code[2:8]

    @property
    def is_region_known(self) -> bool:
        """True if the region digits were a division at some time, or an authority of a known city."""
        return self.region_code in _regions() or f"{self.region_code[:4]}00" in _regions()

    @property
    def organisation_code(self) -> str:
        """The nine characters of GB 11714 inside the code."""
        return self.code[8:17]


@dataclass(frozen=True, slots=True)
class UsccReading:
    """What a text says as a credit code; nothing of it is refused except a person's number.

    `code` is the normalised text and is empty if it is a person's; `uscc` is there if the form is right;
    `former` names what else it is: a `registration_number` or an `organisation_code`.
    """

    code: str
    uscc: Uscc | None
    is_personal_id: bool
    former: str | None
    suggestion: str | None
    findings: tuple[Finding, ...]

    @property
    def well_formed(self) -> bool:
        """True if length and alphabet are right: only then may records be linked by it."""
        return self.uscc is not None

    @property
    def is_empty(self) -> bool:
        """True if no code was given at all."""
        return not self.code and not self.is_personal_id


def normalise_uscc(text: str) -> str:
    """Return a code in half width and capitals, without spaces and hyphens."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse_uscc(text: str) -> Uscc:
    """Return the code a text holds; raise `UsccError` if it is malformed or a person's number."""
    reading = check_uscc(text)
    if reading.is_personal_id:
        raise UsccError("uscc.personal_id")
    if reading.uscc is None:
        raise UsccError("uscc.malformed", uscc=reading.code, fault=_fault(reading.code))
    return reading.uscc


def check_uscc(text: str, where: str = "") -> UsccReading:
    """Read a text as a credit code and return everything there is to say about it."""
    code = normalise_uscc(text)
    uscc = _well_formed(code)
    if is_personal_id(code):
        return UsccReading("", None, True, None, None, (Finding.of("uscc.personal_id", where),))
    if not code:
        return UsccReading("", None, False, None, None, ())
    if uscc is not None:
        return UsccReading(code, uscc, False, None, None, _warnings(uscc, where))
    former = _former(code)
    if former is not None:
        found = Finding.of(f"uscc.former.{former}", where, severity=Severity.WARNING, uscc=code)
        return UsccReading(code, None, False, former, None, (found,))
    suggestion = _suggestion(code)
    return UsccReading(code, None, False, None, suggestion, (_malformed(code, suggestion, where),))


def is_personal_id(text: str) -> bool:
    """True for a number of a resident ID or foreigner's permanent residence card (see the module)."""
    code = normalise_uscc(text)
    if len(code) != LENGTH or not _is_id_number(code):
        return False
    if code[0] != "9":
        return int(code[:2]) in _ID_REGIONS
    if int(code[1:3]) not in _ID_REGIONS:
        return False
    uscc = _well_formed(code)
    return not (
        uscc is not None
        and uscc.check_digit_ok
        and uscc.organisation_code_ok
        and uscc.is_kind_known
    )


def check_character(first_17: str) -> str:
    """Return the check character that belongs to the first 17 characters of a code."""
    weighed = sum(map(mul, map(_VALUE.__getitem__, first_17), _WEIGHTS))
    return ALPHABET[-weighed % 31]


def organisation_check_character(first_8: str) -> str:
    """Return the check character of GB 11714 for the first eight characters of an organisation code."""
    weighed = sum(map(mul, map(_ORGANISATION_SIGNS.index, first_8), _ORGANISATION_WEIGHTS))
    return "0123456789X0"[11 - weighed % 11]


def is_organisation_code(text: str) -> bool:
    """True if nine characters pass the check of GB 11714 (modulo 11)."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", text):
        return False
    return text[8] == organisation_check_character(text[:8])


def complete_uscc(kind: str, region_code: str, organisation: str) -> str:
    """Return the code of 18 characters for its kind, region and the first eight of the organisation code."""
    first_17 = f"{kind}{region_code}{organisation}{organisation_check_character(organisation)}"
    return first_17 + check_character(first_17)


def _well_formed(code: str) -> Uscc | None:
    if len(code) != LENGTH or not _VALUE.keys() >= set(code):
        return None
    return Uscc(code, check_character(code[:17]) == code[17], is_organisation_code(code[8:17]))


def _is_id_number(code: str) -> bool:
    if not (code.isascii() and code[:17].isdigit() and code[17] in _ID_CHECKS):
        return False
    try:
        born = date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return False
    if not _BIRTH_YEAR_MIN <= born.year <= _BIRTH_YEAR_MAX:
        return False
    weighed = sum(int(sign) * weight for sign, weight in zip(code, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[weighed % 11] == code[17]


def _former(code: str) -> str | None:
    if re.fullmatch(r"\d{15}", code):
        return "registration_number"
    return "organisation_code" if is_organisation_code(code) else None


def _suggestion(code: str) -> str | None:
    """O and I stand for 0 and 1: the code is offered if it then passes, and never put in silently."""
    tried = code.replace("O", "0").replace("I", "1")
    uscc = _well_formed(tried) if tried != code else None
    is_safe = uscc is not None and uscc.check_digit_ok and not is_personal_id(tried)
    return tried if is_safe else None


def _warnings(uscc: Uscc, where: str) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if not uscc.check_digit_ok:
        expected = check_character(uscc.code[:17])
        found.append(_warning("uscc.check_digit", where, uscc=uscc.code, expected=expected))
    if not uscc.organisation_code_ok:
        part = uscc.organisation_code
        found.append(_warning("uscc.organisation_code", where, uscc=uscc.code, part=part))
    if not uscc.is_kind_known:
        found.append(_warning("uscc.kind_unknown", where, uscc=uscc.code, kind=uscc.kind))
    if not uscc.is_region_known:
        values = {"uscc": uscc.code, "region": uscc.region_code}
        found.append(Finding.of("uscc.region_unknown", where, severity=Severity.NOTE, **values))
    return tuple(found)


def _warning(code: str, where: str, /, **values: object) -> Finding:
    return Finding.of(code, where, severity=Severity.WARNING, **values)


def _malformed(code: str, suggestion: str | None, where: str) -> Finding:
    if suggestion is not None:
        return Finding.of("uscc.malformed_suggestion", where, uscc=code, suggestion=suggestion)
    return Finding.of("uscc.malformed", where, uscc=code, fault=_fault(code))


def _fault(code: str) -> Text:
    if _ROUNDED.fullmatch(code):
        return message("uscc.fault.rounded")
    if len(code) != LENGTH:
        return message("uscc.fault.length", length=len(code))
    strange = "".join(dict.fromkeys(sign for sign in code if sign not in _VALUE))
    return message("uscc.fault.signs", signs=strange)


@cache
def _regions() -> frozenset[str]:
    """Every division code since 2000, and 100000 for the national authority."""
    folder = resources.files("littlegiants").joinpath("catalog", "places")
    codes = {"100000"}
    for name, columns in (
        ("divisions.csv", ("code",)),
        ("division_changes.csv", ("old_code", "new_code")),
    ):
        lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()
        codes.update(row[column] for row in csv.DictReader(lines) for column in columns)
    return frozenset(codes - {""})
