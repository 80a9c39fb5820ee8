"""What outputs are made of, whatever kind of report they are about: texts, tables, charts, files."""
