"""Run by Alembic: migrates the connection that it was handed."""

from __future__ import annotations

from alembic import context

from littlegiants.storage.schema import metadata
from littlegiants.storage.search import is_described

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    include_object=is_described,
)
context.run_migrations()
