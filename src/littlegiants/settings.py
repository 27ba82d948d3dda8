"""Settings from the environment, read once into a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from littlegiants.vocabulary.language import Language

DATA_FOLDER = Path("littlegiants-data")
DATABASE_FILE = "register.db"
FILES_FOLDER = "files"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may set.

    LITTLEGIANTS_LANG: zh (default) or en. LITTLEGIANTS_CATALOG: a folder with the city's own rulebooks and
    facts. LITTLEGIANTS_SAMPLES: a folder that holds larger sample data (`panel_2019_2021.csv`).
    LITTLEGIANTS_DATA: the folder of the register and of the files received (`littlegiants-data`).
    LITTLEGIANTS_DATABASE: the address of a database elsewhere, such as postgresql://user@host/name.
    LITTLEGIANTS_ACTOR: who acts, recorded with every act; otherwise the name of the login.
    """

    language: Language = "zh"
    catalog: Path | None = None
    samples: Path | None = None
    data: Path = DATA_FOLDER
    database: str = ""
    actor: str = ""

    @property
    def database_url(self) -> str:
        """The address of the database: the one that was set, or a file in the data folder."""
        return self.database or f"sqlite:///{self.data / DATABASE_FILE}"

    @property
    def files(self) -> Path:
        """The folder of the files received."""
        return self.data / FILES_FOLDER


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from an environment."""

    def given(name: str) -> str:
        return environment.get(f"LITTLEGIANTS_{name}", "")

    login = environment.get("LOGNAME") or environment.get("USER") or environment.get("USERNAME")
    return Settings(
        language="en" if given("LANG").lower().startswith("en") else "zh",
        catalog=Path(given("CATALOG")) if given("CATALOG") else None,
        samples=Path(given("SAMPLES")) if given("SAMPLES") else None,
        data=Path(given("DATA")) if given("DATA") else DATA_FOLDER,
        database=given("DATABASE"),
        actor=given("ACTOR") or login or "",
    )
