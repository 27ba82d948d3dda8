"""The transactional half: one database, units of work with an act each, migrations, bulk, search."""
