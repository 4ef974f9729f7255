"""Does the research bear out a sentence? Judged against what the corpus knows to be true, and to be wrong."""
