"""How residents reach the bot: the website's channel and its chat page."""
