"""What things are: instruments, levels, answer sets, results. No I/O and no rules."""
