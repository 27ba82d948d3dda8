"""Administrative divisions with their periods: codes of GB/T 2260, today's and earlier ones.

The data are yearly (`catalog/places`): a change of a year is taken to hold from the 31st of December, the
day of the yearly code book, and changes of the newest year from the day of the copy.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

COPY_DAY = date(2026, 9, 11)
"""The day on which the source copied the official list."""

_MUNICIPALITIES = frozenset(["110000", "120000", "310000", "500000"])
_STEPS_MAX = 12
_BIRTHS = frozenset(
    [
        "新设",
        "更名",
        "同名改码",
        "撤县设市",
        "撤县设区",
        "撤市设区",
        "撤地设市",
        "撤区设区",
        "码位改派",
    ]
)
"""Kinds of change after which the new division begins; others hand ground to one that exists."""


class Level(StrEnum):
    """The three levels of divisions."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Division:
    """One division in one period; `city_code` is its city, which may be itself.

    A municipality is its own city; so is a county that hangs on its province. A province has none.
    """

    code: str
    name: str
    level: Level
    province_code: str
    city_code: str | None
    short_name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, as_of: date | None) -> bool:
        """True if the division exists on a day; None asks for the newest state."""
        if as_of is None:
            return self.valid_to is None
        is_begun = self.valid_from is None or self.valid_from <= as_of
        return is_begun and (self.valid_to is None or as_of < self.valid_to)


Key = tuple[str, str]
"""Code and name: codes are used again, and names move between codes."""


@dataclass(frozen=True, slots=True)
class Register:
    """All divisions of all periods, and what became of which."""

    current: dict[str, Division]
    former: dict[Key, Division]
    after: dict[Key, Key]
    before: dict[Key, tuple[Key, ...]]

    def at(self, key: Key) -> Division | None:
        """Return a division by code and name, of whatever period."""
        found = self.current.get(key[0])
        if found is not None and found.name == key[1]:
            return found
        return self.former.get(key)

    def by_code(self, code: str) -> Division | None:
        """Return the newest division that has or had a code."""
        return self.current.get(code) or _former_by_code().get(code)


def place_as_of(place: str | Division, as_of: date | None = None) -> Division | None:
    """Return the division that had the ground of a division on a day; None where nothing fits.

    None for the day is the newest state. Where several came together or one fell apart, the ground cannot be
    told and the city is returned.
    """
    division = divisions().by_code(place) if isinstance(place, str) else place
    for _ in range(_STEPS_MAX):
        if division is None or division.holds(as_of):
            return division
        division = _step(division, as_of)
    return None


def home_of(code: str) -> tuple[str, str | None, str | None] | None:
    """Return today's province, city and county code of a division code of any time.

    A code that is not listed counts by its first digits, for offices use codes of their own inside a city.
    """
    found = place_as_of(code)
    if found is not None:
        county = found.code if found.level is Level.COUNTY else None
        return found.province_code, found.city_code, county
    if len(code) != 6 or not code.isdigit():
        return None
    outer = place_as_of(f"{code[:4]}00") or place_as_of(f"{code[:2]}0000")
    return None if outer is None else (outer.province_code, outer.city_code, None)


@cache
def divisions() -> Register:
    """Read the divisions and their changes, once."""
    current = _current()
    rows = [row for row in _rows("division_changes.csv") if row["level"] != "1"]
    rows = [row for row in rows if not _is_alive(row, current)]
    begun, ended = _years(rows, "new"), _years(rows, "old")
    after = {
        _key(row, "old"): _key(row, "new") for row in rows if row["old_code"] and row["new_code"]
    }
    before: dict[Key, set[Key]] = defaultdict(set)
    for old, new in after.items():
        before[new].add(old)
    former = {key: _former(key, row, begun, ended) for key, row in _last_rows(rows).items()}
    dated = {code: _dated(found, begun) for code, found in current.items()}
    earlier = {key: tuple(sorted(keys)) for key, keys in before.items()}
    return Register(dated, former, after, earlier)


def _step(division: Division, as_of: date | None) -> Division | None:
    """Go one change on or back; where the way is not plain, go up to the city."""
    register, key = divisions(), (division.code, division.name)
    if division.valid_to is not None and (as_of is None or division.valid_to <= as_of):
        following = register.after.get(key)
        found = None if following is None else register.at(following)
        has_shrunk = (
            division.level is Level.CITY and found is not None and found.level is Level.COUNTY
        )
        if found is None or has_shrunk:
            return _city(found or division)
        return found
    earlier = register.before.get(key, ())
    return register.at(earlier[0]) if len(earlier) == 1 else _city(division)


def _city(division: Division) -> Division | None:
    code = division.city_code
    if code is None or code == division.code:
        return divisions().current.get(division.province_code)
    return divisions().by_code(code)


def _current() -> dict[str, Division]:
    found: dict[str, Division] = {}
    for row in _rows("divisions.csv"):
        code, level, parent = row["code"], Level(row["level"]), row["parent_code"]
        found[code] = Division(
            code,
            row["name"],
            level,
            f"{code[:2]}0000",
            _city_code(code, level, parent),
            row["short_name"],
        )
    return found


def _city_code(code: str, level: Level, parent: str) -> str | None:
    if level is Level.PROVINCE:
        return code if code in _MUNICIPALITIES else None
    if level is Level.CITY:
        return code
    if parent in _MUNICIPALITIES or not parent.endswith("0000"):
        return parent
    return code


def _is_alive(row: dict[str, str], current: dict[str, Division]) -> bool:
    """A division that gave away part of its ground has not ended, whatever the row says."""
    found = current.get(row["old_code"])
    return found is not None and found.name == row["old_name"]


def _former(
    key: Key, row: dict[str, str], begun: dict[Key, int], ended: dict[Key, int]
) -> Division:
    code, name = key
    level = Level.CITY if row["level"] == "2" else Level.COUNTY
    province = f"{code[:2]}0000"
    has_city = level is Level.COUNTY and len(row["old_path"].split("/")) == 3
    city = f"{code[:4]}00" if has_city else code
    if province in _MUNICIPALITIES:
        city = province
    return Division(
        code, name, level, province, city, "", _day(begun.get(key)), _day(ended.get(key))
    )


def _dated(division: Division, begun: dict[Key, int]) -> Division:
    year = begun.get((division.code, division.name))
    if year is None:
        return division
    return Division(
        division.code,
        division.name,
        division.level,
        division.province_code,
        division.city_code,
        division.short_name,
        _day(year),
    )


def _years(rows: list[dict[str, str]], side: str) -> dict[Key, int]:
    kinds = _BIRTHS if side == "new" else None
    return {
        _key(row, side): int(row["year"])
        for row in rows
        if row[f"{side}_code"] and (kinds is None or row["type"] in kinds)
    }


def _last_rows(rows: list[dict[str, str]]) -> dict[Key, dict[str, str]]:
    return {_key(row, "old"): row for row in rows if row["old_code"]}


def _day(year: int | None) -> date | None:
    return None if year is None else min(date(year, 12, 31), COPY_DAY)


def _key(row: dict[str, str], side: str) -> Key:
    return row[f"{side}_code"], row[f"{side}_name"]


@cache
def _former_by_code() -> dict[str, Division]:
    former = divisions().former.values()
    ordered = sorted(former, key=lambda division: division.valid_to or date.min)
    return {division.code: division for division in ordered}


def _rows(name: str) -> list[dict[str, str]]:
    path = resources.files("littlegiants").joinpath("catalog", "places", name)
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
