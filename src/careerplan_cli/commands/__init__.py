"""One file per command: options in, one call each way, printing out."""
