"""All words that are seen or heard in a live session; one file a language."""

from formcheck.live.phrases.catalogue import Phrases, english, load_phrases

__all__ = ["Phrases", "english", "load_phrases"]
