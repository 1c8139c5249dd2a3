"""What leaves the terminal: the guide and the results as documents."""
