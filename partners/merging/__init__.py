"""Two institutions that are one: what points to either points to the one that is kept, and back if it was a mistake."""
