"""Datelines: where, when and by which agency a report was filed, printed before its first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.articles.agencies import agency_name

_REACH = 160
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?P<day>{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]*){0,3}"
_MIXED = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]+(?:[ /][A-ZÀ-ÖØ-Þ][\w'’.\-]*){0,3}"
_REGION = r"(?:, (?!" + _MONTH + r" \d)[A-Z][\w'’.\-]*(?: [A-Z][\w'’.\-]*){0,2})?"
_AGENCY = r"\((?P<agency>[^()]{2,40})\)"
_DASH = r"(?:--+|[-–—―:])"
_BODY = r"(?=[\"“”‘'«„(\[]?[A-ZÀ-ÖØ-Þ0-9])"

# "KYIV, Ukraine, Aug 20 (Reuters) -", "WASHINGTON —"
_CAPITAL_LINE = re.compile(rf"(?P<place>{_CAPITALS}){_REGION}(?:, {_DAY})?(?: ?{_AGENCY})? ?(?P<dash>{_DASH}) ?{_BODY}")
# "Moscow (CNN) The", "Aug. 20 (UPI) --", "(AP) —": without capitals only a known agency tells it from a sentence.
_AGENCY_LINE = re.compile(rf"(?:(?P<place>{_MIXED}){_REGION})?(?:(?:, )?{_DAY})? ?{_AGENCY} ?{_DASH}? ?{_BODY}")
_NO_PLACE = frozenset(
    re.findall(
        r"\S+",
        """ADVERTISEMENT AFP ANALYSIS AP BBC BIDEN BREAKING CIA CNN CORRECTION COVID COVID-19 EDITORIAL EU EXCLUSIVE
        EXPLAINER FBI FILE FIRST GOP IMF LIVE NATO NEW NEWS NOTE OBAMA OPINION PHOTO PHOTOS POLL PUTIN REUTERS REVIEW
        SPOILER TRANSCRIPT TRUMP U.K. U.N. U.S. UK UN UPDATE UPDATED UPI US USA VIDEO WARNING WATCH WHO""",
    )
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: place, printed day, agency, and where the text after it begins."""

    place: str | None
    day: str | None
    agency: str | None
    end: int


def read_dateline(paragraph: str) -> Dateline | None:
    """Find the dateline at the beginning of an article's first paragraph.

    Args:
        paragraph: the paragraph.

    Returns:
        The dateline, or None.

    Example:
        >>> read_dateline("KYIV, Aug 20 (Reuters) - Ukraine said its forces held the town.")
        Dateline(place='KYIV', day='Aug 20', agency='Reuters', end=25)
        >>> read_dateline("NATO — The alliance met on Monday.") is None
        True
    """
    opening = paragraph[:_REACH]
    match = _AGENCY_LINE.match(opening)
    if match and (agency := agency_name(match["agency"])):
        return Dateline(_place(match), match["day"], agency, match.end())
    match = _CAPITAL_LINE.match(opening)
    if match is None or match["place"].split()[0] in _NO_PLACE or len(match["place"]) < 3:
        return None
    named = match["agency"]
    # "TRUMP: We will" is a transcript, "F-16S-THE" no dateline: without an agency only a free-standing dash will do.
    spaced = match["dash"] not in "-:" or (match["dash"] == "-" and re.search(r" - ?$", match[0]))
    if not spaced and (named is None or agency_name(named) is None):
        return None
    return Dateline(_place(match), match["day"], named and (agency_name(named) or named), match.end())


def _place(match: re.Match[str]) -> str | None:
    """The place as printed, its region included."""
    if match["place"] is None:
        return None
    end = min(
        position for position in (match.start("day"), match.start("agency") - 1, _dash_start(match)) if position >= 0
    )
    return match.string[match.start("place") : end].strip(" ,(") or None


def _dash_start(match: re.Match[str]) -> int:
    return match.start("dash") if "dash" in match.groupdict() else match.end()
