"""Room: understanding."""
