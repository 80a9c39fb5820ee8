"""Reviews of any kind as JSON and text, and pages on findings, measures and numbers."""
