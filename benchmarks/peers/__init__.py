"""The contestants: one module per engine, each with ``assess_parquet(path, out=None)``."""
