"""Rows of the published lists, with names as printed then and there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from littlegiants.synthetic.firms import Firms, Plan, Truths
from littlegiants.synthetic.model import Document
from littlegiants.synthetic.names import NameColumns, Texts, printed
from littlegiants.synthetic.shuffle import Numbers, stream


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows of one document that come from one chunk of firms, in printed order."""

    document: Document
    sequence: Numbers
    names: Texts
    codes: Texts
    codes_missing: Truths
    districts: Numbers
    true_codes: Texts
    variants: Texts

    def __len__(self) -> int:
        return len(self.sequence)


def list_rows(plan: Plan, firms: Firms, counters: dict[str, int]) -> Iterator[ListRows]:
    """Yield the rows of every document in which firms of the chunk stand.

    `counters` carries the last serial number of each document from chunk to chunk, so that serial
    numbers run without gaps; documents are issued within the city's as-of day.
    """
    for position, document in enumerate(plan.ladder.documents):
        if document.issued_on > plan.city.as_of:
            continue
        standing = np.flatnonzero(plan.ladder.listed[position][firms.careers])
        if len(standing):
            last = counters.get(document.key, 0)
            counters[document.key] = last + len(standing)
            yield _rows(plan, firms, position, standing, last)


def _rows(plan: Plan, firms: Firms, position: int, standing: Numbers, last: int) -> ListRows:
    document, calibration = plan.ladder.documents[position], plan.calibration
    rng = stream(plan.city, f"list {document.key}", firms.chunk)
    standing = rng.permutation(standing)
    is_former = firms.has_former[standing] & (
        firms.former_until[standing] > np.datetime64(document.issued_on)
    )
    columns = _borne(firms.names.where(standing), firms.former.where(standing), is_former)
    names, noise = printed(columns, calibration.names, calibration.print_noise, rng)
    blank = rng.random(len(standing)) < calibration.code_missing
    return ListRows(
        document=document,
        sequence=np.arange(last + 1, last + 1 + len(standing)),
        names=names,
        codes=firms.codes[standing],
        codes_missing=blank | (not document.prints_codes),
        districts=firms.districts[standing],
        true_codes=firms.codes[standing],
        variants=np.where(is_former, np.strings.add("former+", noise), noise),
    )


def _borne(today: NameColumns, former: NameColumns, is_former: Truths) -> NameColumns:
    """The names borne on the day of the list."""
    return NameColumns(
        np.where(is_former, former.places, today.places),
        np.where(is_former, former.trades, today.trades),
        np.where(is_former, former.businesses, today.businesses),
        np.where(is_former, former.forms, today.forms),
    )
