"""The cascade: code, exact name, parsed name, former name, and otherwise a person.

Only safe steps link on their own. Whatever speaks against a link (a code and a name of
different enterprises, a region that contradicts, two candidates, a branch, another kind of legal form) leaves
the entry to a person, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from littlegiants.linkage.candidates import candidates_for
from littlegiants.linkage.forms import LegalForm
from littlegiants.linkage.known import Known, is_apart, is_together, is_within
from littlegiants.linkage.model import Blocked, Method, NameKind, Outcome, Printed, Step
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import ParsedName, parse_key
from littlegiants.vocabulary.uscc import UsccReading, check_uscc

_SAME_FORMS = {
    "有限责任公司": "有限公司",
    "股份有限责任公司": "股份有限公司",
    "股份公司": "股份有限公司",
}
"""Forms that the company law takes for the same."""

_NO_CODE = check_uscc("")


def link(printed: Printed, known: Known, *, with_candidates: bool = True) -> Outcome:
    """Link one entry, or say why not and whom it may mean."""
    case = _Case(printed, known)
    enterprise_id = _decide(case)
    method = case.steps[-1].method if enterprise_id is not None and case.steps else Method.NONE
    outcome = Outcome(
        enterprise_id, method, tuple(case.steps), tuple(case.blocked), (), case.reading.findings
    )
    return add_candidates(outcome, printed, known) if with_candidates else outcome


def link_many(
    entries: Iterable[Printed], known: Known, *, with_candidates: bool = False
) -> list[Outcome]:
    """Link many entries; candidates cost more than linking and are left for when the queue is opened."""
    return [link(printed, known, with_candidates=with_candidates) for printed in entries]


def add_candidates(outcome: Outcome, printed: Printed, known: Known) -> Outcome:
    """Return an outcome of the queue with its candidates; a linked one stays as it is."""
    if outcome.is_linked:
        return outcome
    return replace(outcome, candidates=candidates_for(printed, known))


@dataclass(slots=True)
class _Case:
    """One entry on its way through the cascade."""

    printed: Printed
    known: Known
    reading: UsccReading = field(init=False)
    key: str = field(init=False)
    parsed: ParsedName = field(init=False)
    steps: list[Step] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reading = check_uscc(self.printed.code) if self.printed.code else _NO_CODE
        self.key = name_key(self.printed.name)
        self.parsed = parse_key(self.key)

    @property
    def region(self) -> str | None:
        """Where the list says the enterprise is."""
        if self.printed.region_code:
            return self.printed.region_code
        noted = self.parsed.noted_place
        return noted.partition("+")[0] if noted != "-" else None

    def say(self, method: Method, code: str, **values: object) -> None:
        """Record a step."""
        self.steps.append(Step(method, code, tuple(values.items())))

    def block(self, reason: Blocked) -> None:
        """Record why nothing is linked."""
        if reason not in self.blocked:
            self.blocked.append(reason)


def _decide(case: _Case) -> int | None:
    owners = _owners(case)
    exact = _exact_names(case)
    if owners:
        return _by_code(case, owners, exact)
    if not case.key:
        case.block(Blocked.NO_NAME)
        return None
    if exact:
        return _by_exact_name(case, exact)
    case.say(Method.EXACT, "linkage.exact.none", name=case.key)
    if case.parsed.is_branch:
        case.say(Method.PARSED, "linkage.parsed.branch", form=_words(case.parsed.form))
        case.block(Blocked.BRANCH)
        return None
    return _by_parsed_name(case)


def _owners(case: _Case) -> frozenset[int]:
    """Step one, first half: who has the printed code."""
    reading = case.reading
    if reading.is_personal_id:
        case.say(Method.CODE, "linkage.code.personal_id")
        case.block(Blocked.PERSONAL_ID)
    elif reading.is_empty:
        case.say(Method.CODE, "linkage.code.none")
    elif reading.uscc is None:
        case.say(Method.CODE, "linkage.code.malformed", uscc=reading.code)
        case.block(Blocked.CODE_MALFORMED)
    else:
        owners = case.known.owners_of(reading.code)
        if not owners:
            case.say(Method.CODE, "linkage.code.unknown", uscc=reading.code)
        return owners
    return frozenset()


def _by_code(case: _Case, owners: frozenset[int], exact: dict[int, bool]) -> int | None:
    """Step one, second half: the code decides unless the name or the place speaks against it."""
    code = case.reading.code
    if len(owners) > 1:
        case.say(Method.CODE, "linkage.code.several", uscc=code, enterprises=_list(owners))
        case.block(Blocked.CODE_OF_SEVERAL)
        return None
    (owner,) = owners
    others = exact or _parsed_names(case)
    if others and owner not in others:
        names = _list(others)
        case.say(Method.CODE, "linkage.code.conflict", uscc=code, enterprise=owner, others=names)
        case.block(Blocked.CODE_AND_NAME)
        return None
    if case.parsed.is_branch and owner not in exact:
        case.say(Method.CODE, "linkage.code.branch", uscc=code, enterprise=owner)
        case.block(Blocked.BRANCH)
        return None
    if not _region_fits(case, owner, Method.CODE):
        return None
    if case.reading.uscc is not None and not case.reading.uscc.check_digit_ok:
        case.say(Method.CODE, "linkage.code.check_digit", uscc=code)
    case.say(Method.CODE, "linkage.code.same", uscc=code, enterprise=owner)
    return owner


def _exact_names(case: _Case) -> dict[int, bool]:
    """Return who has exactly this name, and whether as a name of today (or as printed before)."""
    positions = case.known.with_key(case.key)
    if not positions and case.parsed.key != case.key:
        positions = case.known.with_key(case.parsed.key)
    return _held(case.known, positions)


def _held(known: Known, positions: Iterable[int]) -> dict[int, bool]:
    held: dict[int, bool] = {}
    for position in positions:
        name = known.names[position]
        is_former = name.kind is NameKind.FORMER
        held[name.enterprise_id] = held.get(name.enterprise_id, False) or not is_former
    return held


def _by_exact_name(case: _Case, exact: dict[int, bool]) -> int | None:
    """Step two: one enterprise has exactly this name."""
    found = _only(case, exact, Method.EXACT)
    if found is None or not _guards(case, found, Method.EXACT):
        return None
    if exact[found]:
        case.say(Method.EXACT, "linkage.exact.one", name=case.key, enterprise=found)
        return found
    return _by_former_name(case, found, case.key)


def _by_parsed_name(case: _Case) -> int | None:
    """Step three: one enterprise of the province has the same place, trade name and business."""
    if case.parsed.parsed_key is None:
        case.say(Method.PARSED, "linkage.parsed.no_key", name=case.key)
        return _by_noted_name(case)
    held = _parsed_names(case)
    if not held:
        case.say(Method.PARSED, "linkage.parsed.none", key=case.parsed.core)
        return _by_noted_name(case)
    held = _same_form(case, held)
    found = _only(case, held, Method.PARSED) if held else None
    if found is None or not _guards(case, found, Method.PARSED):
        return None
    if case.parsed.is_group not in _groups(case, found):
        case.say(Method.PARSED, "linkage.parsed.group", enterprise=found)
    if held[found]:
        values = {"core": case.parsed.core, "enterprise": found, "name": _name(case, found)}
        case.say(Method.PARSED, "linkage.parsed.one", **values)
        return found
    return _by_former_name(case, found, case.parsed.core)


def _by_former_name(case: _Case, found: int, name: str) -> int | None:
    """Step four: a former name links if the enterprise is still where the entry says."""
    told = case.region or (None if case.parsed.is_place_weak else case.parsed.region)
    if not is_together(told, case.known.place_of(found)):
        case.say(Method.FORMER, "linkage.former.place", name=name, enterprise=found)
        case.block(Blocked.PLACE)
        return None
    case.say(Method.FORMER, "linkage.former.one", name=name, enterprise=found)
    return found


def _by_noted_name(case: _Case) -> int | None:
    """A former name that the list itself notes in brackets, 原…, counts like one the register knows."""
    noted = case.parsed.noted_former_name
    held = _held(case.known, case.known.with_key(noted)) if noted else {}
    if noted is None or not held:
        return None
    found = _only(case, held, Method.FORMER)
    if found is None or not _guards(case, found, Method.FORMER):
        return None
    return _by_former_name(case, found, noted)


def _parsed_names(case: _Case) -> dict[int, bool]:
    """Return who has the same trade name and business in a place that agrees.

    Names that say the place in the same way come first; only where there are none, names that leave it out.
    """
    parsed, known = case.parsed, case.known
    if parsed.parsed_key is None:
        return {}
    same: list[int] = []
    loose: list[int] = []
    for position in known.with_core(parsed.core):
        other = known.parsed[position]
        if other.signature == parsed.signature:
            same.append(position)
        elif _is_left_out(case, other, known.names[position].enterprise_id):
            loose.append(position)
    return _held(known, same or loose)


def _is_left_out(case: _Case, other: ParsedName, enterprise_id: int) -> bool:
    """True if just one of two names tells a place, and what is known of the other lies there."""
    region = case.known.region_of.get(enterprise_id)
    if other.is_placed and not case.parsed.is_placed:
        if not is_within(case.region, case.known.covers):
            return False
        return is_together(case.region, other.region) and not is_apart(case.region, region)
    if case.parsed.is_placed and not other.is_placed:
        return is_together(case.parsed.region, region)
    return False


def _same_form(case: _Case, held: dict[int, bool]) -> dict[int, bool]:
    """Leave out other kinds of unit; if one name has the very form printed, it is meant."""
    kind = case.parsed.form.kind if case.parsed.form is not None else None
    alike: dict[int, bool] = {}
    equal: dict[int, bool] = {}
    for position in case.known.with_core(case.parsed.core):
        other, name = case.known.parsed[position], case.known.names[position]
        if name.enterprise_id not in held or other.form is None or other.form.kind is not kind:
            continue
        alike[name.enterprise_id] = held[name.enterprise_id]
        if other.is_group == case.parsed.is_group and _is_same(other.form, case.parsed.form):
            equal[name.enterprise_id] = held[name.enterprise_id]
    if not alike:
        values = {"form": _words(case.parsed.form), "enterprises": _list(held)}
        case.say(Method.PARSED, "linkage.parsed.form", **values)
        case.block(Blocked.FORM)
    return equal if len(equal) == 1 else alike


def _only(case: _Case, held: dict[int, bool], method: Method) -> int | None:
    """Return the one enterprise left; among several, the region that the list states may leave one."""
    if len(held) == 1:
        return next(iter(held))
    region, known = case.region, case.known
    there = [one for one in held if is_together(region, known.region_of.get(one))]
    elsewhere = [one for one in held if is_apart(region, known.region_of.get(one))]
    if len(there) == 1 and len(elsewhere) == len(held) - 1:
        values = {"enterprise": there[0], "others": _list(elsewhere)}
        case.say(method, "linkage.several.region", **values)
        return there[0]
    case.say(method, "linkage.several.left", count=len(held), enterprises=_list(held))
    case.block(Blocked.SEVERAL)
    return None


def _guards(case: _Case, found: int, method: Method) -> bool:
    return _region_fits(case, found, method) and _code_fits(case, found, method)


def _region_fits(case: _Case, found: int, method: Method) -> bool:
    place = case.known.place_of(found)
    if not is_apart(case.region, place):
        return True
    values = {"printed": case.region, "known": place, "enterprise": found}
    case.say(method, "linkage.region.apart", **values)
    case.block(Blocked.REGION)
    return False


def _code_fits(case: _Case, found: int, method: Method) -> bool:
    """An enterprise with another code is not meant, unless the printed code is that one mistyped."""
    uscc, codes = case.reading.uscc, case.known.codes_of.get(found)
    if uscc is None or not codes or uscc.code in codes:
        return True
    values = {"printed": uscc.code, "known": _list(codes), "enterprise": found}
    is_slip = not uscc.check_digit_ok and any(_is_slip(uscc.code, code) for code in codes)
    if is_slip and method is Method.EXACT:
        case.say(method, "linkage.code.slip", **values)
        return True
    case.say(method, "linkage.code.other", **values)
    case.block(Blocked.OTHER_CODE)
    return False


def _is_slip(one: str, other: str) -> bool:
    """True if two codes differ in one character or in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def _groups(case: _Case, found: int) -> set[bool]:
    """Whether the names found of an enterprise say 集团."""
    known = case.known
    positions = known.with_core(case.parsed.core)
    return {known.parsed[at].is_group for at in positions if known.names[at].enterprise_id == found}


def _name(case: _Case, found: int) -> str:
    """The name with which an enterprise was found."""
    for position in case.known.with_core(case.parsed.core):
        if case.known.names[position].enterprise_id == found:
            return case.known.names[position].name
    return ""


def _is_same(one: LegalForm | None, other: LegalForm | None) -> bool:
    return _words(one) == _words(other)


def _words(form: LegalForm | None) -> str:
    words = "" if form is None else form.words
    return _SAME_FORMS.get(words, words)


def _list(things: Iterable[object]) -> str:
    return ", ".join(sorted(str(thing) for thing in things))
