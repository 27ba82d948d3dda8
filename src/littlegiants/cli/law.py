"""Which rulebooks a command works with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.vocabulary.errors import LittleGiantsError, NoEditionError

DEFAULT_PROGRAMMES = ("innovative_sme", "srdi_sme", "little_giant", "sme_size")


@dataclass(frozen=True, slots=True)
class LawRequest:
    """Programmes, action and day as asked for, or editions forced by name."""

    programmes: tuple[str, ...]
    action: str
    moment: datetime
    editions: tuple[str, ...]

    @property
    def day(self) -> date:
        """The as-of day."""
        return self.moment.date()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rulebook to apply; `comparison` marks one that does not govern the day."""

    rulebook: Rulebook
    comparison: bool


def choose(catalog: Catalog, wanted: LawRequest) -> list[Chosen]:
    """Return the rulebooks asked for; raises `NoEditionError` or `CatalogError`."""
    action = parse_action(wanted.action)
    if wanted.editions or wanted.programmes:
        return [
            *(
                Chosen(catalog.select(name, action, wanted.day), False)
                for name in wanted.programmes
            ),
            *(_forced(catalog, edition, action, wanted) for edition in wanted.editions),
        ]
    found: list[Chosen] = []
    for name in DEFAULT_PROGRAMMES:
        try:
            found.append(Chosen(catalog.select(name, action, wanted.day), False))
        except NoEditionError:
            continue  # a programme that has no standard on the day is simply not part of the ladder then
    if not found:
        raise NoEditionError(
            "rule.no_edition",
            programme=", ".join(DEFAULT_PROGRAMMES),
            action=action.value,
            day=wanted.day.isoformat(),
        )
    return found


def parse_action(word: str) -> Action:
    """Read an action."""
    try:
        return Action(word)
    except ValueError:
        raise LittleGiantsError("rule.action_unknown", action=word) from None


def _forced(catalog: Catalog, edition: str, action: Action, wanted: LawRequest) -> Chosen:
    rulebook = catalog.rulebook(edition, action)
    try:
        governing = catalog.select(rulebook.programme, action, wanted.day)
    except NoEditionError:
        return Chosen(rulebook, True)
    if governing.edition == edition:
        return Chosen(governing, False)
    return Chosen(rulebook, True)
