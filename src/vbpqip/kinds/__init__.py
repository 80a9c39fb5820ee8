"""The kinds of reports: a folder for each, what several have, and the registry of all."""
