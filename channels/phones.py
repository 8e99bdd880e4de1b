from __future__ import annotations

import re

# 02-123-4567, 032-120, 1577-0199
HYPHENATED = r"(?:0\d{1,2}-\d{3,4}(?:-\d{4})?|1\d{3}-\d{4})"
# 109, 119, 1355; not an amount, a date or a part of a longer number
SPECIAL = r"1\d{2,3}(?!\s*(?:원|명|일|개|만|천|년|월|시간|분|회|점|면|쪽|가지|리터|제곱|평|%|세대|호))"
ALWAYS = re.compile(rf"(?<![\d,.-]){HYPHENATED}(?!\d|-\d)")
WITH_SPECIAL = re.compile(rf"(?<![\d,.-])(?:{HYPHENATED}|{SPECIAL})(?![-,.]?\d)")
# These replies send residents to a number, so a bare three-digit number in them is one.
NUMBER_REPLIES = frozenset({"crisis", "handoff", "out_of_scope"})


def phone_numbers(text: str, reply_type: str) -> list[str]:
    """Return the phone numbers in a reply's text in order, each once."""
    pattern = WITH_SPECIAL if reply_type in NUMBER_REPLIES else ALWAYS
    return list(dict.fromkeys(pattern.findall(text)))
