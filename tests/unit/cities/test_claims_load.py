"""Claim files of users: every fault at once, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.cities.claims.load import load_claims, read_claims
from littlegiants.cities.errors import CountsError
from littlegiants.cities.load import load_counts
from littlegiants.vocabulary.errors import DeliveryError

HEAD = "document: {source: seed, title: {zh: 题, en: title}}\nunits: {patents: {zh: 件, en: patents}}\nclaims:\n"
ONE = "  - {id: X, kind: count, quote: {zh: 话, en: words}, of: {value: 1, region: 440300}}\n"


def faults(text: str) -> list[tuple[str, str]]:
    """Codes and places of the faults of a file."""
    claims, findings = read_claims(text, "own.yaml", load_counts())
    assert (claims is None) == bool(findings)
    return [(one.code, one.where) for one in findings]


def claim(rest: str) -> str:
    """A file with one claim on line 4."""
    return HEAD + "  - {id: X, quote: {zh: 话, en: words}, " + rest + "}\n"


def test_the_shipped_file_is_sound() -> None:
    """The article is read without a fault, all thirteen of one sheet and four of the other in it."""
    claims = load_claims(load_counts())
    ids = [one.id for one in claims.claims]
    assert {name.rstrip("abcd") for name in ids} == {f"C{n}" for n in range(1, 14)} | {
        "S4",
        "S7",
        "S16",
        "S17",
    }
    assert len(ids) == len(set(ids)) == 28


def test_a_minimal_file_is_read() -> None:
    """Document and one claim."""
    assert faults(HEAD + ONE) == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("- 1\n", "claims.not_a_mapping", "own.yaml"),
        ("a: [1\n", "yaml.syntax", "own.yaml:2"),
        ("a: &x 1\nb: *x\n", "yaml.alias", "own.yaml:1"),
        (HEAD.replace("seed", "ghost") + ONE, "cities.source_unknown", "own.yaml:1"),
        (HEAD.replace(", en: title", "") + ONE, "claims.both_languages", "own.yaml:1"),
        (HEAD.replace("claims:", "claim:") + ONE, "claims.key_unknown", "own.yaml:3"),
        (HEAD + ONE + ONE, "claims.twice", "own.yaml:5"),
        (HEAD + "  - just words\n", "claims.mapping_wanted", "own.yaml:3"),
        (claim("kind: guess"), "claims.kind_unknown", "own.yaml:4"),
        (claim("kind: count"), "claims.key_missing", "own.yaml:4"),
        (claim("kind: count, off: {value: 1}, of: {value: 1}"), "claims.key_unknown", "own.yaml:4"),
        (claim("kind: count, of: 5"), "claims.mapping_wanted", "own.yaml:4"),
        (claim("kind: count, of: {value: many}"), "cities.number_malformed", "own.yaml:4"),
        (claim("kind: count, of: {value: yes}"), "cities.number_malformed", "own.yaml:4"),
        (claim("kind: count, of: {value: .nan}"), "cities.number_malformed", "own.yaml:4"),
        (
            claim("kind: count, of: {value: 1, region: 999999}"),
            "cities.region_unknown",
            "own.yaml:4",
        ),
        (claim("kind: count, of: {value: 1, tier: giant}"), "cities.word_unknown", "own.yaml:4"),
        (claim("kind: count, of: {value: 1, basis: stock}"), "cities.word_unknown", "own.yaml:4"),
        (claim("kind: count, of: {value: 1, batch: 0}"), "cities.number_malformed", "own.yaml:4"),
        (claim("kind: count, of: {value: 1, as_of: soon}"), "cities.when_malformed", "own.yaml:4"),
        (claim("kind: count, of: {value: 1, unit: miles}"), "claims.unit_unknown", "own.yaml:4"),
        (claim("kind: sum, terms: [], total: {value: 1}"), "claims.list_wanted", "own.yaml:4"),
        (
            claim("kind: sum, terms: [{unit: patents}], total: {value: 1}"),
            "claims.key_missing",
            "own.yaml:4",
        ),
        (
            claim(
                "kind: difference, first: {unit: patents}, second: {unit: patents}, value: {value: 1}"
            ),
            "claims.two_values_wanted",
            "own.yaml:4",
        ),
        (
            claim("kind: ratio, over: {value: 1}, under: {value: 0}, value: {value: 1}"),
            "claims.zero",
            "own.yaml:4",
        ),
        (claim("kind: share, parts: [{value: 1}], share: 0"), "claims.share_range", "own.yaml:4"),
        (claim("kind: share, parts: [{value: 1}], share: 101"), "claims.share_range", "own.yaml:4"),
        (
            claim("kind: membership, tier: little_giant, names: []"),
            "claims.list_wanted",
            "own.yaml:4",
        ),
        (
            claim("kind: overtake, who: 440300, whom: 1, tier: little_giant, when: 2025"),
            "cities.region_unknown",
            "own.yaml:4",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, code: str, place: str) -> None:
    """The first finding is the fault, where it stands."""
    assert (code, place) in faults(text)


def test_all_faults_are_told_at_once() -> None:
    """Three claims, three faults, three lines."""
    text = HEAD + "".join(
        f"  - {{id: {n}, kind: nothing, quote: {{zh: 话, en: words}}}}\n" for n in range(3)
    )
    assert [place for _, place in faults(text)] == ["own.yaml:4", "own.yaml:5", "own.yaml:6"]


def test_a_file_of_the_user_is_loaded_or_refused(tmp_path: Path) -> None:
    """Good, faulty, missing, not UTF-8."""
    path, known = tmp_path / "own.yaml", load_counts()
    path.write_text(HEAD + ONE, encoding="utf-8")
    assert [one.id for one in load_claims(known, path).claims] == ["X"]
    path.write_text(claim("kind: guess"), encoding="utf-8")
    with pytest.raises(CountsError, match=r"own.yaml:4"):
        load_claims(known, path)
    path.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(CountsError):
        load_claims(known, path)
    with pytest.raises(DeliveryError):
        load_claims(known, tmp_path / "none.yaml")
