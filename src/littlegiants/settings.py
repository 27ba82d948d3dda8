"""Settings from the environment, read once into a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from littlegiants.vocabulary.language import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may set.

    LITTLEGIANTS_LANG: zh (default) or en. LITTLEGIANTS_CATALOG: a folder with the city's own rulebooks and
    facts. LITTLEGIANTS_SAMPLES: a folder that holds larger sample data (`panel_2019_2021.csv`).
    """

    language: Language = "zh"
    catalog: Path | None = None
    samples: Path | None = None


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from an environment."""
    catalog, samples = (environment.get(f"LITTLEGIANTS_{name}") for name in ("CATALOG", "SAMPLES"))
    return Settings(
        language="en"
        if environment.get("LITTLEGIANTS_LANG", "zh").lower().startswith("en")
        else "zh",
        catalog=Path(catalog) if catalog else None,
        samples=Path(samples) if samples else None,
    )
