"""The columnar half: decisions about many run here. Polars by default, DuckDB on request.

Only this room imports the engines; everything else speaks of facts, statements and results.
"""
