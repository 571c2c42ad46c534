"""Headlines of plain texts: is the first line one?"""

from __future__ import annotations

import re

_LONGEST = 180
_MOST_WORDS = 25
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_OPEN_END = re.compile(r"[,;:\-–—]$")


def split_title(text: str) -> tuple[str | None, str]:
    r"""Split a headline from the top of a plain text.

    The first line is one where it is short, does not end like a sentence, and a blank line or a longer paragraph
    follows. With a full stop it must stand apart and be Written Like a Headline.

    Args:
        text: from ``clean_text``, blank lines kept.

    Returns:
        The headline or None, and the rest.

    Example:
        >>> split_title("Port Reopens After Storm\n\nThe port of Lisbon reopened on Monday.")
        ('Port Reopens After Storm', 'The port of Lisbon reopened on Monday.')
        >>> split_title("The port reopened on Monday.\nShips came in.")[0] is None
        True
    """
    line, _, rest = text.partition("\n")
    body = rest.lstrip("\n")
    if not line or not body or len(line) > _LONGEST or len(line.split()) > _MOST_WORDS or _OPEN_END.search(line):
        return None, text
    if not line[0].isalnum() and line[0] not in "\"'“‘«¿¡$£€#":
        return None, text
    apart, following = rest.startswith("\n"), body.partition("\n")[0]
    if _SENTENCE_END.search(line):
        is_title = apart and (line[-1] in "?!" or _title_case(line)) and not line.startswith(("“", '"'))
    elif apart:
        is_title = not following[0].islower()
    else:
        # Without a blank line it may be a line of wrapped text, which goes on where this one breaks off.
        is_title = not following[0].islower() and len(following) > 1.5 * len(line) and len(line.split()) >= 2
    if not is_title:
        return None, text
    # Some exports end every headline with a full stop.
    title = line[:-1] if line.endswith(".") and not line.endswith("..") else line
    return title, body


def _title_case(line: str) -> bool:
    """Are nearly all words of four letters or more capitalised?"""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) >= 4]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals >= 0.8 * len(words)
