"""Cross-report checks: what the reports of a folder say of one another."""
