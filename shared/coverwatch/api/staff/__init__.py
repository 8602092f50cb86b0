"""The staff's routes: one function per row of the route table, a module per subject."""
