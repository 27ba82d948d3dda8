"""YAML with lines: places of keys, and files that are refused before anything is read of them."""

from __future__ import annotations

import pytest

from littlegiants.rulebooks.yaml_lines import SIZE_MAX, Lines, load_lines

TEXT = "a: 1\nb:\n  c: [x, y]\n  d: {e: 2}\n"


def codes(text: str) -> list[str]:
    """The codes of what is found."""
    return [finding.code for finding in load_lines(text, "file.yaml")[1]]


def test_values_are_read() -> None:
    """Mappings, lists and scalars come through as they are."""
    value, findings = load_lines(TEXT, "file.yaml")
    assert value == {"a": 1, "b": {"c": ["x", "y"], "d": {"e": 2}}}
    assert findings == []


def test_keys_know_their_lines() -> None:
    """A finding can name the line of the key it is about."""
    value, _ = load_lines(TEXT, "file.yaml")
    assert value.place("b") == "file.yaml:2"
    assert value["b"].place("d") == "file.yaml:4"
    assert value["b"].place() == "file.yaml:3"
    assert value.place("missing") == "file.yaml:1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1, 2", "yaml.syntax"),
        ("a: 1\n b: 2", "yaml.syntax"),
        ("a: 1\n---\nb: 2", "yaml.syntax"),
        ("[" * 100_000, "yaml.syntax"),
        ("\x00", "yaml.syntax"),
        ("a: &x 1\nb: *x", "yaml.alias"),
        ("a: &x 1", "yaml.alias"),
        ("a: 1\na: 2", "yaml.key_twice"),
        ("a: !!python/object:os.system x", "yaml.scalar"),
        ("a: 2026-13-01", "yaml.scalar"),
        ("a: " + "9" * 5_000, "yaml.scalar"),
        ("a" * (SIZE_MAX + 1), "yaml.too_large"),
    ],
    ids=lambda part: part[:30].replace("\x00", "nul"),
)
def test_what_cannot_be_read_is_a_finding(text: str, code: str) -> None:
    """Syntax, aliases, repeated keys, foreign objects, numbers and files without bound."""
    assert codes(text) == [code]


def test_a_fault_names_its_line() -> None:
    """The place is file and line."""
    assert load_lines("a: 1\nb: 2\na: 3", "file.yaml")[1][0].where == "file.yaml:3"


def test_a_long_value_is_shown_in_part() -> None:
    """A finding stays readable."""
    (finding,) = load_lines("a: " + "9" * 5_000, "file.yaml")[1]
    assert len(finding.render("en")) < 200


def test_a_mapping_takes_over_another() -> None:
    """Keys and places come from the other mapping."""
    one, other = Lines("one.yaml", 1), Lines("other.yaml", 7)
    one["a"], other["b"] = 1, 2
    other.line_of["b"] = 9
    one.become(other)
    assert one == {"b": 2}
    assert one.place("b") == "other.yaml:9"
