"""Room: appointments."""
