"""What the search page knows besides the lists: how to show what was found, and what may have been meant."""
