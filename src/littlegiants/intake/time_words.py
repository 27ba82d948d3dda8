"""The words of a head that say which year or years are meant, and how years are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_COUNT = "[1-5一两二三四五]"
_YEAR = r"(?<!\d)20\d\d(?!\d)"
_YEAR_ENDING = r"(?:[-./]12[-./]31|年12月(?:31日)?末?|年度?末|年底|年度|年)?"

_PATTERNS = {
    "span": rf"{_YEAR}(?:年度|年)?(?:[-–—~至到、,和及]{_YEAR}(?:年度|年末|年)?)+",
    "since": rf"{_YEAR}年?(?:1月(?:1日)?)?(?:以来|至今|起)",
    "year": rf"(?:截[至止])?{_YEAR}{_YEAR_ENDING}",
    "window": rf"(?:(?P<past>过去|此前)|最近|近){_COUNT}个?(?:完整)?(?:会计年度|年度|年)[内来间]?",
    "minus": r"[yt]-[0-5](?:年度|年末|年)?",
    "relative": (
        "上上年度|上上年|前年度|前年|上一会计年度末?|上一年度末?|上一年末?|上年度末|上年末|上年底|上年度|上年"
        "|去年末|去年底|去年|本年度末?|本年末?|今年"
    ),
    "unsaid": "当年度?",
}
_TIME = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_AGAINST = re.compile(rf"[较比](?:上年度?|上一年度?|去年|{_YEAR}年度?)")


@dataclass(frozen=True, slots=True)
class Time:
    """When a head speaks of; the empty time says nothing.

    One of `back` (a year, counted back), `window` (the last n years; `rolling` if counted from the
    day) and `since` (from 1 January, years back). `named` is true if the words are calendar years.
    """

    back: int | None = None
    window: int | None = None
    since: int | None = None
    rolling: bool = False

    @property
    def is_unsaid(self) -> bool:
        """True if no time is named."""
        return self.back is None and self.window is None and self.since is None


UNSAID = Time()

OUTSIDE = Time(back=-1)
"""A time that no slot can hold, such as years that do not end with last year."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A head parted into its time and the rest; `time` is None if two times contradict."""

    rest: str
    time: Time | None
    is_calendar: bool = False


def split_time(text: str, year: int) -> Timed:
    """Part a head into its time, counted back from the application year, and the rest."""
    text = _AGAINST.sub("", text)
    times: set[Time] = set()
    is_calendar = False
    for match in _TIME.finditer(text):
        is_calendar |= match.lastgroup in ("span", "since", "year")
        times.add(_meaning(match, year))
    times.discard(UNSAID)
    time = next(iter(times), UNSAID) if len(times) < 2 else None
    return Timed(_TIME.sub("", text), time, is_calendar)


def has_time(text: str) -> bool:
    """True if the words name a time or a way to put years together."""
    return bool(_TIME.search(text) or any(p.search(text) for p, _ in _AGGREGATES))


def _meaning(match: re.Match[str], year: int) -> Time:
    words = match[0]
    match match.lastgroup:
        case "span":
            return _span([int(found) for found in re.findall(_YEAR, words)], year)
        case "since":
            return Time(since=year - int(words[:4]))
        case "year":
            found = re.search(_YEAR, words)
            assert found is not None
            back = year - int(found[0])
            return Time(back=back) if 0 <= back <= 9 else OUTSIDE
        case "window":
            return _window(words, rolling=match["past"] is not None)
        case "minus":
            return Time(back=int(words[2]))
        case "relative":
            return Time(back=_relative(words))
        case _:
            return UNSAID


def _span(years: list[int], year: int) -> Time:
    consecutive = years[-1] > years[0] and len(years) in (2, years[-1] - years[0] + 1)
    if not consecutive or years[-1] != year - 1:
        return OUTSIDE
    return Time(window=years[-1] - years[0] + 1)


def _window(words: str, *, rolling: bool) -> Time:
    digit = next(char for char in words if char in "12345一两二三四五")
    count = _NUMERALS.get(digit) or int(digit)
    if count == 1 and not rolling:
        return Time(back=1)
    return Time(window=count, rolling=rolling)


def _relative(words: str) -> int:
    if words.startswith(("上上", "前")):
        return 2
    return 0 if words.startswith(("本", "今")) else 1


class Aggregate(StrEnum):
    """How several years are put together."""

    COMPOUND_GROWTH = "compound_growth"
    MEAN_GROWTH = "mean_growth"
    UNCLEAR_GROWTH = "unclear_growth"
    GROWTH = "growth"
    MEAN = "mean"
    SUM = "sum"


_GROWTH = "(?:增长率|增速|增幅|增长幅度|增长)"
_AGGREGATES: tuple[tuple[re.Pattern[str], Aggregate], ...] = tuple(
    (re.compile(pattern), aggregate)
    for pattern, aggregate in (
        (f"(?:年均|年)?复合(?:年均|年)?{_GROWTH}", Aggregate.COMPOUND_GROWTH),
        # statisticians mean the compound rate by 年均增长率, the standards the arithmetic mean
        (f"(?:年均|年平均){_GROWTH}", Aggregate.UNCLEAR_GROWTH),
        (f"平均{_GROWTH}|{_GROWTH}的?(?:平均值|均值|平均)", Aggregate.MEAN_GROWTH),
        (f"同比{_GROWTH}?|{_GROWTH}(?:同比)?", Aggregate.GROWTH),
        ("年均|平均值|平均|均值", Aggregate.MEAN),
        ("合计数|合计|总和|累计额|累计数|累计|之和|总计", Aggregate.SUM),
    )
)


def split_aggregate(text: str) -> tuple[str, Aggregate | None]:
    """Part a head into the rest and the way its years are put together."""
    for pattern, aggregate in _AGGREGATES:
        if pattern.search(text):
            return pattern.sub("", text), aggregate
    return text, None
