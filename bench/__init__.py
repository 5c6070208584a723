"""What is measured, one script a claim. Figures are compared within one run only."""
