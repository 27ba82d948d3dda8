"""Linkage: which enterprise a printed name means, and which place an address or name tells.

Pure technique without storage: names are brought to keys (`normalise`), taken apart by the grammar
of Chinese enterprise names (`parse`, `places`), and compared with known names in a cascade of safe
steps (`cascade`). What is not safe is left to a person, with the best candidates (`candidates`).
"""
