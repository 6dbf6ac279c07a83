"""Words on a page that belong to another language than the page."""

from __future__ import annotations

import re

from tests.support.chromium import Page

#: Short words that most sentences of a language have, and none of the others has.
_TELLING = {
    "en": {"the", "of", "and", "your", "you", "is", "are", "with", "this", "for", "from", "it"},
    "de": {"der", "das", "und", "ist", "nicht", "Sie", "mit", "wird", "eine", "von", "auf"},
    "fr": {"et", "est", "vous", "votre", "pas", "avec", "dans", "sur", "cette"},
    "es": {"el", "usted", "su", "una", "con", "del", "más", "para", "esta"},
}
#: All that may be read or heard on a page, folded away or not, but for what says that it is of
#: another language, what a person has typed, and code.
_TEXTS = """(() => {
  const language = document.documentElement.lang;
  const skipped = `script, style, code, pre, textarea, .message-text,
    [lang]:not([lang=${language}])`;
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && !node.parentElement.closest(skipped)) found.push(node.data.trim());
  }
  for (const name of ["title", "aria-label", "placeholder", "alt"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest(skipped)) found.push(element.getAttribute(name));
  found.push(document.title);
  return found.join("\\u0000");
})()"""


def foreign_words(page: Page, language: str) -> list[str]:
    """Return each text of a page that holds words of another language than the page's own.

    Parameters
    ----------
    page : Page
    language : str
        In which all of it should be.
    """
    assert page.evaluate("document.documentElement.lang") == language
    texts = str(page.evaluate(_TEXTS)).split("\0")
    return sorted({text for text in texts if is_foreign(text, language)})


def is_foreign(text: str, language: str) -> bool:
    """Return whether a text holds a word that tells another language."""
    own = _TELLING[language]
    others = set().union(*(_TELLING[code] for code in _TELLING)) - own
    return any(word in others for word in re.findall(r"\w+", text))
