"""What the register holds on one person: found, given out, or erased, history and files included."""
