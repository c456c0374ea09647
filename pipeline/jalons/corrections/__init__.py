"""What a person corrected, kept beside the corpus and applied at each build: `table` is the file, `applying` does it."""
