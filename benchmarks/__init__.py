"""Benchmarks: the 2026 rulebooks over synthetic populations, ours against peers.

Start with ``README.md``; the one command is ``python -m benchmarks.run``.
"""
