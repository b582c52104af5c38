"""Look into a file in a process of its own, with little memory and time: nothing in it can harm the site.

    python -m agreements.papers.inspection fault .pdf < FILE

says in one word what is wrong with a file of that suffix, or "good"; `text` instead of `fault` gives what
it says in words. Whatever else happens (out of memory, out of time, a program's error) is a failure, and
the file is held for unreadable. Nothing of Django is imported.
"""

import io
import logging
import resource
import sys

from agreements.papers import mail, office, pdf

SECONDS = 15
MEMORY = 1_000_000_000
MOST_TEXT = 5_000_000

FAULT = {
    ".pdf": pdf.fault,
    ".docx": lambda data: office.fault(data, "word/document.xml"),
    ".xlsx": lambda data: office.fault(data, "xl/workbook.xml"),
    ".msg": mail.outlook_fault,
    ".eml": mail.internet_fault,
}
TEXT = {
    ".pdf": lambda data: "\n".join(page.extract_text() for page in pdf.PdfReader(io.BytesIO(data)).pages),
    ".docx": office.text,
    ".xlsx": office.text,
    ".msg": mail.outlook_text,
    ".eml": mail.internet_text,
}


def main(asked: str, suffix: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    data = sys.stdin.buffer.read()
    said = FAULT[suffix](data) or "good" if asked == "fault" else TEXT[suffix](data)[:MOST_TEXT]
    sys.stdout.buffer.write(said.encode("utf-8", "ignore"))


if __name__ == "__main__":
    main(*sys.argv[1:])
