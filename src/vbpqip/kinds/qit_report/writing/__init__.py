"""Writing the QIT report's form: the workbook that facilities fill in."""
