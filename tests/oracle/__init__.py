"""The leak oracle: whatever is asked, a visitor gets the same answer whether or not private records are there.

`register` makes a register at random; `private` says what of it no visitor may know of, by rules of its own
that ask nothing of the site's `public()`; `removing` and `editing` take that away or change it;
`questions` makes up what is asked; `asking` asks it and compares; `story` tells what a leak is about;
`mutants` are the leaks that show that all this can fail.
"""
