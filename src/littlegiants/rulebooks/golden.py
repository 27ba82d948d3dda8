"""Golden SQL: the compiled statement of every edition, kept beside its law to show what a change does.

`python -m littlegiants.rulebooks.golden` writes the files again, `--check` only compares them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from littlegiants.rulebooks.compile import DIALECTS, compile_rulebooks
from littlegiants.rulebooks.editions import Catalog

FOLDER = "compiled"


def golden_sql(catalog: Catalog) -> dict[Path, str]:
    """The text that every golden file should hold: one for each edition, action and dialect."""
    found: dict[Path, str] = {}
    for edition_id, folder in catalog.folders.items():
        for action in catalog.actions(edition_id):
            compiled = compile_rulebooks([catalog.rulebook(edition_id, action)], keep=["id"])
            for dialect in DIALECTS:
                path = Path(str(folder), FOLDER, f"{action}.{dialect}.sql")
                found[path] = compiled.sql(dialect, pretty=True) + "\n"
    return found


def stray_files(catalog: Catalog, wanted: dict[Path, str]) -> list[Path]:
    """Golden files that no edition and action stands behind any more."""
    folders = [Path(str(folder), FOLDER) for folder in catalog.folders.values()]
    return sorted(path for folder in folders for path in folder.glob("*") if path not in wanted)


def stale_files(wanted: dict[Path, str]) -> list[Path]:
    """Golden files that are missing or hold another text."""
    return [path for path, text in wanted.items() if _read(path) != text]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: Sequence[str]) -> int:
    """Write the golden files, or with `--check` only compare; 1 if a compared file differs."""
    catalog = Catalog()
    wanted = golden_sql(catalog)
    stale, stray = stale_files(wanted), stray_files(catalog, wanted)
    for path in [*stale, *stray]:
        print(path)
    if "--check" in arguments:
        return 1 if stale or stray else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in stray:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
