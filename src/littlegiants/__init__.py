"""littlegiants: the open platform with which a city grows its little giants (专精特新“小巨人”).

Facts of enterprises come in from the files that offices have, and nothing in them is dropped
silently (`intake`). The law is data: editions of published standards, with their citations, dates
and cases, become typed trees (`rulebooks`, read from `catalog/`). Every enterprise is assessed
clause by clause, one at a time in Python or a nation at once on columns (`engines`), and gets
verdicts with reasons, gaps and the cheapest plan to the next tier (`assessment`). People see it on
the command line (`cli`).

The rooms in story order; a later room may use an earlier one, never the reverse:

    vocabulary   the shared nouns: facts and their slots, quantities, verdicts, bilingual words
    settings     what the environment says, once
    engines      the columnar half: tables of many enterprises, Polars by default
    intake       facts come in: files, heads, units, findings
    rulebooks    the law as data: model, load, check, interpret, compile
    assessment   enterprises are assessed: verdicts, reasons, gaps, plans
    bootstrap    the only place where parts are put together
    cli          the command line
    __main__     python -m littlegiants

`catalog/` holds no Python: facts, rulebooks, maps of industries and messages, as data.
"""
