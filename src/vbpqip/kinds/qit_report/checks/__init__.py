"""The checks of a QIT report: one generator for each diagnostic."""
