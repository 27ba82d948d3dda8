"""What the head of a column, or the key of a JSON object, asks for.

A head may be the column of a slot (`revenue_y1`), a fact with a calendar year (`revenue_2025`), or
official Chinese words with year and unit in any order (`上年度营业收入总额（万元）`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from itertools import combinations

from littlegiants.intake.head_words import (
    ID_HEADS,
    IGNORED_HEADS,
    NAME_HEADS,
    PLACE_HEADS,
    YEAR_HEADS,
)
from littlegiants.intake.time_words import (
    UNSAID,
    Aggregate,
    Time,
    Timed,
    has_time,
    split_aggregate,
    split_time,
)
from littlegiants.intake.units import split_units
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import Dimension, NotAQuantityError, Unit, fold, parse_unit
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form, Slot


class Role(StrEnum):
    """What a column is for."""

    ID = "id"
    NAME = "name"
    FACT = "fact"
    JUDGEMENT = "judgement"
    IGNORED = "ignored"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Head:
    """The reading of one head.

    `slots` are the slots it fills (近三年 of something that happened fills the calendar and the
    rolling window). `reason` is the message code that says why an unknown head is unknown; `set_aside` the words in
    brackets that were not understood. `place` is what an ignored column tells of where an enterprise is.
    """

    role: Role
    slots: tuple[Slot, ...] = ()
    unit_word: str = ""
    clause: str = ""
    rank: int = 0
    reason: str = ""
    facts: tuple[str, ...] = ()
    time: Time = UNSAID
    is_calendar: bool = False
    is_code: bool = False
    set_aside: str = ""
    place: str = ""

    @property
    def is_known(self) -> bool:
        """True unless nothing is known of the head."""
        return self.role is not Role.UNKNOWN

    @property
    def is_year_assumed(self) -> bool:
        """True if official words name an annual fact without its year."""
        year = any(slot.form is Form.YEAR for slot in self.slots)
        return year and self.time.is_unsaid and not self.is_code


_JUDGEMENT = re.compile(r"^(?:judgement|judgment|人工判断)\s*[::]\s*(\S+)$", re.IGNORECASE)
_CALENDAR_COLUMN = re.compile(r"^([a-z][a-z0-9_]*?)_(20\d\d)$")
_SERIAL = re.compile(r"^(?:[(]?\d{1,2}[).、]|[(]?[一二三四五六七八九十]{1,3}[)、.])(?=\D)")
_PUNCTUATION = re.compile(r"[\s\"'“”‘’《》「」*★:,、;.。?·]|其中")
_NEGATIVE = ("未", "没有", "不存在", "不属于", "无", "非")
_WHETHER = ("是否", "有无")
_LOOSE = re.compile(
    r"总额|总数|数量|人数|金额|数额|情况|的|^(?:是否|有无|曾经?)?(?:已?获得|取得|荣获|发生|存在|被)?|[()]"
)
_BRACKETED = re.compile(r"[(\[【].*?[)\]】]")
_SHARE = re.compile(r"(?:比例|比率|百分比)$")


def key(text: str) -> str:
    """Return a head without spaces, quotes and punctuation, for comparison only."""
    folded = _SERIAL.sub("", "".join(fold(text).split()))
    return _PUNCTUATION.sub("", folded).casefold()


def _loose(head_key: str) -> str:
    return _SHARE.sub("比重", _LOOSE.sub("", head_key))


class HeadReader:
    """Reads heads for one vocabulary and one application year."""

    def __init__(self, vocabulary: Vocabulary, as_of: date) -> None:
        self.vocabulary = vocabulary
        self.as_of = as_of
        self._exact: dict[str, set[str]] = {}
        self._loose: dict[str, set[str]] = {}
        self._seen: dict[str, Head] = {}
        for fact in vocabulary.facts.values():
            self._index(fact)
        for fact in vocabulary.facts.values():
            self._index_share(fact)

    def read(self, head: str) -> Head:
        """Read one head."""
        if head not in self._seen:
            if len(self._seen) >= _SEEN_MAX:
                self._seen.clear()
            self._seen[head] = self._read(head)
        return self._seen[head]

    def read_levels(self, levels: Sequence[str]) -> Head:
        """Read a head of several lines, setting group words aside where they say nothing of time."""
        lines = [line for at, line in enumerate(levels) if line and line not in levels[:at]]
        whole = self.read("".join(lines))
        if whole.is_known or len(lines) < 2:
            return whole
        for kept in _fewer(lines):
            head = self.read("".join(kept))
            if head.is_known:
                dropped = [line for line in lines if line not in kept]
                return self._with_group_unit(head, dropped)
        return whole

    def _with_group_unit(self, head: Head, groups: Sequence[str]) -> Head:
        for word in (split_units(group)[1] for group in groups):
            if word and not head.unit_word and head.role is Role.FACT:
                with_unit = self._with_unit(replace(head, unit_word=word))
                return with_unit if with_unit.is_known else head
        return head

    def nearest(self, head: str) -> str:
        """Return the title of the most similar fact, for "did you mean"."""
        words = split_aggregate(split_time(key(split_units(head)[0]), self.as_of.year).rest)[0]
        close = get_close_matches(words, self._exact, n=1, cutoff=0.5)
        if not close:
            return self.vocabulary.nearest(head)
        fact = self.vocabulary.facts[min(self._exact[close[0]])]
        return f"{fact.title.zh} ({fact.name})"

    def titles(self, facts: Iterable[str]) -> Text:
        """Return the titles of some facts in one line."""
        titles = [self.vocabulary.facts[name].title for name in facts]
        return Text("、".join(t.zh for t in titles), ", ".join(t.en for t in titles))

    def _index(self, fact: Fact) -> None:
        for head in (fact.name, fact.title.zh, fact.title.en, *fact.heads):
            self._exact.setdefault(key(split_units(head)[0]), set()).add(fact.name)
            self._loose.setdefault(_loose(key(head)), set()).add(fact.name)
            if fact.kind is not Kind.STANDING and has_time(head):
                rest = split_time(key(head), self.as_of.year).rest
                self._loose.setdefault(_loose(rest), set()).add(fact.name)

    def _index_share(self, fact: Fact) -> None:
        parts = re.fullmatch(r"\s*(\w+)\s*/\s*(\w+)\s*", fact.derived or "")
        if parts is None or fact.kind is not Kind.ANNUAL:
            return
        over, under = (self.vocabulary.facts.get(name) for name in parts.groups())
        for top in over.heads if over else ():
            for bottom in under.heads if under else ():
                words = _loose(key(f"{top}占{bottom}比重"))
                if words not in self._loose:
                    self._loose[words] = {fact.name}

    def _read(self, printed: str) -> Head:
        judgement = _JUDGEMENT.match(fold(printed))
        if judgement:
            return Head(Role.JUDGEMENT, clause=judgement[1])
        words, unit = split_units(printed)
        head = self._by_column("".join(words.split()).casefold()) or self._official(words)
        return self._with_unit(replace(head, unit_word=unit))

    def _official(self, words: str) -> Head:
        head = _by_role(key(words)) or self._by_words(words)
        outside = _BRACKETED.sub("", words)
        aside = "".join(_BRACKETED.findall(words))
        if head.is_known or not aside or not outside or has_time(aside):
            return head
        fewer = _by_role(key(outside)) or self._by_words(outside)
        return replace(fewer, set_aside=aside) if fewer.is_known else head

    def _with_unit(self, head: Head) -> Head:
        if head.role is not Role.FACT or not head.unit_word:
            return head
        dimension = self.vocabulary.dimension(head.slots[0])
        try:
            unit_of(head.unit_word, dimension)
        except NotAQuantityError as fault:
            return replace(head, role=Role.UNKNOWN, reason=fault.reason.replace("cell.", "column."))
        return head

    def _by_column(self, bare: str) -> Head | None:
        slot = self.vocabulary.slot(bare)
        if slot is not None:
            fact = self.vocabulary.facts[slot.fact]
            if slot.form is not Form.STANDING or fact.kind is Kind.STANDING:
                return Head(Role.FACT, (slot,), facts=(fact.name,), is_code=True)
        dated = _CALENDAR_COLUMN.match(bare)
        if dated and dated[1] in self.vocabulary.facts:
            timed = Timed("", Time(back=self.as_of.year - int(dated[2])), is_calendar=True)
            return replace(self._of_facts({dated[1]}, timed, None), is_code=True)
        if bare in self.vocabulary.facts:
            return replace(self._of_facts({bare}, Timed("", UNSAID), None), is_code=True)
        return None

    def _by_words(self, words: str) -> Head:
        timed = split_time("".join(words.split()).casefold(), self.as_of.year)
        plain = self._plain(key(words), timed.time or UNSAID)
        if plain is not None:
            return plain
        if timed.time is None:
            return Head(Role.UNKNOWN, reason="column.times_contradict")
        rest, aggregate = split_aggregate(timed.rest)
        readings = [self._of_facts(self._facts(key(timed.rest)), timed, None)]
        if aggregate is not None:
            facts = self._facts(key(rest))
            # 近两年研发费用合计 is a sum, though 研发费用合计 alone is a name of the fact
            readings.insert(timed.time.window is None, self._of_facts(facts, timed, aggregate))
        known = [reading for reading in readings if reading.is_known]
        explained = [reading for reading in readings if reading.reason != "column.unknown"]
        best = next(iter([*known, *explained, *readings]))
        if best.reason == "column.unknown" and self._is_negated(key(rest)):
            return replace(best, reason="column.negative")
        return best

    def _plain(self, words: str, time: Time) -> Head | None:
        """The whole head as the name of a fact; what happened still needs its window."""
        facts = [self.vocabulary.facts[name] for name in self._exact.get(words, ())]
        facts = [fact for fact in facts if fact.kind is not Kind.EVENT]
        if len(facts) != 1:
            return None
        return Head(Role.FACT, (facts[0].slot(),), facts=(facts[0].name,), time=time)

    def _facts(self, words: str) -> set[str]:
        return self._exact.get(words) or self._loose.get(_loose(words)) or set()

    def _is_negated(self, words: str) -> bool:
        return any(words.startswith(no) and self._facts(words.removeprefix(no)) for no in _NEGATIVE)

    def _of_facts(self, names: set[str], timed: Timed, aggregate: Aggregate | None) -> Head:
        if not names:
            return Head(Role.UNKNOWN, reason="column.unknown")
        assert timed.time is not None
        if aggregate is Aggregate.UNCLEAR_GROWTH:
            return Head(Role.UNKNOWN, reason="column.growth_unclear", facts=tuple(sorted(names)))
        found = {name: self._slots(self.vocabulary.facts[name], timed, aggregate) for name in names}
        fitting = {name: slots for name, slots in found.items() if slots}
        if len(fitting) == 1:
            ((name, slots),) = fitting.items()
            return Head(
                Role.FACT, slots, facts=(name,), time=timed.time, is_calendar=timed.is_calendar
            )
        reason = "column.ambiguous" if fitting else self._no_slot(names, timed.time)
        return Head(
            Role.UNKNOWN,
            reason=reason,
            facts=tuple(sorted(fitting or names)),
            time=timed.time,
            is_calendar=timed.is_calendar,
        )

    def _no_slot(self, names: set[str], time: Time) -> str:
        events = all(self.vocabulary.facts[name].kind is Kind.EVENT for name in names)
        return "column.window_missing" if events and time.is_unsaid else "column.no_slot"

    def _slots(self, fact: Fact, timed: Timed, aggregate: Aggregate | None) -> tuple[Slot, ...]:
        time = timed.time or UNSAID
        match fact.kind:
            case Kind.ANNUAL:
                slots = _annual_slots(fact, time, aggregate)
            case Kind.EVENT:
                slots = _event_slots(fact, time, aggregate, whether=timed.rest.startswith(_WHETHER))
                if timed.is_calendar:
                    slots = [slot for slot in slots if slot.form is not Form.HAPPENED_PAST]
            case Kind.STANDING:
                now = time.window is None and time.since is None and time.back in (None, 0, 1)
                slots = [Slot(fact.name)] if now and aggregate is None else []
        return tuple(s for s in slots if fact.allows(s.form) and 0 <= s.n <= YEARS_BACK_MAX)


_SEEN_MAX = 10_000


def unit_of(word: str, dimension: Dimension) -> Unit | None:
    """Return the unit for values of a dimension; yes and no have none. Raises `NotAQuantityError`."""
    if not word:
        return None
    if not dimension.is_numeric:
        raise NotAQuantityError("cell.unit_mismatch", unit=word, dimension=dimension.text)
    return parse_unit(word, dimension)


def _by_role(words: str) -> Head | None:
    if words in _RANKS:
        return _RANKS[words]
    if words in _IGNORED_KEYS:
        return Head(Role.IGNORED, place=_PLACE_KEYS.get(words, ""))
    return Head(Role.YEAR) if words in YEAR_HEADS else None


_RANKS = {key(head): Head(Role.NAME, rank=rank) for rank, head in enumerate(NAME_HEADS)} | {
    key(head): Head(Role.ID, rank=rank) for rank, head in enumerate(ID_HEADS)
}
_IGNORED_KEYS = frozenset(key(head) for head in IGNORED_HEADS)
_PLACE_KEYS = {key(head): place for place, heads in PLACE_HEADS.items() for head in heads}


def _annual_slots(fact: Fact, time: Time, aggregate: Aggregate | None) -> list[Slot]:
    if time.rolling or time.since is not None:
        return []
    window = time.window or 0
    match aggregate:
        case None:
            return [] if window else [fact.slot(time.back)]
        case Aggregate.GROWTH:
            return [Slot(fact.name, Form.GROWTH)] if not window and time.back in (None, 1) else []
        case Aggregate.MEAN_GROWTH | Aggregate.COMPOUND_GROWTH | Aggregate.MEAN | Aggregate.SUM:
            return [Slot(fact.name, Form[aggregate.name], window)] if window else []
        case Aggregate.UNCLEAR_GROWTH:
            return []


def _event_slots(
    fact: Fact, time: Time, aggregate: Aggregate | None, *, whether: bool
) -> list[Slot]:
    if aggregate not in (None, Aggregate.SUM):
        return []
    if time.since is not None:
        return [Slot(fact.name, Form.HAPPENED_SINCE, time.since)]
    window = 1 if time.back == 1 else time.window
    if not window:
        return []
    if fact.dimension is Dimension.MONEY and not whether:
        return [] if time.rolling else [Slot(fact.name, Form.TOTAL_IN, window)]
    rolling = [Slot(fact.name, Form.HAPPENED_PAST, window)]
    if time.rolling:
        return rolling
    calendar = [Slot(fact.name, Form.HAPPENED_IN, window)]
    return calendar if time.back is not None else calendar + rolling


def _fewer(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """The last line with ever fewer of the groups above it; groups that name a time stay."""
    last = len(lines) - 1
    for kept in range(last - 1, -1, -1):
        for groups in combinations(range(last), kept):
            dropped = [lines[at] for at in range(last) if at not in groups]
            if not any(has_time(line) for line in dropped):
                yield (*(lines[at] for at in groups), lines[last])
