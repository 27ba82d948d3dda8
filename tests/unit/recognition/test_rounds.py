"""The city's own rounds: steps in their order, a working-day clock, objections, lists that give titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.documents.services import write_list
from littlegiants.intake.lists import read_list
from littlegiants.recognition.errors import (
    CalendarUnknownError,
    IllegalStepError,
    RecognitionError,
)
from littlegiants.recognition.printing import print_document
from littlegiants.recognition.round_services import (
    Issued,
    add_candidates,
    check_candidate,
    close_round,
    decide_objection,
    find_round,
    list_rounds,
    object_to,
    open_round,
    publish,
    recommend,
)
from littlegiants.recognition.rounds import TRANSITIONS, Round, RoundState, Step, StepRecord
from littlegiants.recognition.services import list_documents
from littlegiants.recognition.working_days import load_calendar
from littlegiants.register.errors import NotKnownError
from littlegiants.storage.database import EVERYTHING
from tests.unit.recognition.city import ACTOR, NAMES, PROCEDURES, City

CALENDAR = load_calendar()
OPENED = date(2026, 9, 1)
RECOMMENDED = date(2026, 9, 24)
PUBLISHED = date(2026, 9, 28)
LAST_DAY = date(2026, 10, 9)
CLOSED = date(2026, 10, 10)
PROGRAMME = "innovative_sme"


@dataclass(frozen=True, slots=True)
class Clerk:
    """Takes the steps of one round in one database."""

    city: City
    number: int

    @classmethod
    def opens(cls, city: City) -> Clerk:
        """Open a round of innovative SMEs in Shenzhen."""
        number = open_round(
            city.database,
            PROCEDURES,
            actor=ACTOR,
            programme=PROGRAMME,
            year=2026,
            region_code="440300",
            issuer="深圳市工业和信息化局",
            source="miit",
        )
        return cls(city, number)

    def add(self, *firms: int, on: date = OPENED) -> None:
        """Add candidates."""
        add_candidates(
            self.city.database, actor=ACTOR, round_id=self.number, enterprise_ids=firms, on=on
        )

    def check(self, firm: int, kept: bool = True, reason: str = "") -> None:
        """Check a candidate."""
        check_candidate(
            self.city.database,
            actor="李四",
            round_id=self.number,
            enterprise_id=firm,
            kept=kept,
            reason=reason,
            on=OPENED,
        )

    def recommend(self, on: date = RECOMMENDED) -> Issued:
        """Issue the recommendation list."""
        return recommend(self.city.database, actor=ACTOR, round_id=self.number, on=on)

    def publish(self, on: date = PUBLISHED, days: int | None = None) -> Issued:
        """Issue the publicity list."""
        return publish(
            self.city.database,
            PROCEDURES,
            CALENDAR,
            actor=ACTOR,
            round_id=self.number,
            on=on,
            working_days=days,
        )

    def object(self, firm: int | None, on: date = PUBLISHED) -> int:
        """Raise an objection."""
        return object_to(
            self.city.database,
            actor=ACTOR,
            round_id=self.number,
            on=on,
            raised_by="某企业",
            statement="研发费用不实",
            enterprise_id=firm,
        )

    def decide(self, objection: int, upheld: bool, reason: str = "核查属实") -> None:
        """Decide an objection."""
        decide_objection(
            self.city.database,
            actor="王五",
            round_id=self.number,
            objection_id=objection,
            upheld=upheld,
            reason=reason,
            on=LAST_DAY,
        )

    def close(self, on: date = CLOSED) -> Issued:
        """Issue the final list."""
        return close_round(self.city.database, actor=ACTOR, round_id=self.number, on=on)

    def found(self) -> Round:
        """The round as it stands."""
        with self.city.database.read() as connection:
            return find_round(connection, self.number)

    def publicised(self) -> Clerk:
        """Take the round to publicity, with firms 1 to 3 kept and 4 refused."""
        self.add(1, 2, 3, 4)
        for firm in (1, 2, 3):
            self.check(firm)
        self.check(4, kept=False, reason="研发费用占比不足")
        self.recommend()
        self.publish()
        return self


@pytest.fixture
def clerk(city: City) -> Clerk:
    """A round that has just been opened."""
    return Clerk.opens(city)


def test_a_round_ends_in_titles(clerk: Clerk) -> None:
    """Kept firms are publicised over the golden week, and recognised by the final list."""
    issued = clerk.publicised()
    assert issued.found().publicity == (PUBLISHED, LAST_DAY)
    assert clerk.city.counted(CLOSED, programme=PROGRAMME) == set()
    clerk.close()
    assert clerk.found().state is RoundState.CLOSED
    assert clerk.city.counted(CLOSED, programme=PROGRAMME) == {1, 2, 3}
    assert clerk.city.titles(CLOSED, programme=PROGRAMME).findings == ()


def test_every_list_of_a_round_is_a_document(clerk: Clerk) -> None:
    """Candidates, recommendation, publicity and final list, with all rows linked."""
    clerk.publicised().close()
    with clerk.city.database.read() as connection:
        listed = list_documents(connection, known=EVERYTHING, programme=PROGRAMME)
    assert [(one.document.kind.value, one.rows, one.linked) for one in listed] == [
        ("candidates", 4, 4),
        ("recommendation", 3, 3),
        ("publicity", 3, 3),
        ("final", 3, 3),
    ]
    assert {one.document.region_code for one in listed} == {"440300"}


def test_publicity_cannot_be_closed_on_its_last_day(clerk: Clerk) -> None:
    """On the last working day it still runs; the day after it may be closed."""
    clerk.publicised()
    with pytest.raises(RecognitionError, match="2026-10-09"):
        clerk.close(LAST_DAY)
    assert clerk.close(CLOSED).document_id


def test_an_open_objection_keeps_a_round_open(clerk: Clerk) -> None:
    """Upheld, it leaves its firm out of the final list; the others are recognised."""
    clerk.publicised()
    number = clerk.object(2)
    with pytest.raises(RecognitionError, match="open"):
        clerk.close()
    clerk.decide(number, upheld=True)
    clerk.close()
    assert clerk.city.counted(CLOSED, programme=PROGRAMME) == {1, 3}
    decided = clerk.found().objections[0]
    assert (decided.outcome, decided.decided_by) == ("upheld", "王五")


def test_a_rejected_objection_changes_no_list(clerk: Clerk) -> None:
    """The firm stays on the final list, and the objection stays on record."""
    clerk.publicised()
    clerk.decide(clerk.object(2), upheld=False, reason="查无实据")
    clerk.close()
    assert clerk.city.counted(CLOSED, programme=PROGRAMME) == {1, 2, 3}


def test_an_objection_is_decided_once_and_exists(clerk: Clerk) -> None:
    """Neither twice, nor one that nobody raised, nor without a reason, nor against a firm not publicised."""
    clerk.publicised()
    number = clerk.object(None)
    with pytest.raises(RecognitionError, match="reason"):
        clerk.decide(number, upheld=False, reason=" ")
    clerk.decide(number, upheld=False)
    with pytest.raises(RecognitionError, match="already decided"):
        clerk.decide(number, upheld=True)
    with pytest.raises(RecognitionError, match="99"):
        clerk.decide(99, upheld=True)
    with pytest.raises(RecognitionError, match="E4"):
        clerk.object(4)


def test_an_objection_may_be_recorded_after_its_day(clerk: Clerk) -> None:
    """Raised on the first day and recorded after another was decided; before publicity none is raised."""
    clerk.publicised()
    clerk.decide(clerk.object(2), upheld=False)
    assert clerk.object(3, on=PUBLISHED)
    with pytest.raises(RecognitionError, match="2026-09-28"):
        clerk.object(3, on=RECOMMENDED)


def test_nothing_is_recommended_before_all_are_checked(clerk: Clerk) -> None:
    """One unchecked candidate, then none kept: each is named."""
    clerk.add(1, 2)
    clerk.check(1, kept=False, reason="不符合")
    with pytest.raises(RecognitionError, match="E2"):
        clerk.recommend()
    clerk.check(2, kept=False, reason="不符合")
    with pytest.raises(RecognitionError, match="No candidate"):
        clerk.recommend()
    clerk.check(2)
    assert clerk.recommend().document_id
    assert clerk.found().kept == [2]


def test_candidates_are_known_once_and_refused_with_a_reason(clerk: Clerk) -> None:
    """Twice, unknown to the register, no candidate, no reason: each is refused, and nothing is kept."""
    clerk.add(1)
    before = clerk.city.digest()
    with pytest.raises(RecognitionError, match="E1 is already"):
        clerk.add(2, 1)
    with pytest.raises(NotKnownError, match="E99"):
        clerk.add(99)
    with pytest.raises(RecognitionError, match="E2 is no candidate"):
        clerk.check(2)
    with pytest.raises(RecognitionError, match="reason"):
        clerk.check(1, kept=False)
    assert clerk.city.digest() == before


def test_an_illegal_step_names_the_legal_ones(clerk: Clerk) -> None:
    """Before the recommendation there is no publicity, afterwards no further candidate."""
    clerk.add(1)
    with pytest.raises(IllegalStepError, match="add candidates, check, recommend"):
        clerk.publish()
    clerk.check(1)
    clerk.recommend()
    with pytest.raises(IllegalStepError, match="It allows: publish"):
        clerk.add(2)


def test_no_step_is_taken_before_the_day_of_the_last(clerk: Clerk) -> None:
    """A publicity that would begin before the recommendation is refused."""
    clerk.add(1)
    clerk.check(1)
    clerk.recommend()
    with pytest.raises(RecognitionError, match="2026-09-24"):
        clerk.publish(date(2026, 9, 23))


def test_publicity_into_a_year_without_a_table_is_refused(clerk: Clerk) -> None:
    """The working days of 2027 are not known; nothing is issued."""
    clerk.add(1)
    clerk.check(1)
    clerk.recommend()
    before = clerk.city.digest()
    with pytest.raises(CalendarUnknownError, match="2027"):
        clerk.publish(date(2026, 12, 29))
    assert clerk.city.digest() == before
    assert clerk.publish(date(2026, 12, 29), days=3).ends_on == date(2026, 12, 31)


def test_a_round_is_opened_once(city: City) -> None:
    """The same programme, year and place is refused with the number that it has."""
    first = Clerk.opens(city)
    with pytest.raises(RecognitionError, match=f"number {first.number}"):
        Clerk.opens(city)
    with city.database.read() as connection:
        assert [found.id for found in list_rounds(connection)] == [first.number]
        with pytest.raises(RecognitionError, match="77"):
            find_round(connection, 77)


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_printed_list_reads_back_as_it_was(clerk: Clerk, tmp_path: Path, ending: str) -> None:
    """Names, codes and count of the publicity list come back from the file; it names its period."""
    clerk.publicised()
    number = clerk.found().document_of(Step.PUBLISH)
    assert number is not None
    with clerk.city.database.read() as connection:
        printed = print_document(connection, PROCEDURES, number, known=EVERYTHING)
    assert "2026年9月28日至2026年10月9日（5个工作日）" in printed.lead[0]
    path = tmp_path / f"list.{ending}"
    assert write_list(printed, path) == ()
    read = read_list(path)
    assert [entry.name_as_printed for entry in read.entries] == list(NAMES[:3])
    assert all(entry.code for entry in read.entries)
    assert read.stops == ()
    assert read.kind_hint == "publicity"


# The table


def test_every_state_can_be_reached_and_left_but_the_last() -> None:
    """From collecting every state is reached, and only a closed round allows nothing."""
    reached = {RoundState.COLLECTING}
    for _ in RoundState:
        reached |= {to for state in reached for to in TRANSITIONS[state].values()}
    assert reached == set(RoundState)
    assert [state for state in RoundState if not TRANSITIONS[state]] == [RoundState.CLOSED]


@given(st.lists(st.sampled_from(Step), max_size=12))
def test_a_round_takes_a_step_exactly_when_the_table_says_so(steps: list[Step]) -> None:
    """Whatever is tried, the state is that of the legal steps taken."""
    found = Round(1, PROGRAMME, 2026, 1, "440300", "", "miit")
    states = [found.state]
    for step in steps:
        legal = step in TRANSITIONS[found.state]
        try:
            found.require(step, OPENED)
        except IllegalStepError:
            assert not legal
            continue
        assert legal
        taken = (*found.steps, StepRecord(step, OPENED, ACTOR))
        found = Round(1, PROGRAMME, 2026, 1, "440300", "", "miit", taken)
        states.append(found.state)
    order = list(RoundState)
    assert all(order.index(a) <= order.index(b) for a, b in pairwise(states))


def test_a_title_of_the_ministry_has_no_round_of_the_city(city: City) -> None:
    """Little giants are recommended by the province and recognised by the ministry."""
    with pytest.raises(RecognitionError) as caught:
        open_round(
            city.database,
            PROCEDURES,
            actor=ACTOR,
            programme="little_giant",
            year=2026,
            region_code="440300",
            issuer="深圳市",
            source="miit",
        )
    assert caught.value.code == "recognition.not_own"
