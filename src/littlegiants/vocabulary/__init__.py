"""The shared nouns: facts and their units, verdicts, bilingual words, findings and errors.

Every room may use this one; it uses nothing but the standard library and the catalog's YAML.
"""
