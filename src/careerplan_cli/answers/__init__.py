"""Bytes into records: answer files, tables, the exports of survey tools; blank forms to fill in."""
