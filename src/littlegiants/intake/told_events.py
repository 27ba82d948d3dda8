"""The dated events that lines of JSON tell, kept as told beside the windows computed from them."""

from __future__ import annotations

from collections.abc import Iterable

from littlegiants.intake.events import Event


class ToldEvents:
    """Gathers the events of one line after the other."""

    def __init__(self) -> None:
        self._events: dict[str, list[tuple[str, Event]]] = {}
        self._whole: dict[str, set[str]] = {}
        self._of_line: list[tuple[str, Event]] = []
        self._whole_in_line: set[str] = set()

    def begin(self) -> None:
        """Begin a line."""
        self._of_line, self._whole_in_line = [], set()

    def nothing(self, fact: str) -> None:
        """Take note that the line says that nothing of a fact happened."""
        self._whole_in_line.add(fact)

    def add(self, fact: str, events: Iterable[Event], *, is_whole: bool) -> None:
        """Add the events of one fact, and whether they are all there are."""
        self._of_line.extend((fact, event) for event in events)
        if is_whole:
            self._whole_in_line.add(fact)
        else:
            self._whole_in_line.discard(fact)

    def keep(self, id_: str) -> None:
        """Keep what the line told under the enterprise that it speaks of."""
        if self._of_line:
            self._events.setdefault(id_, []).extend(self._of_line)
        if self._whole_in_line:
            self._whole.setdefault(id_, set()).update(self._whole_in_line)

    def by_enterprise(self) -> dict[str, tuple[tuple[str, Event], ...]]:
        """Return the events of all lines, each with the name of its fact."""
        return {id_: tuple(events) for id_, events in self._events.items()}

    def complete(self) -> dict[str, frozenset[str]]:
        """Return the facts whose events are told without exception."""
        return {id_: frozenset(names) for id_, names in self._whole.items()}
