"""`littlegiants demo`: the main job on real annual-report figures, held against known little giants."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from time import perf_counter

from rich.box import ROUNDED
from rich.console import RenderableType
from rich.text import Text as Line

from littlegiants.assessment.explain import ExplainedClause, explain
from littlegiants.assessment.many import Summary, assess_table
from littlegiants.assessment.one import Assessor
from littlegiants.assessment.planning.load import load_costs
from littlegiants.assessment.planning.model import Plan
from littlegiants.assessment.planning.plan import Planner
from littlegiants.assessment.sheets import Entry, finished_file, write_csv
from littlegiants.assessment.validation import (
    ClauseValidation,
    Tally,
    UnmetEnterprise,
    Validation,
    validate,
)
from littlegiants.assessment.workbook import write_workbook
from littlegiants.bootstrap import Site
from littlegiants.cli.law import Chosen
from littlegiants.cli.screen import console, table
from littlegiants.intake.samples import (
    AS_OF,
    FIGURES,
    PANEL_FILE,
    USED_FACTS,
    Sample,
    caveat,
    load_extract,
    load_panel,
    panel_file,
)
from littlegiants.rulebooks.editions import SIZE_PROGRAMME, Catalog
from littlegiants.rulebooks.interpret import Result
from littlegiants.rulebooks.model import Action, Criterion, Rulebook
from littlegiants.settings import Settings
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.format import format_value
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.verdict import Verdict

LADDER = ("little_giant", "srdi_sme", "innovative_sme", SIZE_PROGRAMME)
COMPARED = ("cn_miit/little_giant/2026_2", "cn_miit/srdi_sme/2026_2")
TITLES_BATCHES_1_TO_4 = 9_279
TITLES_BATCHES_1_TO_3 = 4_922
"""Recognised: 248, 1,744 and 2,930 in batches 1 to 3, 4,357 in batch 4."""

_NEAR_SHOWN = 5
_PLANS_SHOWN = 2
_FACTS_SHOWN = 4
_FIRMS_SHOWN = 12

Show = Callable[[RenderableType], object]


def run_demo(site: Site, out: Path) -> int:
    """Run the demo on the screen; files go to the folder `out`."""
    screen = console()
    plain = not screen.is_terminal

    def show(shown: RenderableType) -> None:
        screen.print(shown, soft_wrap=plain and isinstance(shown, Line))

    present(
        catalog=site.catalog,
        settings=site.settings,
        language=site.settings.language,
        show=show,
        out=out,
        plain=plain,
    )
    return 0


def present(
    *,
    catalog: Catalog,
    settings: Settings,
    language: Language,
    show: Show,
    out: Path,
    plain: bool = True,
) -> tuple[Path, ...]:
    """Assess the shipped sample, explain, validate and write; return the files written.

    With a panel in the settings' folder of samples, all its firms are assessed too. `plain` draws
    tables without lines. Raises `LittleGiantsError` if nothing can be written to `out`.
    """
    started = perf_counter()
    _make_folder(out)
    stage = _Stage(catalog, language, show, plain)
    sample = load_extract()
    chosen = _choose(catalog)
    books = [choice.rulebook for choice in chosen]
    summaries, results = assess_table(books, sample.table, catalog.vocabulary)
    _show_what_is_decidable(stage, chosen, summaries)
    _show_facts(stage, sample)
    for choice, summary in zip(chosen, summaries, strict=True):
        _show_summary(stage, choice, summary)
    _show_explained(stage, sample, summaries[0])
    _show_plans(stage, sample, summaries, settings)
    validations = _validations(stage, sample, books)
    _show_validation(stage, chosen, validations, firms=_FIRMS_SHOWN)
    files = [out / "shenzhen.parquet"]
    results.write_parquet(files[0])
    files += _write_files(stage, sample, books, validations, out)
    panel = panel_file(settings.samples)
    if panel is not None:
        files += _show_panel(stage, panel, chosen, out)
    else:
        stage.say("demo.panel_absent", file=PANEL_FILE)
    stage.say("demo.written", files=", ".join(str(path) for path in files))
    stage.say("demo.done", seconds=f"{perf_counter() - started:.1f}")
    return tuple(files)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise LittleGiantsError("cli.out_folder", folder=str(out)) from None


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where the demo speaks, in which language."""

    catalog: Catalog
    language: Language
    show: Show
    plain: bool

    def words(self, code: str, **values: object) -> str:
        return say(self.language, code, **values)

    def say(self, code: str, style: str = "", **values: object) -> None:
        self.line(self.words(code, **values), style)

    def line(self, text: str, style: str = "") -> None:
        self.show(Line(text, style=style))

    def table(
        self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: int = 0
    ) -> None:
        cells = [[cell.replace("[", r"\[") for cell in row] for row in rows]
        built = table(title, heads, cells, numeric=numeric)
        built.box = None if self.plain else ROUNDED
        self.line("")
        self.show(built)

    def label(self, choice: Chosen) -> str:
        return self.words("demo.comparison" if choice.comparison else "demo.in_force")


def _choose(catalog: Catalog) -> list[Chosen]:
    """The standards in force on the day, then those of 2026 for comparison."""
    governing = [Chosen(catalog.select(name, Action.NEW, AS_OF), False) for name in LADDER]
    compared = [Chosen(catalog.rulebook(name, Action.NEW), True) for name in COMPARED]
    return governing + compared


def _decided(summary: Summary, clause: Criterion) -> int:
    counts = summary.verdicts[clause.id]
    return counts[Verdict.MET] + counts[Verdict.UNMET]


def _show_what_is_decidable(
    stage: _Stage, chosen: Sequence[Chosen], summaries: Sequence[Summary]
) -> None:
    """Say first, and soberly, how far public figures reach: computed, for whatever facts there are."""
    first = summaries[0]
    conditions = first.rulebook.root.children
    decided = [clause for clause in conditions if _decided(first, clause)]
    stage.say(
        "demo.sober_met" if first.overall[Verdict.MET] else "demo.sober",
        style="bold",
        document=first.rulebook.document.number,
        decided=len(decided),
        total=len(conditions),
        open=len(conditions) - len(decided),
        ids=", ".join(f"{c.id} {c.title.in_(stage.language)}" for c in decided),
        met=first.overall[Verdict.MET],
    )
    heads = [
        stage.words(f"demo.head.{name}")
        for name in ("standard", "conditions", "below", "undecided")
    ]
    rows = [_reach(stage, c, s) for c, s in zip(chosen, summaries, strict=True)]
    stage.table(stage.words("demo.decidable"), heads, rows, numeric=1)


def _reach(stage: _Stage, choice: Chosen, summary: Summary) -> list[str]:
    """One standard: its conditions decided, the clauses below decided, and how many never."""
    conditions = summary.rulebook.root.children
    decided = [clause for clause in summary.rulebook.clauses if _decided(summary, clause)]
    top = [clause.id for clause in conditions if clause in decided]
    below = [c.id for c in decided if c.id not in top and c is not summary.rulebook.root]
    never = len(summary.rulebook.clauses) - len(decided)
    return [
        f"{_name(stage, choice.rulebook)} ({stage.label(choice)})",
        f"{len(top)}/{len(conditions)}: {', '.join(top)}",
        ", ".join(below) or "–",
        str(never),
    ]


def _name(stage: _Stage, rulebook: Rulebook) -> str:
    return f"{rulebook.root.title.in_(stage.language)} {rulebook.document.number}"


def _show_facts(stage: _Stage, sample: Sample) -> None:
    last_year = sample.as_of.year - 1
    columns = sample.table.columns
    stage.line("")
    stage.say(
        "demo.source",
        count=len(sample.table),
        rows=sample.firm_years,
        day=sample.as_of.isoformat(),
        year=last_year,
        known=len(sample.known_little_giants),
    )
    rows: list[list[str]] = []
    for fact in USED_FACTS:
        column = f"{fact}_y1" if fact in FIGURES else fact
        known = sum(value is not None for value in columns[column])
        title = stage.catalog.vocabulary.fact(fact).title.in_(stage.language)
        rows.append([title, f"{known:,}", caveat(fact).in_(stage.language)])
    heads = [
        stage.words("demo.head.fact"),
        stage.words("demo.head.known", year=last_year),
        stage.words("demo.head.caveat"),
    ]
    stage.table(stage.words("demo.facts"), heads, rows)
    _show_findings(stage, sample)


def _show_findings(stage: _Stage, sample: Sample) -> None:
    stage.say("demo.findings", count=len(sample.findings))
    for code, count in Counter(finding.code for finding in sample.findings).most_common():
        example = next(finding for finding in sample.findings if finding.code == code)
        words = f"{example.where}: {example.text.in_(stage.language)}"
        stage.line("  " + stage.words("demo.finding", count=count, kind=code, example=words))


def _show_summary(stage: _Stage, choice: Chosen, summary: Summary) -> None:
    """The clauses that some firm's facts decide, with the n they are decided for."""
    title = stage.words(
        "demo.summary",
        title=choice.rulebook.root.title,
        document=choice.rulebook.document.number,
        label=stage.label(choice),
    )
    rows = [
        [f"{'  ' * depth}{clause.id} {clause.title.in_(stage.language)}", *_counts(summary, clause)]
        for clause, depth in _with_depth(choice.rulebook.root, 0)
        if _decided(summary, clause)
    ]
    heads = [stage.words("demo.head.clause"), *(v.text.in_(stage.language) for v in _SHOWN)]
    stage.table(title, [*heads, stage.words("demo.head.n")], rows, numeric=len(_SHOWN) + 1)
    if summary.classes:
        stage.say("demo.classes", classes=_class_words(stage, summary))
    else:
        _show_near(stage, summary)


_SHOWN = (Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


def _counts(summary: Summary, clause: Criterion) -> list[str]:
    counts = summary.verdicts[clause.id]
    return [f"{counts[v]:,}" if counts[v] else "·" for v in _SHOWN] + [
        f"{_decided(summary, clause):,}"
    ]


def _with_depth(clause: Criterion, depth: int) -> Iterator[tuple[Criterion, int]]:
    yield clause, depth
    for child in clause.children:
        yield from _with_depth(child, depth + 1)


def _class_words(stage: _Stage, summary: Summary) -> str:
    order = [*summary.rulebook.classes[0].order, None]
    named = [(stage.words(f"size.{name or 'unknown'}"), summary.classes[name]) for name in order]
    return ", ".join(f"{word} {count:,}" for word, count in named)


def _show_near(stage: _Stage, summary: Summary) -> None:
    count, decided = sum(summary.near.values()), sum(summary.near_decided.values())
    stage.say("demo.near", count=f"{count:,}", decided=f"{decided:,}")
    for clause, firms in summary.near.most_common():
        if firms:
            title = summary.rulebook.clause(clause).title.in_(stage.language)
            stage.line(f"  {clause} {title}: {firms:,}{_near_names(stage, summary, clause)}")


def _near_names(stage: _Stage, summary: Summary, clause: str) -> str:
    """Some of the firms, each with the number of its undecided conditions."""
    misses = [miss for miss in summary.near_misses if miss.clause == clause][:_NEAR_SHOWN]
    names = [stage.words("demo.near_firm", name=miss.name, open=miss.open) for miss in misses]
    more = " …" if summary.near[clause] > len(names) else ""
    return f" ({', '.join(names)}{more})" if names else ""


def _show_explained(stage: _Stage, sample: Sample, summary: Summary) -> None:
    """Three firms, each chosen by a rule that is said."""
    rulebook = summary.rulebook
    assessor = Assessor(rulebook, stage.catalog.vocabulary)
    size = Assessor(
        stage.catalog.select(SIZE_PROGRAMME, Action.NEW, sample.as_of), assessor.vocabulary
    )
    stage.line("")
    stage.say("demo.explained", style="bold", document=rulebook.document.number)
    shown: set[str] = set()
    for rule, facts in _three_firms(sample, summary, assessor, size):
        if facts.id not in shown:
            shown.add(facts.id)
            _show_firm(stage, rule, facts, [assessor.assess(facts), size.assess(facts)])


def _three_firms(
    sample: Sample, summary: Summary, assessor: Assessor, size: Assessor
) -> Iterator[tuple[str, EnterpriseFacts]]:
    known = [(facts, assessor.assess(facts)) for facts in sample.known_table().rows()]
    known.sort(key=lambda pair: (-_met_count(pair[1]), pair[0].id))
    is_large = {facts.id: _is_large(size.assess(facts)) for facts, _ in known}
    yield from (("most_met", facts) for facts, _ in known[:1])
    yield from (("near_miss", facts) for facts in _nearest_misses(sample, summary, assessor)[:1])
    large = [facts for facts, _ in known if is_large[facts.id]]
    yield from (("large", facts) for facts in large[:1])


def _nearest_misses(sample: Sample, summary: Summary, assessor: Assessor) -> list[EnterpriseFacts]:
    """Near misses by a numeric line: the fewest open conditions first, then the smallest gap."""
    near = {miss.id: miss for miss in summary.near_misses}
    found: list[tuple[tuple[int, Fraction, str], EnterpriseFacts]] = []
    for facts in sample.table.rows():
        miss = near.get(facts.id)
        if miss is not None:
            gap = _relative_gap(assessor.assess(facts), miss.clause)
            if gap is not None:
                found.append(((miss.open, gap, miss.id), facts))
    return [facts for _, facts in sorted(found, key=lambda pair: pair[0])]


def _met_count(result: Result) -> int:
    return sum(found.verdict is Verdict.MET for found in result.clauses.values())


def _is_large(result: Result) -> bool:
    return next(iter(result.classes.values()), ()) == ("large",)


def _relative_gap(result: Result, clause: str) -> Fraction | None:
    """How far the clause is from its line, as a share of the line; None if it has no numbers."""
    gaps = [
        comparison.gap / abs(Fraction(comparison.threshold[0]))
        for comparison in result.clauses[clause].comparisons
        if comparison.gap is not None and comparison.threshold and comparison.threshold[0]
    ]
    return max(gaps, default=None)


def _show_firm(stage: _Stage, rule: str, facts: EnterpriseFacts, results: Sequence[Result]) -> None:
    stage.line("")
    stage.line(f"{facts.id} {facts.name} — {stage.words(f'demo.rule.{rule}')}", style="bold")
    for result in results:
        explanation = explain(result, stage.catalog.vocabulary)
        stage.line(f"  {_name(stage, result.rulebook)}: {explanation.outlook.in_(stage.language)}")
        leaves = [item for item in explanation.clauses if not item.clause.is_group]
        for item in leaves:
            if item.verdict in (Verdict.MET, Verdict.UNMET):
                _show_clause(stage, item)
        _show_open(stage, [item for item in leaves if not item.verdict.decided])


def _show_clause(stage: _Stage, item: ExplainedClause) -> None:
    clause, language = item.clause, stage.language
    stage.line(
        f"    {item.verdict.sign} {clause.id} {clause.title.in_(language)}"
        f" — {item.verdict.text.in_(language)} ({clause.cite.in_(language)})"
    )
    for test in item.tests:
        words = {"what": test.what, "own": test.own, "wanted": test.requirement}
        distance = f" ({test.distance.in_(language)})" if test.distance else ""
        stage.line("        " + stage.words("demo.own", **words) + distance)


def _show_open(stage: _Stage, items: Sequence[ExplainedClause]) -> None:
    """What is open in one line: the facts wanted, and the clauses for a person."""
    unknown = [item for item in items if item.verdict is Verdict.UNKNOWN]
    wanted = list(dict.fromkeys(text.in_(stage.language) for i in unknown for text in i.missing))
    if unknown:
        facts = ", ".join(wanted[:_FACTS_SHOWN])
        if len(wanted) > _FACTS_SHOWN:
            facts += " " + stage.words("demo.open_more", count=len(wanted) - _FACTS_SHOWN)
        stage.line("    " + stage.words("demo.open", count=len(unknown), facts=facts))
    judged = [item.clause.id for item in items if item.verdict is Verdict.MANUAL_REVIEW]
    if judged:
        stage.line("    " + stage.words("demo.judged", clauses=", ".join(judged)))


def _show_plans(
    stage: _Stage, sample: Sample, summaries: Sequence[Summary], settings: Settings
) -> None:
    """The cheapest plan of the near misses closest to a line; being too large has none."""
    vocabulary = stage.catalog.vocabulary
    costs = load_costs(settings.catalog, vocabulary=vocabulary)
    stage.line("")
    stage.say("demo.plans", style="bold")
    for summary in summaries:
        if summary.classes or not summary.near_misses:
            continue
        stage.line(f"  {_name(stage, summary.rulebook)}")
        planner = Planner(summary.rulebook, costs, vocabulary)
        assessor = Assessor(summary.rulebook, vocabulary)
        for facts in _nearest_misses(sample, summary, assessor)[:_PLANS_SHOWN]:
            _show_plan(stage, sample, facts, planner.plan(facts))
        _show_size_misses(stage, summary)


def _show_plan(stage: _Stage, sample: Sample, facts: EnterpriseFacts, found: Plan) -> None:
    stage.line(f"    {facts.id} {facts.name}")
    for change in found.changes:
        words = stage.words(
            "demo.change",
            what=change.title,
            label=change.label,
            before=_shown(change.before, change.dimension, stage.language),
            after=_shown(change.after, change.dimension, stage.language),
        )
        stage.line(f"      {words}")
    for block in found.blocked:
        reasons = "; ".join(reason.in_(stage.language) for reason in block.reasons)
        stage.line("      " + stage.words("demo.blocked", clause=block.clause_id, reason=reasons))
    if found.is_possible:
        total = stage.words(
            "demo.plan_total",
            cost=format_value(found.cost_fen, Dimension.MONEY, stage.language),
            year=found.earliest_year(sample.as_of.year),
            evidence=len(found.to_evidence),
            judgements=len(found.open_judgements),
        )
        stage.line(f"      {total}")


def _shown(value: Value, dimension: Dimension, language: Language) -> str:
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return format_value(value, dimension, language)
    return str(value)


def _show_size_misses(stage: _Stage, summary: Summary) -> None:
    """Those whose one unmet condition has no line of its own: being an SME."""
    for clause, count in summary.near.items():
        if count and not summary.rulebook.clause(clause).comparisons():
            title = summary.rulebook.clause(clause).title.in_(stage.language)
            words = stage.words("demo.no_plan", clause=f"{clause} {title}", count=count)
            stage.line(f"    {words}")


def _validations(stage: _Stage, sample: Sample, books: Sequence[Rulebook]) -> list[Validation]:
    return validate(
        books,
        sample.known_table(),
        stage.catalog.vocabulary,
        size=stage.catalog.select(SIZE_PROGRAMME, Action.NEW, sample.as_of),
        last_year=sample.as_of.year - 1,
        listed_on=sample.listed_on,
    )


def _show_validation(
    stage: _Stage, chosen: Sequence[Chosen], validations: Sequence[Validation], *, firms: int
) -> None:
    """Met, unmet and unknown for every clause and comparison; the unmet firms by reason."""
    said: dict[tuple[str, ...], str] = {}
    for choice, validation in zip(chosen, validations, strict=True):
        title = stage.words(
            "demo.validation",
            count=validation.enterprises,
            document=_name(stage, choice.rulebook),
            label=stage.label(choice),
        )
        verdicts = [v.text.in_(stage.language) for v in _SHOWN]
        heads = [stage.words("demo.head.test"), *verdicts, stage.words("demo.head.n")]
        rows = [row for found in validation.clauses for row in _tally_rows(stage, found)]
        stage.table(title, heads, rows, numeric=len(_SHOWN) + 1)
        for found in validation.clauses:
            _show_unmet(stage, found, said, firms)
    stage.say("demo.earlier", all=f"{TITLES_BATCHES_1_TO_4:,}", before=f"{TITLES_BATCHES_1_TO_3:,}")


def _tally_rows(stage: _Stage, found: ClauseValidation) -> Iterator[list[str]]:
    clause = found.clause
    yield [f"{clause.id} {clause.title.in_(stage.language)}", *_tally_cells(found.tally)]
    for test in found.tests if len(found.tests) > 1 else ():
        words = f"    {test.what.in_(stage.language)} {test.requirement.in_(stage.language)}"
        yield [words, *_tally_cells(test.tally)]


def _tally_cells(tally: Tally) -> list[str]:
    numbers = (tally.met, tally.unmet, tally.unknown, tally.not_applicable)
    return [f"{n:,}" if n else "·" for n in numbers] + [f"{tally.decided:,}"]


def _show_unmet(
    stage: _Stage, found: ClauseValidation, said: dict[tuple[str, ...], str], firms: int
) -> None:
    """The firms that fail a clause, by reason; the same firms are listed once."""
    if not found.unmet:
        return
    clause, count = found.clause.id, len(found.unmet)
    key = tuple(sorted(one.id for one in found.unmet))
    if key in said:
        stage.say("demo.unmet_same", clause=clause, count=count, other=said[key])
        return
    said[key] = clause
    stage.say("demo.unmet", clause=clause, count=count)
    for kind, enterprises in found.by_reason().items():
        reason = stage.words("demo.unmet_reason", reason=kind.text, count=len(enterprises))
        stage.line(f"  · {reason}")
        for one in enterprises[:firms]:
            evidence = one.reasons[0].evidence.in_(stage.language)
            stage.line(f"      {one.id} {one.name}: {_figures(one, stage.language)} — {evidence}")


def _figures(one: UnmetEnterprise, language: Language) -> str:
    return "; ".join(
        f"{f.what.in_(language)} {f.own.in_(language)} ({f.requirement.in_(language)})"
        for f in one.figures
    )


def _show_panel(stage: _Stage, panel: Path, chosen: Sequence[Chosen], out: Path) -> list[Path]:
    """The same for a whole panel: read, assess, count, validate."""
    books = [choice.rulebook for choice in chosen]
    started = perf_counter()
    sample = load_panel(panel)
    read = perf_counter()
    summaries, results = assess_table(books, sample.table, stage.catalog.vocabulary)
    assessed = perf_counter()
    stage.line("")
    stage.say(
        "demo.panel",
        style="bold",
        count=f"{len(sample.table):,}",
        books=len(books),
        read=f"{read - started:.2f}",
        assessed=f"{assessed - read:.2f}",
    )
    _show_findings(stage, sample)
    for choice, summary in zip(chosen, summaries, strict=True):
        _show_summary(stage, choice, summary)
    validations = _validations(stage, sample, books)
    _show_validation(stage, chosen, validations, firms=0)
    files = [out / "panel.parquet", out / "panel_validation.csv"]
    results.write_parquet(files[0])
    _write_validation(stage, files[1], validations)
    return files


def _write_files(
    stage: _Stage,
    sample: Sample,
    books: Sequence[Rulebook],
    validations: Sequence[Validation],
    out: Path,
) -> list[Path]:
    """Verdicts as csv and as a workbook for officials, and the validation firm by firm."""
    paths = [out / "shenzhen.csv", out / "shenzhen.xlsx", out / "shenzhen_validation.csv"]
    # one by one, because files hold reasons and gaps; the sample is small
    assessors = [Assessor(rulebook, stage.catalog.vocabulary) for rulebook in books]
    entries: list[Entry] = [
        (facts, [assessor.assess(facts) for assessor in assessors]) for facts in sample.table.rows()
    ]
    compared = frozenset(COMPARED)
    write_csv(paths[0], entries, as_of=sample.as_of, comparison=compared, synthetic=False)
    write_workbook(
        paths[1],
        entries,
        vocabulary=stage.catalog.vocabulary,
        as_of=sample.as_of,
        findings=sample.findings,
        comparison=compared,
        synthetic=False,
        language=stage.language,
    )
    _write_validation(stage, paths[2], validations)
    return paths


def _write_validation(stage: _Stage, path: Path, validations: Sequence[Validation]) -> None:
    """One row for every known little giant and clause that do not fit."""
    heads = [stage.words(f"demo.csv.{name}") for name in ("edition", "clause", "name", "figures")]
    reasons = [stage.words(f"demo.csv.{name}") for name in ("reason", "evidence")]
    with finished_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*heads[:2], "id", *heads[2:], *reasons])
        for validation in validations:
            for found in validation.clauses:
                where = [validation.rulebook.edition, found.clause.id]
                writer.writerows([*where, *_row(one, stage.language)] for one in found.unmet)


def _row(one: UnmetEnterprise, language: Language) -> list[str]:
    kinds = "; ".join(reason.kind.text.in_(language) for reason in one.reasons)
    evidence = " | ".join(reason.evidence.in_(language) for reason in one.reasons)
    return [one.id, one.name, _figures(one, language), kinds, evidence]
