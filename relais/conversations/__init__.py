"""Room: conversations."""
