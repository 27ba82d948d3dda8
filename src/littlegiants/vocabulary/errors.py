"""The exceptions of the project.

LittleGiantsError            a request that cannot be carried out; has a stable code
├── CatalogError             the catalog (facts, rulebooks, maps) cannot be read as written
├── NoEditionError           no rulebook edition is in force for programme, action and date
└── DeliveryError            a file cannot be read at all

Faults *in* the data of a file are not exceptions: they are findings (`vocabulary.finding`).
"""

from __future__ import annotations

from littlegiants.vocabulary.language import Language, Text, message


class LittleGiantsError(Exception):
    """A request that cannot be carried out, said in both languages.

    `code` names the message in `catalog/messages` and the section of the error reference.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.text.en)

    @property
    def text(self) -> Text:
        """The message in both languages."""
        return message(self.code, **self.values)

    def render(self, language: Language) -> str:
        """Return the message in one language, preceded by its code."""
        return f"[{self.code}] {self.text.in_(language)}"


class CatalogError(LittleGiantsError):
    """The catalog cannot be read as written; `findings` names every fault with file and line."""

    def __init__(
        self, code: str, /, *, findings: tuple[object, ...] = (), **values: object
    ) -> None:
        self.findings = findings
        super().__init__(code, **values)


class NoEditionError(LittleGiantsError):
    """No edition is in force for the programme, action and date asked for."""


class DeliveryError(LittleGiantsError):
    """A file cannot be read: its kind, encoding or shape is not usable."""
