"""Text made safe: to show on a terminal, in JSON, in CSV that a spreadsheet will open."""
