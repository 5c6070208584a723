"""Room: directory."""
