"""littlegiants: the open platform with which a city grows its little giants (专精特新“小巨人”).

Facts and published lists come in from the files that offices have, and nothing in them is dropped
silently (`intake`). Printed names are brought to the enterprises they mean (`linkage`), and the
register keeps enterprises and their dated facts with the word that each stands on (`register` over
`storage`). The law is data: editions of published standards, with their citations, dates and cases,
become typed trees (`rulebooks`, read from `catalog/`). Every enterprise is assessed clause by clause,
one at a time in Python or a nation at once on columns (`engines`), and gets verdicts with reasons,
gaps and the cheapest plan to the next tier (`assessment`). Published lists become titles with their
beginning, review and end, and the city's own rounds are run (`recognition`, which prints with
`documents`). Cities are compared on a stated basis (`cities`), an invented city shows it all
(`synthetic`), and people see it on the command line (`cli`).

The rooms in story order; a later room may use an earlier one, never the reverse:

    vocabulary   the shared nouns: facts and their slots, quantities, codes, verdicts, bilingual words
    settings     what the environment says, once
    documents    lists as office files: Excel, Word, PDF, web page, csv
    storage      the transactional half: one database, units of work, migrations
    engines      the columnar half: tables of many enterprises, Polars by default
    intake       facts and lists come in: files, heads, units, findings
    linkage      printed names are brought to the enterprises they mean
    register     enterprises and their dated facts, and who said so
    rulebooks    the law as data: model, load, check, interpret, compile
    assessment   enterprises are assessed: verdicts, reasons, gaps, plans
    recognition  lists become titles; reviews, exits, what falls due; the city's own rounds
    cities       cities are compared: counts, ranks, overtakes, claims
    synthetic    an invented city for demo, tests and benchmarks
    bootstrap    the only place where parts are put together
    cli          the command line
    __main__     python -m littlegiants

`catalog/` holds no Python: facts, rulebooks, procedures, places, counts and messages, as data.
"""
