"""What every room stands on: data files, the clock, diagnostics, YAML with places, spreadsheets."""
