"""The golden answer: three invented firms, assessed and written down.

`python -m tests.contract.golden` writes it again. A change of it is a change of what programs read:
look at every line, and say so in a fragment of kind *breaking*, *law* or *changed*.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.contract.commands import FIRMS, answer

GOLDEN = Path(__file__).parent / "golden" / "answers.json"
PROGRAMMES = ("innovative_sme", "srdi_sme", "little_giant", "sme_size")


def answers() -> str:
    """Assess the firms under the four programmes, one clause a line, without the fingerprints."""
    wanted = [word for name in PROGRAMMES for word in ("--programme", name)]
    _, found = answer("assess", str(FIRMS), *wanted)
    return "[\n" + ",\n".join("\n".join(_lines(one)) for one in found) + "\n]\n"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """An edition's fingerprint changes with every letter of it, and is no part of the golden answer."""
    shown = {key: value for key, value in found.items() if key not in ("fingerprint", "clauses")}
    yield "{"
    for key, value in shown.items():
        yield f" {json.dumps(key)}: {_compact(value)},"
    clauses = [
        f"  {json.dumps(key)}: {_compact(value)}" for key, value in found.get("clauses", {}).items()
    ]
    yield ' "clauses": {'
    yield ",\n".join(clauses)
    yield " }"
    yield "}"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write() -> None:
    """Write the golden answer."""
    GOLDEN.write_text(answers(), encoding="utf-8")


if __name__ == "__main__":
    write()
