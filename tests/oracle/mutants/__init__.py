"""Leaks that somebody may make one day, each another kind: the examples of `make test` must catch every one."""

from . import lists, programs, records
from .slip import MUTANTS, Mutant

__all__ = ["MUTANTS", "Mutant", "lists", "programs", "records"]
