"""Voice around the text bot: microphone, recogniser, Rasa, Korean reading rules, synthesiser, loudspeaker."""
