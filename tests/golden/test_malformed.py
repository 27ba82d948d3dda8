"""Malformed expressions, rulebooks and cases: each is refused in sentences that a lawyer understands."""

from __future__ import annotations

import pytest

from littlegiants.vocabulary.language import LANGUAGES
from tests.golden.malformed import BASE, KINDS, Entry, entries, of_edition, sentences

TABLE = [(kind, entry) for kind in KINDS for entry in entries(kind)]
IDS = [f"{kind}: {entry['name']}" for kind, entry in TABLE]


@pytest.mark.parametrize(("kind", "entry"), TABLE, ids=IDS)
def test_malformed_text_is_told_as_written_down(kind: str, entry: Entry) -> None:
    """The findings of each malformed text are the golden sentences, in Chinese and in English."""
    assert sentences(kind, entry) == {language: entry[language] for language in LANGUAGES}


@pytest.mark.parametrize(("kind", "entry"), TABLE, ids=IDS)
def test_malformed_text_is_refused(kind: str, entry: Entry) -> None:
    """No malformed text passes without a word in either language."""
    assert all(entry[language] for language in LANGUAGES)


def test_the_edition_that_is_spoilt_is_sound() -> None:
    """The faults lie in what is put in, not in the edition they are put into."""
    assert of_edition(BASE) == []


def test_the_table_is_long_enough() -> None:
    """At least forty malformed texts are known."""
    assert len(TABLE) >= 40
