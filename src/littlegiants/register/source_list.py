"""The sources that a new register begins with, read from `catalog/sources`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from littlegiants.register.model import GRADES, Source
from littlegiants.vocabulary.errors import CatalogError
from littlegiants.vocabulary.language import Text, load_yaml


def load_sources(extra: Path | None = None) -> list[Source]:
    """Read the package's sources and, if given, those of a city's own catalog folder. Raises `CatalogError`."""
    places = [resources.files("littlegiants").joinpath("catalog", "sources", "default.yaml")]
    texts = [(place.name, place.read_text(encoding="utf-8")) for place in places]
    if extra is not None:
        own = sorted((extra / "sources").glob("*.yaml"))
        texts += [(path.name, path.read_text(encoding="utf-8")) for path in own]
    found: dict[str, Source] = {}
    for name, text in texts:
        try:
            entries: Any = load_yaml(text) or {}
        except yaml.YAMLError as fault:
            raise CatalogError("sources.file", file=name, fault=str(fault)) from fault
        found |= {code: _source(code, entry, name) for code, entry in entries.items()}
    return list(found.values())


def _source(code: str, entry: Mapping[str, Any], file: str) -> Source:
    try:
        grade = str(entry["grade"])
        if grade not in GRADES:
            raise ValueError(grade)
        title = Text(str(entry["zh"]), str(entry["en"]))
        synthetic = bool(entry.get("synthetic", False))
        return Source(code, title, grade, int(entry["precedence"]), synthetic)
    except (KeyError, ValueError, TypeError) as fault:
        raise CatalogError("sources.file", file=file, fault=f"{code}: {fault}") from fault
