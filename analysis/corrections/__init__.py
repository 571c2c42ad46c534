"""What people correct: read from a file, found again in the tables of any build, and laid over them."""
