"""What a person at a terminal sees: the interview and the screens."""
