"""What the site writes of its own running: one JSON object a line, on stderr, without anybody's data in it.

A line is made of what the program is (its own texts, names of routes, files and classes) and of numbers. What
came with a request or stands in the register (an address, a name, a title, an exception's message) is in none.
"""

import logging
import logging.config

from . import uncaught


def configure(described: dict) -> None:
    """Django's LOGGING_CONFIG, outside debug: warnings and what nobody caught are lines too."""
    logging.config.dictConfig(described)
    logging.captureWarnings(True)
    # Python would print a record that it cannot write, with all that is in it.
    logging.raiseExceptions = False
    uncaught.become_lines()
