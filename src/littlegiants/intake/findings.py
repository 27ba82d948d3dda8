"""A list of findings with a limit, so that a file of faults cannot fill the memory."""

from __future__ import annotations

from collections import Counter

from littlegiants.vocabulary.finding import Finding, Severity

FINDINGS_MAX = 2_000
"""Findings of one kind that are kept; a flood of one kind does not hide the others."""


class FindingList:
    """Collects findings; those of a kind beyond the limit are counted."""

    def __init__(self, limit: int = FINDINGS_MAX) -> None:
        self._found: list[Finding] = []
        self._limit = limit
        self._counts: Counter[str] = Counter()

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
        """Add a finding, or count it when there are enough of its kind."""
        self._counts[finding.code] += 1
        if self._counts[finding.code] <= self._limit:
            self._found.append(finding)

    def all(self) -> tuple[Finding, ...]:
        """Return the findings; the last ones tell how many more there are of a kind."""
        more = (
            Finding.of(
                "findings.more", severity=Severity.WARNING, count=count - self._limit, kind=code
            )
            for code, count in self._counts.items()
            if count > self._limit
        )
        return (*self._found, *more)

    def take(self) -> tuple[Finding, ...]:
        """Return the findings and begin anew, for work that is answered piece by piece."""
        taken = self.all()
        self._found.clear()
        self._counts.clear()
        return taken
