"""Plain values of the program, on the standard library alone."""
