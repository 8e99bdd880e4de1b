"""From a draft to a live answer: write files, train, compare with the model before, swap."""
