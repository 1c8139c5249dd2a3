"""Tables of answers, one respondent a row: CSV, Excel workbooks and JSON records."""
