"""Who may ask what of which address, and what it answers: one table for all that the resolver knows."""
