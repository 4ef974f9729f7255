"""What the assistant knows: the corpus, the reader's copy of the paper, users' documents."""
