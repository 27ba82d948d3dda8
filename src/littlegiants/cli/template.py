"""`littlegiants template`: a workbook to fill in, with just the facts a rulebook asks for."""

from __future__ import annotations

from pathlib import Path

from littlegiants.bootstrap import Site
from littlegiants.cli.law import LawRequest, choose
from littlegiants.cli.screen import console
from littlegiants.intake.list_template import write_list_template
from littlegiants.intake.template import write_template
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.language import say
from littlegiants.vocabulary.slots import Slot


def run_template(site: Site, out: Path, law: LawRequest) -> int:
    """Write the template for the rulebooks asked for."""
    _check_out(out)
    slots: dict[Slot, None] = {}
    for choice in choose(site.catalog, law):
        slots |= dict.fromkeys(choice.rulebook.asked_slots())
    language = site.settings.language
    write_template(out, site.catalog.vocabulary, list(slots), law.day, language)
    console().print(
        say(language, "cli.template_written", file=str(out), count=len(slots)), markup=False
    )
    return 0


def run_list_template(site: Site, out: Path) -> int:
    """Write the template of a list of enterprises."""
    _check_out(out)
    write_list_template(out, site.settings.language)
    told = say(site.settings.language, "cli.list_template_written", file=str(out))
    console().print(told, markup=False)
    return 0


def _check_out(out: Path) -> None:
    if out.suffix != ".xlsx":
        raise LittleGiantsError("cli.out_kind", file=out.name, kinds=".xlsx")
    if not out.resolve().parent.is_dir():
        raise LittleGiantsError("cli.out_folder", folder=str(out.parent))
