"""The shape of rulebook and case files: which key holds a list, a mapping, a number; checked first.

What is read after this check may rely on it, so that a file of the wrong shape gives findings with
file and line, and never a traceback.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from littlegiants.rulebooks.yaml_lines import Lines
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import message

DEPTH_MAX = 50
_LARGEST_NUMBER = 10**9
_REQUIRED = "!"

_BANDS = {"points": "points"}
_INDICATOR = {
    "max": "number",
    "else": "number",
    "bands": "list of band",
    "items": "list of band",
    "steps": "steps",
    "best_of": "list of indicator",
    "expert": "expert",
}
_KINDS: Mapping[str, Mapping[str, str]] = {
    "edition": {
        "document": "mapping",
        "in_force": "list of period",
        "boundary": "mapping",
        "forbidden_facts": "list",
        "criteria": "criterion",
        "amendments": "list of amendment",
    },
    "period": {},
    "amendment": {"add": "list of change", "replace": "list of change", "waive": "list of waiver"},
    "change": {"criterion": "criterion!"},
    "waiver": {"reason": "mapping!"},
    "criterion": {
        "all": "list of criterion",
        "any": "list of criterion",
        "at_least": "group",
        "judgement": "mapping",
        "score": "score",
        "classes": "classes",
        "evidence": "list",
        "actions": "list",
        "exempt_when": "list of exemption",
    },
    "group": {"count": "whole number!", "of": "list of criterion!"},
    "exemption": {"evidence": "list"},
    "score": {"groups": "list of points group!", "cap": "number"},
    "points group": {"indicators": "list of indicator!", "cap": "number"},
    "indicator": _INDICATOR,
    "band": _BANDS,
    "steps": {"value": "text!", "per": "number!", "points": "number!", "max": "number!"},
    "expert": {"min": "number!", "max": "number!"},
    "classes": {"order": "list!", "rows": "list of row!"},
    "row": {"id": "text!", "value": "text!"},
    "cases": {"bases": "mapping of facts", "cases": "list of case!"},
    "case": {
        "name": "text!",
        "action": "text",
        "base": "text",
        "facts": "facts",
        "judgements": "mapping of yes or no",
        "expect": "mapping of answer!",
    },
    "facts": {},
}
"""For each kind of mapping: key → what it holds; an exclamation mark makes the key required."""

_NEVER_EMPTY = ("points group", "indicator", "band", "row")


def check_shape(raw: Lines, kind: str = "edition") -> list[Finding]:
    """Return a finding for every key of a file that does not hold what it should."""
    return list(_faults(raw, kind, 0))


def _faults(node: Lines, kind: str, depth: int) -> Iterator[Finding]:
    if depth > DEPTH_MAX:
        yield Finding.of("rule.too_deep", node.place(), most=DEPTH_MAX)
        return
    for key, described in _KINDS[kind].items():
        wanted = described.removesuffix(_REQUIRED)
        if key in node:
            yield from _faults_of_value(node[key], wanted, node.place(key), key, depth)
        elif described.endswith(_REQUIRED):
            yield Finding.of("rule.key_missing", node.place(), key=key)


def _faults_of_value(
    value: Any, wanted: str, place: str, key: str, depth: int
) -> Iterator[Finding]:
    outer, _, inner = wanted.partition(" of ")
    if not _fits(value, outer):
        word = outer.replace(" ", "_") if outer in _SIMPLE else "mapping"
        shown = "–" if value is None else str(value)[:40]
        yield Finding.of("rule.shape", place, key=key, wanted=message(f"shape.{word}"), found=shown)
    elif outer not in _SIMPLE:
        yield from _faults(value, outer, depth + 1)
    elif inner in _NEVER_EMPTY and not value:
        yield Finding.of("rule.group_empty", place)
    elif inner:
        for part in value.values() if outer == "mapping" else value:
            where = part.place() if isinstance(part, Lines) else place
            yield from _faults_of_value(part, inner, where, key, depth)


def _fits(value: Any, wanted: str) -> bool:
    return _SIMPLE[wanted](value) if wanted in _SIMPLE else isinstance(value, Lines)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) <= _LARGEST_NUMBER


def _is_points(value: Any) -> bool:
    if not isinstance(value, list):
        return _is_number(value)
    return len(value) == 2 and all(map(_is_number, value)) and value[0] <= value[1]


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


_SIMPLE: Mapping[str, Callable[[Any], bool]] = {
    "list": lambda value: isinstance(value, list),
    "mapping": lambda value: isinstance(value, Lines),
    "number": _is_number,
    "whole number": lambda value: _is_number(value) and isinstance(value, int),
    "points": _is_points,
    "text": _is_text,
    "answer": lambda value: isinstance(value, str) or _is_points(value),
    "yes or no": lambda value: isinstance(value, bool),
}
