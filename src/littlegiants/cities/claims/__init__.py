"""Published claims, recomputed: confirmed, inconsistent, contradicted, only their own source, or uncheckable."""
