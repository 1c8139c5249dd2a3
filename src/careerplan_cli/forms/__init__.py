"""Blocks as text on a terminal, HTML, Word and Markdown: one file each."""
