"""The rules that turn answers into a level; apart from them, statistics over many records."""
