"""The form of the QIT report: where everything stands in the workbook."""
