"""The exceptions of the rulebooks.

CatalogError                 (vocabulary.errors)
└── RulebookError            an edition cannot be loaded; carries a finding for every fault
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import CatalogError
from littlegiants.vocabulary.finding import Finding


class RulebookError(CatalogError):
    """An edition cannot be loaded; `findings` names each fault with file, line and clause."""

    def __init__(self, edition: str, findings: tuple[Finding, ...]) -> None:
        self.faults = findings
        first = findings[0] if findings else Finding.of("rule.unreadable")
        super().__init__(
            "rule.edition_faulty",
            findings=findings,
            edition=edition,
            count=len(findings),
            first=first.text,
            where=first.where,
        )
