"""Cities compared: counts with their basis and source, conflicts, ranks, overtakes, and claims checked.

Nothing is interpolated and no two bases are ever added, subtracted or ranked together. Where
sources differ, all of them are shown, with the default and why. What is inferred says so.
"""
