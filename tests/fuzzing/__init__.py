"""Cases that nobody thought of, typed as the site declares: put to every address of the site, in every role."""
