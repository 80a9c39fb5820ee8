"""Writing the AIT report's form: the workbook that facilities fill in."""
