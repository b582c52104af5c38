"""What nobody caught: Python would print it with its values. A command keeps that where somebody reads along."""

import logging
import sys
import threading

from .faults import class_of

logger = logging.getLogger("python")


def become_lines() -> None:
    threading.excepthook = in_a_thread
    sys.unraisablehook = while_tidying_up
    if not sys.stderr.isatty():
        sys.excepthook = at_the_end


def at_the_end(kind, error, trace):
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logger.critical("The program ended", exc_info=(kind, error, trace))
        print(f"Stopped by {class_of(error)}: on a terminal it says why.", file=sys.stderr)


def in_a_thread(said):
    if said.exc_type is not SystemExit:
        logger.error("A thread ended", exc_info=(said.exc_type, said.exc_value, said.exc_traceback))


def while_tidying_up(said):
    logger.error(
        "A fault that nothing could be done about", exc_info=(said.exc_type, said.exc_value, said.exc_traceback)
    )
