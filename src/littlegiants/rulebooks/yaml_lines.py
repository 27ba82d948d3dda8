"""YAML with line numbers: mappings that know where each of their keys stands."""

from __future__ import annotations

from typing import Any

import yaml

from littlegiants.vocabulary.finding import Finding

SIZE_MAX = 1_000_000


class Lines(dict[str, Any]):
    """A mapping that knows its line and the line of each key."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.line_of: dict[str, int] = {}

    def become(self, other: Lines) -> None:
        """Take over the keys and the place of another mapping."""
        self.clear()
        self.update(other)
        self.file, self.line, self.line_of = other.file, other.line, dict(other.line_of)

    def place(self, key: str = "") -> str:
        """The file and line of a key, or of the mapping."""
        return f"{self.file}:{self.line_of.get(key, self.line)}"


def load_lines(text: str, where: str) -> tuple[Any, list[Finding]]:
    """Parse YAML text; faults are findings with `where:line`. Anchors and aliases are refused."""
    if len(text) > SIZE_MAX:
        return None, [Finding.of("yaml.too_large", where, most=SIZE_MAX)]
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return None, [Finding.of("yaml.alias", f"{where}:{_line(event.start_mark)}")]
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as fault:
        place = f"{where}:{_line(fault.problem_mark)}"
        return None, [Finding.of("yaml.syntax", place, problem=fault.problem or "")]
    except (yaml.YAMLError, RecursionError) as fault:
        return None, [Finding.of("yaml.syntax", where, problem=str(fault).splitlines()[0])]
    findings: list[Finding] = []
    try:
        value = _construct(node, where, findings, _Scalars())
    except RecursionError:
        return None, [Finding.of("yaml.syntax", where, problem="nesting")]
    return value, findings


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _line(mark: Any) -> int:
    return mark.line + 1 if mark is not None else 1


class _Scalars(yaml.constructor.SafeConstructor):
    """Constructs plain values only."""


def _construct(node: Any, where: str, findings: list[Finding], scalars: _Scalars) -> Any:
    if isinstance(node, yaml.MappingNode):
        mapping = Lines(where, node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", key_node))
            line = key_node.start_mark.line + 1
            if key in mapping:
                findings.append(Finding.of("yaml.key_twice", f"{where}:{line}", key=key))
            mapping[key] = _construct(value_node, where, findings, scalars)
            mapping.line_of[key] = line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_construct(child, where, findings, scalars) for child in node.value]
    if node is None:
        return None
    try:
        return scalars.construct_object(node)
    except (ValueError, yaml.YAMLError):
        findings.append(
            Finding.of("yaml.scalar", f"{where}:{node.start_mark.line + 1}", text=node.value[:40])
        )
        return None
