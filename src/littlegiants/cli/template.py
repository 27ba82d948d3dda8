"""`littlegiants template`: a workbook to fill in, with just the facts a rulebook asks for."""

from __future__ import annotations

from pathlib import Path

from littlegiants.bootstrap import Site
from littlegiants.cli.law import LawRequest, choose
from littlegiants.cli.screen import console
from littlegiants.intake.template import write_template
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.language import say
from littlegiants.vocabulary.slots import Slot


def run_template(site: Site, out: Path, law: LawRequest) -> int:
    """Write the template for the rulebooks asked for."""
    if out.suffix != ".xlsx":
        raise LittleGiantsError("cli.out_kind", file=out.name, kinds=".xlsx")
    if not out.resolve().parent.is_dir():
        raise LittleGiantsError("cli.out_folder", folder=str(out.parent))
    slots: dict[Slot, None] = {}
    for choice in choose(site.catalog, law):
        slots |= dict.fromkeys(choice.rulebook.asked_slots())
    language = site.settings.language
    write_template(out, site.catalog.vocabulary, list(slots), law.day, language)
    console().print(
        say(language, "cli.template_written", file=str(out), count=len(slots)), markup=False
    )
    return 0
