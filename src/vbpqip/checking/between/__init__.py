"""What reports say of one another, of whatever kind: the rules for those checked together and for a folder of them."""
