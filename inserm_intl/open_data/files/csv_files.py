"""CSV: UTF-8 with a mark that tells spreadsheets so, commas, a line feed after each row, nothing for no value.

On PostgreSQL the database writes the rows itself (COPY); what Python writes on SQLite is the same to the byte.
"""

import datetime
import re
from typing import BinaryIO

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from .database import read

BYTE_ORDER_MARK = "\ufeff"
# Python's csv module leaves a lone carriage return unquoted where lines end with a line feed.
TO_QUOTE = re.compile('[",\r\n]')


def write_csv(noun, question, file: BinaryIO) -> None:
    """A heading of the columns' names, then each row of the answer."""
    file.write(f"{BYTE_ORDER_MARK}{line(noun.columns.all())}".encode())
    rows = noun.columns.texts(noun.rows(question), question)
    if connection.vendor == "postgresql":
        copy(rows, file)
    else:
        write_rows(rows, file)


def copy(rows: QuerySet, file: BinaryIO) -> None:
    """Have PostgreSQL write the rows of the very query that Django compiles."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor, connection.wrap_database_errors:
        query = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv)", file)


def write_rows(rows: QuerySet, file: BinaryIO) -> None:
    for row in read(rows):
        file.write(line(row).encode())


def line(values) -> str:
    return ",".join(map(field, values)) + "\n"


def field(value) -> str:
    """A value as PostgreSQL writes it: 139.0 is 139."""
    match value:
        case None:
            return ""
        case float():
            return repr(value).removesuffix(".0")
        case datetime.date():
            return value.isoformat()
    text = str(value)
    return '"{}"'.format(text.replace('"', '""')) if TO_QUOTE.search(text) else text
