"""What is measured: how much is read rightly, and how fast the parts are. Each module prints its own figures."""
