"""Exceptions of the record of recognition.

RecognitionError          a request that cannot be carried out
├── ListStoppedError      a list must not be loaded as it is; `findings` say why
├── IllegalStepError      a round does not allow this step now; the message names those it allows
└── CalendarUnknownError  a year whose working days nobody has entered
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import CatalogError, LittleGiantsError
from littlegiants.vocabulary.finding import Finding


class RecognitionError(LittleGiantsError):
    """The record of recognition cannot do what was asked."""


class ListStoppedError(RecognitionError):
    """A list must not be loaded as it is; `findings` name every reason."""

    def __init__(self, file: str, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("recognition.list_stopped", file=file, count=len(findings))


class IllegalStepError(RecognitionError):
    """A round does not allow this step in the state it is in."""


class CalendarUnknownError(RecognitionError):
    """The working days of a year are not known, and they are not guessed."""


def faulty_catalog(where: str, findings: list[Finding]) -> CatalogError:
    """Return the error for a file of the catalog that is not as it must be; the first fault is named."""
    first = findings[0]
    return CatalogError(
        "recognition.catalog_faulty",
        findings=tuple(findings),
        file=where,
        first=first.text,
        where=first.where,
    )
