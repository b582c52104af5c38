"""The register and its documents as one file, and back.

`making` writes a backup and `restoring` brings it back; `postgresql` and `sqlite` know their databases, `documents`
the files, `archive` and `manifest` the file that holds all of it, `content` whether two registers are the same.
"""
