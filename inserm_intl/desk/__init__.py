"""The staff's own pages: the desk, the search box of every admin page, a country from inside, the director's brief."""
