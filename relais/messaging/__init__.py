"""Room: messaging."""
