"""The law as data: editions are read, checked, selected, and executed clause by clause.

An edition (`model`) is loaded from the catalog (`load`), chosen by programme, action and date
(`editions`), and has two executors that must agree on every row: `interpret` and the Python made
by `generate` for one enterprise, and the SQL made by `compile` for populations.
"""
