"""The grammar of Chinese enterprise names: place, trade name (字号), business, legal form.

The place may stand in brackets after the trade name; 集团 may stand before the form; what follows the
form in brackets is a note of the list's maker. A branch is told by its ending and never stands for its
company. The key of a parsed name leaves out the form and 集团, and keeps everything that tells
siblings apart: where the place stands, trade name and business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from littlegiants.linkage.divisions import Division, Level, place_as_of
from littlegiants.linkage.forms import FormClass, LegalForm, legal_form_of, split_business
from littlegiants.linkage.gazetteer import Chain
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.places import bracket_place, leading_place

NO_PLACE = "-"
_GROUP = "集团"
_CORE_MIN = 2
_BRACKET = re.compile(r"\(([^()]*)\)")
_FORMER_NOTE = re.compile(r"^(?:原名?|曾用名|更名前|前称|原名称)[::为]?(.+)$")
_DROPPED_NOTES = frozenset(["", "中国", "国家", "本部", "总部"])


@dataclass(frozen=True, slots=True)
class ParsedName:
    """The parts of a name. `key` is its exact key without the list maker's note."""

    key: str
    place: str
    """Code of the place it begins with, with a zone behind a plus sign; `-` if it tells none."""
    bracket: str
    """The same for the place in brackets."""
    is_place_weak: bool
    core: str
    """Trade name and business together: what is left without place, 集团 and form."""
    form: LegalForm | None
    is_group: bool
    noted_place: str
    noted_former_name: str | None

    @property
    def trade(self) -> str:
        """The trade name (字号)."""
        return split_business(self.core)[0]

    @property
    def business(self) -> str:
        """The line of business; empty if no word for one is found."""
        return split_business(self.core)[1]

    @property
    def is_branch(self) -> bool:
        """True for branches and offices, which are no enterprises of their own."""
        return self.form is not None and self.form.kind is FormClass.BRANCH

    @property
    def region(self) -> str | None:
        """The division code that the name tells, the bracket first; None if it tells none."""
        told = self.bracket if self.bracket != NO_PLACE else self.place
        return None if told == NO_PLACE else told.partition("+")[0]

    @property
    def is_placed(self) -> bool:
        """True if the name tells a place."""
        return self.place != NO_PLACE or self.bracket != NO_PLACE

    @property
    def signature(self) -> tuple[str, str]:
        """Where the name places the enterprise: equal signatures are the same place, said the same way."""
        return self.place, self.bracket

    @property
    def parsed_key(self) -> str | None:
        """Province, places, trade name and business; None for branches and for names without a core."""
        if self.is_branch or self.form is None or len(self.core) < _CORE_MIN:
            return None
        region = self.region
        province = NO_PLACE if region is None else region[:2]
        return f"{province}|{self.place}|{self.bracket}|{self.core}"


def parse_name(name: str) -> ParsedName:
    """Take a name apart."""
    return parse_key(name_key(name))


def parsed_key(name: str) -> str | None:
    """Return the parsed key of a name; None if it cannot carry a link (branch, no form, no core)."""
    return parse_name(name).parsed_key


def core_key(name: str) -> str | None:
    """Return trade name and business alone, by which siblings and names without place are looked up."""
    return core_of(name_key(name))


def core_of(key: str) -> str | None:
    """Return the same for a name that already has the form of `name_key`."""
    parsed = parse_key(key)
    return None if parsed.parsed_key is None else parsed.core


def parse_key(key: str) -> ParsedName:
    """Take a name apart that already has the form of `name_key`."""
    key, form, notes = _form_and_notes(key)
    head = key if form is None else key[: -len(form.key)]
    if form is not None and form.kind is FormClass.BRANCH:
        return _branch(key, head, form)
    head, bracket, is_group = _inside(head)
    lead = leading_place(head)
    core = head[lead.end :]
    if core.endswith(_GROUP) and len(core) > len(_GROUP):
        core, is_group = core[: -len(_GROUP)], True
    place = _code(lead.chain)
    return ParsedName(
        key,
        place,
        bracket,
        lead.chain.is_weak,
        core,
        form,
        is_group or (form is not None and form.kind is FormClass.GROUP),
        _noted_place(notes),
        _noted_former_name(notes),
    )


def _branch(key: str, head: str, form: LegalForm) -> ParsedName:
    """A branch carries the parts of its company, for a person to see; its form keeps it from linking."""
    for end in range(len(head), _CORE_MIN, -1):
        outer = legal_form_of(head[:end])
        if outer is not None and outer.kind is FormClass.COMPANY:
            return replace(parse_key(head[:end]), key=key, form=form)
    return ParsedName(key, NO_PLACE, NO_PLACE, False, head, form, False, NO_PLACE, None)


def _form_and_notes(key: str) -> tuple[str, LegalForm | None, list[str]]:
    """Find the form at the end; brackets behind it are notes, unless they are part of the form."""
    notes: list[str] = []
    bare = key
    while True:
        form = legal_form_of(bare)
        if form is not None or not bare.endswith(")") or "(" not in bare:
            break
        start = bare.rindex("(")
        notes.append(bare[start + 1 : -1])
        bare = bare[:start]
    return (key, None, []) if form is None else (bare, form, notes)


def _inside(head: str) -> tuple[str, str, bool]:
    """Take brackets out of a name: places apart, 集团 as a mark, anything else stays in the name."""
    if "(" not in head:
        return head, NO_PLACE, False
    places: list[str] = []
    is_group = False
    rest = head
    for found in _BRACKET.finditer(head):
        inside = found[1]
        chain = bracket_place(inside)
        if inside == _GROUP:
            is_group = True
        elif chain is not None:
            places.append(_code(chain))
        elif inside not in _DROPPED_NOTES:
            rest = rest.replace(found[0], inside, 1)
            continue
        rest = rest.replace(found[0], "", 1)
    return rest.replace("(", "").replace(")", ""), "/".join(places) or NO_PLACE, is_group


def _code(chain: Chain) -> str:
    """Today's code of a chain's innermost place, with the zone."""
    division = _today(chain.division)
    if chain.zone is None:
        return NO_PLACE if division is None else division.code
    if division is None or division.level is not Level.COUNTY:
        return f"{chain.zone.city_code}+{chain.zone.title}"
    return f"{division.code}+{chain.zone.title}"


def _today(division: Division | None) -> Division | None:
    if division is None or division.valid_to is None:
        return division
    return place_as_of(division)


def _noted_place(notes: list[str]) -> str:
    for note in notes:
        chain = bracket_place(note)
        if chain is not None:
            return _code(chain)
    return NO_PLACE


def _noted_former_name(notes: list[str]) -> str | None:
    for note in notes:
        found = _FORMER_NOTE.match(note)
        if found is not None:
            return found[1]
    return None
