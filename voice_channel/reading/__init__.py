"""Korean reading rules: from written text to the words a person would say."""

from voice_channel.reading.phones import spell_out
from voice_channel.reading.spoken import spoken_form

__all__ = ["spell_out", "spoken_form"]
