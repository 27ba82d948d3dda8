"""Malformed files: findings or a clear refusal in both languages, nothing half-loaded, bounded memory."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from littlegiants.intake.answer import write_answer
from littlegiants.intake.lists import read_list
from littlegiants.intake.services import read_deliveries, read_facts
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import LANGUAGES
from tests.golden.malformed_files import FILES, Malformed
from tests.unit.intake.builders import AS_OF, VOCABULARY

MEMORY_MAX = 500_000_000
_SLOW = ("too many rows",)
SMALL = [
    pytest.param(file, id=file.name, marks=[pytest.mark.slow] if file.name in _SLOW else [])
    for file in FILES
    if "milliard" not in file.name
]
LARGE = [file for file in FILES if "milliard" in file.name]

_LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_DATA, ({limit}, {limit}))
from littlegiants.intake.lists import read_list
from littlegiants.intake.services import read_facts
from littlegiants.vocabulary.errors import DeliveryError
from tests.unit.intake.builders import AS_OF, VOCABULARY
for read in (lambda path: read_facts(path, VOCABULARY, AS_OF), read_list):
    try:
        read(Path(sys.argv[1]))
    except DeliveryError as refusal:
        print(refusal.code)
from benchmarks.peers.process import peak_rss_mb
print(peak_rss_mb() * 2**20 < {limit})
"""


def told(refused: str, codes: list[str], expected: str, wanted: tuple[str, ...]) -> None:
    """Check what reading told."""
    assert refused == expected
    assert set(wanted) <= set(codes)


def in_both_languages(refusal: DeliveryError) -> str:
    """Check that a refusal is said in each language; return its code."""
    sentences = {refusal.render(language) for language in LANGUAGES}
    assert len(sentences) == 2
    assert not any("{" in sentence for sentence in sentences)
    return refusal.code


def read_as_facts(path: Path) -> tuple[str, list[Finding]]:
    """Return what refused a file of facts, and its findings."""
    try:
        return "", list(read_facts(path, VOCABULARY, AS_OF).findings)
    except DeliveryError as refusal:
        return in_both_languages(refusal), []


def read_as_list(path: Path) -> tuple[str, list[Finding]]:
    """Return what refused a list, and its findings."""
    try:
        return "", list(read_list(path).findings)
    except DeliveryError as refusal:
        return in_both_languages(refusal), []


@pytest.mark.parametrize("file", SMALL)
def test_told_as_facts(tmp_path: Path, file: Malformed) -> None:
    """Read as facts, a malformed file is refused or reported under its code."""
    refused, findings = read_as_facts(file.make(tmp_path))
    told(refused, [finding.code for finding in findings], file.facts_refused, file.facts_told)


@pytest.mark.parametrize("file", SMALL)
def test_told_as_a_list(tmp_path: Path, file: Malformed) -> None:
    """Read as a list, a malformed file is refused or reported under its code."""
    refused, findings = read_as_list(file.make(tmp_path))
    told(refused, [finding.code for finding in findings], file.list_refused, file.list_told)


@pytest.mark.parametrize("file", SMALL)
def test_read_as_deliveries_and_answered(tmp_path: Path, file: Malformed) -> None:
    """A malformed file never crashes the readers of folders and the writer of answers."""
    path = file.make(tmp_path)
    _, findings = read_as_facts(path)
    for read in (
        lambda: read_deliveries(path, VOCABULARY, AS_OF),
        lambda: write_answer(path, tmp_path / "answer.xlsx", findings, "zh"),
    ):
        with suppress(DeliveryError):
            read()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.slow
@pytest.mark.parametrize("file", LARGE, ids=lambda file: file.name)
def test_memory_stays_bounded(tmp_path: Path, file: Malformed) -> None:
    """A file that unpacks to milliards of bytes is refused within 500 MB."""
    script = _LIMITED.format(limit=MEMORY_MAX)
    run = subprocess.run(
        [sys.executable, "-c", script, str(file.make(tmp_path))],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.split() == [file.facts_refused, file.list_refused, "True"], run.stderr


def test_there_are_at_least_thirty() -> None:
    """The issue asks for thirty malformed files."""
    assert len(FILES) >= 30
