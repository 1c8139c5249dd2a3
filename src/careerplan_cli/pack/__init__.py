"""The content pack: load, check, export."""
