"""Reading a QIT report: its entries, each parsed once, with the cell it came from."""
