"""The whole answer to a question as a file: CSV, XLSX and GeoJSON.

A file is first written to the end, then sent: an error on the way is still said with its own status. Columns
and rows are those of the JSON, in the same order.
"""
