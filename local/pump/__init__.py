"""The pump: carries events from where they happen to the functions that wait for them, as AWS does."""
