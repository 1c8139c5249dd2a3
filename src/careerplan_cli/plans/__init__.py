"""A plan as data: its model, read back from Word, updated without losing what a team wrote."""
