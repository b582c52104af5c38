"""Everything public, on one day, as a folder of files: the same bytes for the same data.

`place` makes a folder that is whole or absent, `contents` what stands in it, `readme` what it says of itself.
"""

from .contents import write
from .place import DiffersError, whole

__all__ = ["DiffersError", "whole", "write"]
