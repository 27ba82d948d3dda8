"""Every message of cities and claims is used, exists in both languages and wants the same values."""

from __future__ import annotations

import re
from pathlib import Path

import littlegiants
from littlegiants.cities.claims.model import ClaimKind, ClaimVerdict, Flag
from littlegiants.cities.model import TIERS, Basis, Level, tier_text
from littlegiants.cities.ranks import Mark
from littlegiants.cities.robustness import ErrorKind
from littlegiants.vocabulary.language import load_messages, placeholders, say

SOURCE = Path(littlegiants.__file__).parent
FILES = [
    *SOURCE.glob("cities/**/*.py"),
    *(SOURCE / "cli" / f"{name}.py" for name in ("rank", "overtakes", "claims")),
]
OWN = ("cities.", "claims.")


def test_codes_and_messages_agree() -> None:
    """No code without a sentence, no sentence without a code."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    used = set(re.findall(r'"((?:cities|claims)\.[a-z_.]+[a-z_])"', text)) - {"claims.py"}
    beginnings = tuple(re.findall(r'f"((?:cities|claims)\.[a-z_.]+)\{', text))
    known = {code for code in load_messages("zh") if code.startswith(OWN)}
    assert used - known == set()
    assert {code for code in known - used if not code.startswith(beginnings)} == set()


def test_both_languages_want_the_same_values() -> None:
    """Placeholders are equal."""
    zh, en = load_messages("zh"), load_messages("en")
    own = {code for code in zh.keys() | en.keys() if code.startswith(OWN)}
    assert {
        code for code in own if placeholders(zh.get(code, "")) != placeholders(en.get(code, ""))
    } == set()


def test_every_word_has_its_name() -> None:
    """Bases, tiers, marks, flags, kinds, answers, levels and errors in both languages."""
    words = [
        one.text for kind in (Basis, Mark, Flag, ClaimKind, ClaimVerdict, ErrorKind) for one in kind
    ]
    words += [tier_text(tier) for tier in TIERS]
    assert all(word.zh and word.en for word in words)
    assert all(say("zh", f"cities.level.{level.value}") for level in Level)
