"""What a record was: its versions read, compared in words, told in one timeline, and brought back."""
