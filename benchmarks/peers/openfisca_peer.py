"""OpenFisca-Core: the formulas of ``two_valued`` as yearly variables of one entity.

A missing number is NaN, which no comparison passes, so an unknown number fails its clause.
A missing boolean is False: a missing veto passes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.peers.process import run_peer
from benchmarks.peers.two_valued import FORMULAS, answers
from benchmarks.peers.two_valued_inputs import (
    ANNUAL,
    BOOLEANS,
    EQUITY,
    INSTITUTION_LEVELS,
    LEVEL,
    NUMBERS,
    YEAR,
    Array,
    Read,
    read_with_pandas,
    write_verdicts,
)

MISSING: Final = {"*": float("nan")}
Enterprise: Final = build_entity("enterprise", "enterprises", "An enterprise", is_person=True)
Level: Final = Enum("Level", {level: level for level in INSTITUTION_LEVELS})


def assess_parquet(
    path: Path, out: Path | None = None, *, read: Read = read_with_pandas
) -> dict[str, Array]:
    """Assess a Parquet file in memory; with `out`, write the verdicts too."""
    inputs = read(path, MISSING)
    rows = len(inputs[LEVEL, YEAR])
    simulation = SimulationBuilder.build_default_simulation(build_system(), rows)
    for (name, year), values in inputs.items():
        given = EnumArray(values, Level) if name == LEVEL else values
        simulation.set_input(name, str(year), given)
    passed = answers(lambda name: simulation.calculate(name, str(YEAR)))
    if out is not None:
        write_verdicts(path, passed, out)
    return passed


def build_system() -> TaxBenefitSystem:
    """Declare the facts and the clauses."""
    system = TaxBenefitSystem([Enterprise])
    for name in (*ANNUAL, EQUITY, *NUMBERS):
        system.add_variable(variable(name, value_type=float))
    for name in BOOLEANS:
        system.add_variable(variable(name, value_type=bool))
    system.add_variable(
        variable(LEVEL, value_type=Enum, possible_values=Level, default_value=Level.none)
    )
    for name, formula in FORMULAS.items():
        system.add_variable(variable(name, value_type=bool, formula=formula))
    return system


def variable(name: str, **attributes: Any) -> type[Variable]:
    """Declare a yearly variable of the enterprise."""
    fixed = {"entity": Enterprise, "definition_period": DateUnit.YEAR, "label": name}
    return type(name, (Variable,), fixed | attributes)


if __name__ == "__main__":
    run_peer(assess_parquet)
