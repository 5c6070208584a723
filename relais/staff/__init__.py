"""Room: staff."""
