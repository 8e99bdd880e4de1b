"""Understanding Korean questions: Rasa graph components and the plain logic behind them."""
