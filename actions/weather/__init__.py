"""Weather, air and disaster messages from the public open-data services, never in the way of a turn."""
