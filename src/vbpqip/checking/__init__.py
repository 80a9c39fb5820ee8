"""What can be wrong with a report, whatever its kind: checks, their catalogue, how serious they are."""
