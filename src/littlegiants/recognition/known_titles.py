"""What published lists say of titles, as facts that rules ask about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from littlegiants.recognition.procedures import Procedures
from littlegiants.recognition.services import load_papers, titles_from
from littlegiants.vocabulary.facts import Vocabulary

if TYPE_CHECKING:
    from sqlalchemy import Connection


def title_columns(
    connection: Connection,
    procedures: Procedures,
    vocabulary: Vocabulary,
    *,
    as_of: date,
    known: int,
) -> dict[str, dict[int, bool]]:
    """Return, by column such as `little_giant_valid`, who holds the title on a day and who held it before.

    Of an enterprise that stands on no list nothing is said: the lists at hand may not be all there are.
    """
    papers = load_papers(connection, known=known)
    found: dict[str, dict[int, bool]] = {}
    for name in procedures.programmes:
        column = f"{name}_valid"
        if column not in vocabulary.facts:
            continue
        record = titles_from(papers, procedures, programme=name, as_of=as_of)
        counted = record.counted_on(as_of)
        held = {
            interval.enterprise_id for interval in record.intervals if interval.valid_from <= as_of
        }
        if held | counted:
            found[column] = {key: key in counted for key in sorted(held | counted)}
    return found
