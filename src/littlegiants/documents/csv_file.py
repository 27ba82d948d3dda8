"""A list as csv: heads and rows, nothing around them, so that a machine can read it too."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

from littlegiants.documents.characters import cleaned, guarded
from littlegiants.documents.files import check_size, finished
from littlegiants.documents.model import PrintedList
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import say

Encoding = Literal["utf-8", "gb18030"]
ROWS_MAX = 1_000_000
_CODECS: dict[Encoding, str] = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}


def write_csv(
    printed: PrintedList, path: Path, *, encoding: Encoding = "utf-8"
) -> tuple[Finding, ...]:
    """Write heads and rows as csv; UTF-8 begins with the mark by which Excel knows it.

    A list with a mark carries it in a last column, in every row. Title, lead and notes are not written.
    """
    check_size(printed, "csv", ROWS_MAX)
    printed, findings = cleaned(printed)
    heads, marks = list(printed.heads), [printed.mark] if printed.mark else []
    if marks:
        heads.append(say(printed.language, "documents.mark"))
    with (
        finished(path) as part,
        part.open("w", encoding=_CODECS[encoding], newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow([guarded(head) for head in heads])
        writer.writerows([guarded(text) for text in (*row, *marks)] for row in printed.rows)
    return findings
