"""Pages of the reference that are made from the program and its catalog, in both languages.

`python -m docs.generate` writes them; a test holds the written pages to what would be made now.
"""
