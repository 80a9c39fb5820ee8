"""What kinds of report have in common: what their checks look at one by one, and the checks of it."""
