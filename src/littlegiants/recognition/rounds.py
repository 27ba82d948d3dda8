"""The city's own rounds: which step may follow which, and what a round looks like after its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from littlegiants.recognition.errors import IllegalStepError, RecognitionError
from littlegiants.vocabulary.language import Text, message


class RoundState(StrEnum):
    """Where a round stands."""

    COLLECTING = "collecting"
    RECOMMENDED = "recommended"
    PUBLICISED = "publicised"
    CLOSED = "closed"

    @property
    def text(self) -> Text:
        """The state in words."""
        return message(f"recognition.round_state_{self.value}")


class Step(StrEnum):
    """What may be done with a round."""

    ADD = "add"
    CHECK = "check"
    RECOMMEND = "recommend"
    PUBLISH = "publish"
    OBJECT = "object"
    DECIDE = "decide"
    CLOSE = "close"

    @property
    def text(self) -> Text:
        """The step in words."""
        return message(f"recognition.step_{self.value}")


TRANSITIONS: Mapping[RoundState, Mapping[Step, RoundState]] = {
    RoundState.COLLECTING: {
        Step.ADD: RoundState.COLLECTING,
        Step.CHECK: RoundState.COLLECTING,
        Step.RECOMMEND: RoundState.RECOMMENDED,
    },
    RoundState.RECOMMENDED: {Step.PUBLISH: RoundState.PUBLICISED},
    RoundState.PUBLICISED: {
        Step.OBJECT: RoundState.PUBLICISED,
        Step.DECIDE: RoundState.PUBLICISED,
        Step.CLOSE: RoundState.CLOSED,
    },
    RoundState.CLOSED: {},
}
"""All that a round may do; nothing else is allowed anywhere."""


class Outcome(StrEnum):
    """The result of a check, or of an objection."""

    KEPT = "kept"
    REFUSED = "refused"
    UPHELD = "upheld"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step that was taken; `actor` is who took it."""

    step: Step
    on: date
    actor: str
    enterprise_id: int | None = None
    outcome: Outcome | None = None
    note: str = ""
    ends_on: date | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection with its decision, if there is one."""

    id: int
    enterprise_id: int | None
    raised_on: date
    raised_by: str
    statement: str
    outcome: Outcome | None = None
    reason: str = ""
    decided_by: str = ""

    @property
    def is_open(self) -> bool:
        """True while nobody has decided."""
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class Round:
    """One round with everything that happened in it, in order."""

    id: int
    programme: str
    year: int
    ordinal: int
    region_code: str
    issuer: str
    source_code: str
    steps: tuple[StepRecord, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def state(self) -> RoundState:
        """Where the steps have led."""
        state = RoundState.COLLECTING
        for record in self.steps:
            state = TRANSITIONS[state][record.step]
        return state

    @property
    def candidates(self) -> list[int]:
        """The firms that were added, in their order."""
        return [s.enterprise_id for s in self.steps if s.step is Step.ADD and s.enterprise_id]

    @property
    def checks(self) -> dict[int, StepRecord]:
        """The last check of each firm."""
        return {s.enterprise_id: s for s in self.steps if s.step is Step.CHECK and s.enterprise_id}

    @property
    def kept(self) -> list[int]:
        """The candidates that passed the check."""
        checks = self.checks
        return [c for c in self.candidates if c in checks and checks[c].outcome is Outcome.KEPT]

    @property
    def refused(self) -> list[int]:
        """The candidates that did not."""
        checks = self.checks
        return [c for c in self.candidates if c in checks and checks[c].outcome is Outcome.REFUSED]

    @property
    def unchecked(self) -> list[int]:
        """The candidates that nobody has checked."""
        checks = self.checks
        return [c for c in self.candidates if c not in checks]

    @property
    def recognised(self) -> list[int]:
        """The firms of the final list: kept, and no objection against them upheld."""
        struck = {o.enterprise_id for o in self.objections if o.outcome is Outcome.UPHELD}
        return [firm for firm in self.kept if firm not in struck]

    @property
    def open_objections(self) -> list[Objection]:
        """The objections that nobody has decided."""
        return [objection for objection in self.objections if objection.is_open]

    @property
    def publicity(self) -> tuple[date, date] | None:
        """First and last day of publicity."""
        found = [s for s in self.steps if s.step is Step.PUBLISH and s.ends_on]
        return (found[-1].on, found[-1].ends_on) if found and found[-1].ends_on else None

    @property
    def last_day(self) -> date | None:
        """The day of the last step."""
        return max((s.on for s in self.steps), default=None)

    def document_of(self, step: Step) -> int | None:
        """The list that a step issued."""
        return next((s.document_id for s in self.steps if s.step is step), None)

    @property
    def legal(self) -> Sequence[Step]:
        """The steps that the round allows now."""
        return tuple(TRANSITIONS[self.state])

    def require(self, step: Step, on: date) -> None:
        """Raise `IllegalStepError` unless the step may be taken now, on a day not before the last step's."""
        if step not in self.legal:
            raise IllegalStepError(
                "recognition.step_illegal",
                round=self.id,
                state=self.state.text,
                step=step.text,
                legal=self.legal_in_words,
            )
        earliest = self.last_day
        if step is Step.OBJECT and self.publicity is not None:
            earliest = self.publicity[
                0
            ]  # one that came by post is recorded later than it was raised
        if earliest is not None and on < earliest:
            raise RecognitionError(
                "recognition.before_start", day=on.isoformat(), start=earliest.isoformat()
            )

    @property
    def legal_in_words(self) -> Text:
        """The steps that the round allows now, in words."""
        if not self.legal:
            return message("recognition.step_none")
        words = [step.text for step in self.legal]
        return Text("、".join(w.zh for w in words), ", ".join(w.en for w in words))

    def require_recommendable(self) -> None:
        """Raise `RecognitionError` unless every candidate is checked and one is kept."""
        if self.unchecked:
            first = f"E{self.unchecked[0]}"
            raise RecognitionError("recognition.unchecked", count=len(self.unchecked), first=first)
        if not self.kept:
            raise RecognitionError("recognition.nobody_kept")

    def require_closable(self, on: date) -> None:
        """Raise `RecognitionError` while an objection is open or publicity runs."""
        if self.open_objections:
            numbers = ", ".join(str(objection.id) for objection in self.open_objections)
            raise RecognitionError(
                "recognition.objections_open", count=len(self.open_objections), numbers=numbers
            )
        assert self.publicity is not None
        if on <= self.publicity[1]:
            raise RecognitionError(
                "recognition.publicity_runs",
                ends=self.publicity[1].isoformat(),
                day=on.isoformat(),
            )
        if not self.recognised:
            raise RecognitionError("recognition.nobody_kept")
