"""Facts come in: files of every kind that offices send become one table of facts, with findings.

`services.read_facts` reads a file; `json_lines` is the contract for programs; `template` writes the
workbook that an enterprise or an office fills in. Nothing is dropped silently: a column is used,
ignored by name or a finding, and a cell that cannot be read is a finding and an unknown value.
"""
