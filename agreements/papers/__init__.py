"""The files of documents: which are accepted, what is looked for in them, and where they are kept."""
