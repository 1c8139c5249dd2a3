"""Records into bytes: one writer per format."""
