"""The tables of every room, gathered as a release has them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData

import littlegiants
from littlegiants.storage.schema import metadata


def all_tables() -> MetaData:
    """Import every `tables` module of the package; return what they declare."""
    package = Path(littlegiants.__file__).parent
    for place in sorted([*package.rglob("tables.py"), *package.rglob("tables/__init__.py")]):
        inside = place.relative_to(package.parent).with_suffix("")
        import_module(".".join(inside.parts).removesuffix(".__init__"))
    return metadata
