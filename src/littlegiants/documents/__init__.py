"""Lists become office files: PDF, Word, Excel, web page and csv, each with the same text.

The room knows tables of text and nothing of enterprises. What a file or the font cannot carry is
shown by its code and reported as a finding; nothing is left out silently.

    model        a list as it is printed: title, columns, rows, what stands around them
    characters   what no file can carry, and what a spreadsheet would take for a formula
    glyphs       what the font in `catalog/fonts` can show
    files        limits, and files that appear only when they are whole
    fitting      words fit into cells, made smaller or broken
    frame        what stands around a table, in words
    csv_file, html_page, pdf_file, word_file, workbook   one kind each
    services     one call that chooses the kind by the ending
"""
