"""Journeys: the real command in a real terminal, from the first screen to the exit code."""
