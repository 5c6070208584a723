"""Room: replies."""
