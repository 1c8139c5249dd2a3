"""YAML and JSON with their places, checked against the models; JSON Schema."""
