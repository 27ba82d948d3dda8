"""Every code of intake has a sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from littlegiants import intake
from littlegiants.vocabulary import quantity
from littlegiants.vocabulary.language import load_messages, placeholders

_CODE = re.compile(
    r'"((?:file|sheet|row|column|cell|id|json|event|findings|template)\.[a-z0-9_]+)"'
)


def test_codes_in_use_have_messages() -> None:
    """No code is raised or reported that the catalogues do not know."""
    folder = Path(intake.__path__[0])
    sources = [*folder.glob("*.py"), Path(str(quantity.__file__))]
    used = {code for path in sources for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    assert used - load_messages("zh").keys() == set()
    assert used - load_messages("en").keys() == set()


def test_both_languages_want_the_same_values() -> None:
    """A message has the same placeholders in both languages."""
    zh, en = load_messages("zh"), load_messages("en")
    differing = [code for code in zh if placeholders(zh[code]) != placeholders(en[code])]
    assert differing == []
