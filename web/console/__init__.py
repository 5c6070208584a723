"""Part of the web layer: parses, calls one service, maps errors."""
