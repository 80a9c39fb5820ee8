"""What the sender of a report gets back, whatever kind it is of: a page, a workbook and an e-mail."""
