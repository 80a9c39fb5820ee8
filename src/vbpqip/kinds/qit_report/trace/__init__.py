"""One measure of a QIT report, traced from its cells to its outcome."""
