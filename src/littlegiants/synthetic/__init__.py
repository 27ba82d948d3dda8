"""An invented city: a reproducible register of enterprises that never existed.

Figures follow a real panel, titles follow the published totals of a real city; every row and every
file says that it is synthetic. The same seed gives the same bytes.
"""
