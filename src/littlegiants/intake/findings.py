"""A list of findings with a limit, so that a file of faults cannot fill the memory."""

from __future__ import annotations

from littlegiants.vocabulary.finding import Finding, Severity

FINDINGS_MAX = 10_000


class FindingList:
    """Collects findings; those beyond the limit are counted."""

    def __init__(self, limit: int = FINDINGS_MAX) -> None:
        self._found: list[Finding] = []
        self._limit = limit
        self._more = 0

    def error(self, code: str, where: str, **values: object) -> None:
        """Add a fault: something could not be used."""
        self.add(Finding.of(code, where, severity=Severity.ERROR, **values))

    def warning(self, code: str, where: str, **values: object) -> None:
        """Add something that was used but needs a look."""
        self.add(Finding.of(code, where, severity=Severity.WARNING, **values))

    def note(self, code: str, where: str, **values: object) -> None:
        """Add something that was noticed and settled."""
        self.add(Finding.of(code, where, severity=Severity.NOTE, **values))

    def add(self, finding: Finding) -> None:
        """Add a finding, or count it when the list is full."""
        if len(self._found) < self._limit:
            self._found.append(finding)
        else:
            self._more += 1

    def all(self) -> tuple[Finding, ...]:
        """Return the findings, the last one telling how many more there are."""
        if not self._more:
            return tuple(self._found)
        more = Finding.of("findings.more", severity=Severity.WARNING, count=self._more)
        return (*self._found, more)
