"""Between bytes and models: content, answer files, tables of results."""
