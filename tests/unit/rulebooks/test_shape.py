"""The shape of files is checked before they are read."""

from __future__ import annotations

import pytest

from littlegiants.rulebooks.shape import check_shape
from littlegiants.rulebooks.yaml_lines import load_lines


def found(text: str, kind: str = "edition") -> list[tuple[str, str]]:
    """Codes and places of what is out of shape."""
    lines, _ = load_lines(text, "f.yaml")
    return [(finding.code, finding.where) for finding in check_shape(lines, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "criteria: {all: [{id: A, test: x}]}",
        "criteria: {at_least: {count: 1, of: [{id: A}]}}",
        "criteria: {score: {groups: [{indicators: [{bands: [{points: [1, 2.5]}]}]}]}}",
        "amendments: [{add: [{criterion: {id: A}}], waive: [{reason: {zh: 甲, en: a}}]}]",
        "boundary: {以上: '>='}\nforbidden_facts: [revenue]",
    ],
)
def test_sound_shapes_pass(text: str) -> None:
    """What the reference shows has the right shape."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "criteria: text",
        "criteria:",
        "criteria: {all: text}",
        "criteria: {all: [text]}",
        "criteria: {at_least: {count: many, of: []}}",
        "criteria: {at_least: {count: true, of: []}}",
        "criteria: {score: {groups: text}}",
        "criteria: {score: {groups: [{indicators: [{max: .inf}]}]}}",
        "criteria: {score: {groups: [{indicators: [{max: '1e999'}]}]}}",
        "criteria: {score: {groups: [{indicators: [{bands: [{points: [2, 1]}]}]}]}}",
        "criteria: {score: {groups: [{indicators: [{bands: [{points: [1, 2, 3]}]}]}]}}",
        "criteria: {classes: {order: text, rows: [{id: A, value: b}]}}",
        "boundary: text",
        "amendments: {action: new}",
        "amendments: [{add: [{criterion: text}]}]",
    ],
)
def test_other_shapes_are_found(text: str) -> None:
    """A key that holds something else is named with its line."""
    assert found(text) == [("rule.shape", "f.yaml:1")]


@pytest.mark.parametrize(
    "text",
    [
        "criteria: {at_least: {count: 1}}",
        "criteria: {score: {}}",
        "criteria: {classes: {order: [a, b], rows: [{id: A}]}}",
        "amendments: [{replace: [{id: A}]}]",
    ],
)
def test_keys_that_are_needed_are_missed(text: str) -> None:
    """What cannot be done without is asked for."""
    assert found(text) == [("rule.key_missing", "f.yaml:1")]


@pytest.mark.parametrize(
    "text",
    [
        "criteria: {score: {groups: []}}",
        "criteria: {score: {groups: [{indicators: []}]}}",
        "criteria: {score: {groups: [{indicators: [{items: []}]}]}}",
        "criteria: {score: {groups: [{indicators: [{best_of: []}]}]}}",
        "criteria: {classes: {order: [a, b], rows: []}}",
    ],
)
def test_lists_that_must_hold_something_are_not_empty(text: str) -> None:
    """A table without indicators or classes without rows would decide nothing."""
    assert found(text) == [("rule.group_empty", "f.yaml:1")]


def test_depth_is_bounded() -> None:
    """Groups within groups end somewhere."""
    text = "criteria: " + "{all: [" * 60 + "{id: A}" + "]}" * 60
    assert found(text) == [("rule.too_deep", "f.yaml:1")]


def test_cases_have_a_shape_too() -> None:
    """Files of cases are checked in the same way."""
    assert found("cases: [{name: a, expect: {X: met, S: [1, 2]}}]", "cases") == []
    assert found("cases: [text]", "cases") == [("rule.shape", "f.yaml:1")]
    assert found("cases: [{name: a, expect: {X: {}}}]", "cases") == [("rule.shape", "f.yaml:1")]
