"""`littlegiants init`: the register's database, made or brought to the present revision."""

from __future__ import annotations

from littlegiants.bootstrap import Site
from littlegiants.cli.screen import console, print_json
from littlegiants.register.services import add_source
from littlegiants.register.source_list import load_sources
from littlegiants.storage.migrate import migrate, newest_revision
from littlegiants.vocabulary.language import say


def run_init(site: Site, *, json: bool) -> int:
    """Make the database, or bring it up; doing it again changes nothing."""
    actor, database = site.actor, site.database
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    site.settings.files.mkdir(parents=True, exist_ok=True)
    migrate(database)
    listed = load_sources(site.settings.catalog)
    for source in listed:
        add_source(database, actor=actor, source=source)
    found = {
        "schema": "littlegiants.init/1",
        "database": database.shown_url,
        "files": str(site.settings.files),
        "revision": newest_revision(),
        "sources": [source.code for source in listed],
    }
    if json:
        print_json(found)
        return 0
    language = site.settings.language
    console().print(say(language, "cli.init_done", **found), markup=False, soft_wrap=True)
    console().print(say(language, "cli.init_next"), markup=False, soft_wrap=True)
    return 0
