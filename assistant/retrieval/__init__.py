"""Find the evidence: views of what is known, an index over them, a search that fuses and steers."""
