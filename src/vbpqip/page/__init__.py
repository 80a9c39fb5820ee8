"""The offline page: one HTML file that checks, fills in and scores reports in a browser, and sends nothing."""
