from __future__ import annotations

from actions import phrases
from actions.conversation import Conversation
from actions.reply import Reply
from privacy.masking import label


def privacy_notice(talk: Conversation) -> Reply | None:
    """A gentle word when personal numbers in the message were covered."""
    if not talk.masked:
        return None
    kinds = ", ".join(label(kind) for kind in talk.masked)
    return Reply(type="notice", text=phrases.NUMBERS_COVERED.format(kinds=kinds), act="numbers_covered")
