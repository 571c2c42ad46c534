"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
_SAMPLE = 1000
_FEWEST_LETTERS = 12
_LEAST_CONFIDENCE = 0.25


@cache
def _identifier() -> Any:
    """The identifier, loaded once, limited to languages that have an ISO 639-1 code."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


def forget_identifier() -> None:
    """Let go of the identifier's memory, a hundred megabytes; the next text loads it again.

    Example:
        >>> forget_identifier()
        >>> detect_language("The port reopened on Monday.")
        'en'
    """
    _identifier.cache_clear()


def detect_language(text: str) -> str:
    """Detect the language of a text from its first 1,000 characters.

    Args:
        text: any text.

    Returns:
        ISO 639-1 code; 'und' where the text is too short or too odd to tell.

    Example:
        >>> detect_language("The ministry said on Monday that the talks were over.")
        'en'
        >>> detect_language("19.8.")
        'und'
    """
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _FEWEST_LETTERS:
        return UNDETERMINED
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= _LEAST_CONFIDENCE else UNDETERMINED
