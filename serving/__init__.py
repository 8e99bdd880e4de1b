"""How Rasa is run: launcher, durable tracker store, fast turn, safe HTTP surface."""
