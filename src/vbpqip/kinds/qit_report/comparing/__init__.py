"""Two QIT reports of one pairing compared: what changed, and what it did."""
