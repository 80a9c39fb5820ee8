"""Received and written workbooks, whatever form they hold: no program and no kind of report."""
