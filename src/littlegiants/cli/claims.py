"""`littlegiants claims`: published claims recomputed against the counts.

Exit code 0 whatever the answers are; with `strict`, 1 if a claim is inconsistent or contradicted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from littlegiants.bootstrap import Site
from littlegiants.cities.claims.evidence import full_label, label
from littlegiants.cities.claims.model import ClaimFile, ClaimResult, ClaimVerdict, Evidence, Flag
from littlegiants.cities.contract import claim_as_json
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Count
from littlegiants.cities.services import check
from littlegiants.cli.rank import source_lines
from littlegiants.cli.screen import console, print_json
from littlegiants.vocabulary.language import Language, say

FAULTS_FOUND = 1


def run_claims(site: Site, path: Path | None, *, json: bool, strict: bool) -> int:
    """Check a claim file, by default the article that is shipped, and print every answer."""
    claims, results = check(load_counts(site.settings.catalog), path)
    code = FAULTS_FOUND if strict and any(result.is_fault for result in results) else 0
    if json:
        for result in results:
            print_json(claim_as_json(claims, result))
        return code
    language, screen = site.settings.language, console()
    title = say(language, "claims.title", title=claims.title)
    screen.print(title, style="bold", markup=False)
    for line in _lines(claims, results, language):
        screen.print(line, markup=False, soft_wrap=True)
    return code


def _lines(claims: ClaimFile, results: Sequence[ClaimResult], language: Language) -> Iterator[str]:
    for result in results:
        yield from _claim_lines(result, language)
    found = Counter(result.verdict for result in results)
    parts = ", ".join(
        f"{verdict.text.in_(language)} {found[verdict]}"
        for verdict in ClaimVerdict
        if found[verdict]
    )
    yield say(language, "claims.summary", total=len(results), parts=parts)
    yield say(language, "claims.foot", source=claims.source)
    counts = [
        one
        for result in results
        for one in (*result.supporting, *result.contradicting, *result.own, *result.beside)
        if isinstance(one, Count)
    ]
    yield from source_lines(counts, language)


def _claim_lines(result: ClaimResult, language: Language) -> Iterator[str]:
    claim, verdict = result.claim, result.verdict
    yield f"{verdict.sign} {claim.id} {claim.quote.in_(language)} · {verdict.text.in_(language)}"
    yield from (f"      {line.in_(language)}" for line in result.lines)
    yield from (f"      {line}" for line in _evidence_lines(result, language))
    if result.flags:
        flags = " · ".join(flag.text.in_(language) for flag in result.flags)
        yield "      " + say(language, "claims.flags", flags=flags)
    if result.note is not None:
        yield "      " + say(language, "claims.note", note=result.note)


def _evidence_lines(result: ClaimResult, language: Language) -> Iterator[str]:
    """The evidence by what it does; the nearest counts of an overtake already stand in its lines."""
    beside = () if Flag.NOT_DERIVABLE in result.flags else result.beside
    told = (*result.supporting, *result.contradicting, *result.own, *beside)
    are_of_one_place = len({one.region.code for one in told if isinstance(one, Count)}) <= 1

    def labels(evidence: Sequence[Evidence]) -> str:
        return " · ".join(
            dict.fromkeys(
                label(one)
                if are_of_one_place and isinstance(one, Count)
                else full_label(one).in_(language)
                for one in evidence
            )
        )

    if result.supporting:
        yield say(language, "claims.supporting", evidence=labels(result.supporting))
    if result.contradicting:
        yield say(language, "claims.contradicting", evidence=labels(result.contradicting))
    if result.own:
        yield say(language, "claims.own", evidence=labels(result.own))
    if beside:
        yield say(language, "claims.beside", evidence=labels(beside))
