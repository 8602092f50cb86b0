"""A use case's desk with its real ports, a module each, so that a function loads only what it uses."""
