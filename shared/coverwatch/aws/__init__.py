"""The edge: the only room that knows AWS. Each module keeps one of the application's ports."""
