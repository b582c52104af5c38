"""Open data: the same questions as the pages, answered for programs, as JSON, CSV, XLSX and GeoJSON.

A noun is declared once, by a serializer: a line for each column. `columns` says what kinds there are, `nouns`
which serializer answers which question, `reading` how rows are read; the rest are the forms of the answer.
"""
