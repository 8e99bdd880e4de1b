"""Our bot and Rasa's default pipeline on the same articles, measured in one run."""
