"""The use cases, a module each, and the ports they need."""
