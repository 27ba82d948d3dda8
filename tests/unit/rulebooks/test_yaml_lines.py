"""YAML that knows its lines and cannot grow without bound."""

from __future__ import annotations

import pytest

from littlegiants.rulebooks.yaml_lines import SIZE_MAX, Lines, load_lines


def codes(text: str) -> list[str]:
    """The codes found in a text."""
    return [finding.code for finding in load_lines(text, "f.yaml")[1]]


def test_every_key_knows_its_line() -> None:
    """A fault is shown where it stands, in nested mappings too."""
    raw, _ = load_lines("a: 1\nb:\n  c: 2\n\n  d: 3\n", "f.yaml")

    assert isinstance(raw, Lines)
    assert raw.place("b") == "f.yaml:2"
    assert raw["b"].place("d") == "f.yaml:5"


def test_an_absent_key_is_placed_at_its_mapping() -> None:
    """What is missing is missing somewhere."""
    raw, _ = load_lines("a:\n  b: 1\n", "f.yaml")

    assert raw["a"].place("z") == "f.yaml:2"


def test_mappings_in_lists_know_their_lines() -> None:
    """Criteria stand in lists."""
    raw, _ = load_lines("all:\n  - {id: A}\n  - {id: B}\n", "f.yaml")

    assert [child.place() for child in raw["all"]] == ["f.yaml:2", "f.yaml:3"]


def test_the_whole_text_is_read() -> None:
    """Values are what YAML says they are."""
    raw, findings = load_lines("{a: [1, 2.5, true, ~, 三]}", "f.yaml")

    assert (raw, findings) == ({"a": [1, 2.5, True, None, "三"]}, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *x\n", "yaml.alias"),
        ("a: &x 1\n", "yaml.alias"),
        ("a: 1\na: 2\n", "yaml.key_twice"),
        ("a:\n\t- 1\n", "yaml.syntax"),
        ("a: [1\n", "yaml.syntax"),
        ("a: 1\n---\nb: 2\n", "yaml.syntax"),
        ("a: \x00\n", "yaml.syntax"),
        ("[" * 5_000, "yaml.syntax"),
        ("a: 2026-02-30\n", "yaml.scalar"),
        ("a: !!python/name:os.system ''\n", "yaml.scalar"),
        ("#" * (SIZE_MAX + 1), "yaml.too_large"),
    ],
)
def test_unusable_text_is_a_finding(text: str, code: str) -> None:
    """None of these is a traceback, and none is built in memory first."""
    assert codes(text) == [code]


def test_ten_aliases_cannot_become_a_thousand_million() -> None:
    """The well-known bomb is refused at its first anchor."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert codes(bomb) == ["yaml.alias"]


def test_become_takes_the_place_too() -> None:
    """A replaced criterion is shown where the replacement stands."""
    raw, _ = load_lines("a: {x: 1}\nb:\n  y: 2\n", "f.yaml")
    raw["a"].become(raw["b"])

    assert raw["a"] == {"y": 2}
    assert raw["a"].place("y") == "f.yaml:3"
