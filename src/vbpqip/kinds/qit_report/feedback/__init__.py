"""What a facility gets back on its QIT report: a workbook, a page and an e-mail."""
