"""Where, through whom and when something was said: read from the sentence around a cue."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from spacy.tokens import Doc, SpanGroup, Token

from analysis.language.attribution import KEY, Attribution
from analysis.language.days import find_days
from analysis.language.media import OCCASION, PLATFORM, find_media

SAID, WHO, ELSEWHERE = "\ue000", "\ue001", "\ue002"
"""Private characters that stand for what was said, who said it, and other attributions' cues and sources."""
REACH = 14
"""Words between a cue and the medium or day that belongs to it, at most."""
LOOK = 600
"""Characters before and after a cue that are looked at, should a sentence have no end."""

NEAR = 3
"""Words between a day and the cue behind it, at most, where the day does not open the sentence."""
TAIL = 80
"""Characters at the end of what was said where a credit ("as reported by TASS") may have slipped in."""

_WORD = re.compile(r"[\w.’'-]*\w[\w.’'-]*")
_BREAK = re.compile(
    r";|:\s|\b(?:who|whom|whose|which|where|when|because|although|while|but|after|before|if)\b|(?<=[a-z]{4})[.!?]\s"
)
_CLAUSE = re.compile(rf";|(?:\b(?:and|but|as|while)\s)(?={WHO})|(?<=[a-z]{{4}})[.!?][\"”’]?\s")
_GOVERNED = re.compile(rf"[,;{WHO}]|\b(?:and|but)\b")
_RELATIVE = re.compile(rf"\b(?:who|whom|whose|which|[Aa]fter|[Bb]efore|[Ss]ince|[Ww]hen|[Ww]hile)\b[^,{WHO}]*,?")

_CARRIED_BY = re.compile(
    r"""\b(?:
        (?:(?:reported|published|quoted|cited|carried|relayed|released|obtained|saying)\s(?:by|in)|(?:broadcast|aired)\s(?:by|on))
        | according\sto
        | according\sto\s(?:an?|the|its|two|several)\s(?:[\w-]+\s)?
          (?:reports?|story|stories|article|account|interview)\s(?:by|in|from|of|on|with)
    )\s(?:(?:the|an?|its)\s)?(?:[\w-]+\s){0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?i)\W*(?:as\s)?(?:first\s)?(?:reported|carried|published|cited|quoted)\s(?:by|in)\s(?:[\w’'-]+\s){1,5}on\s$"
)
_CARRIES = re.compile(
    r"""(?:['’]s)?(?:\s(?:news\sagency|newspaper|agency|daily|magazine|television|(?:tv\s)?channel|correspondent|reporter))?,?\s
        (?:(?:first|also|has|have|had|later|earlier|previously|then)\s){0,2}
        (?:reported|reports|said|says|(?P<quotes>quoted|quotes|quoting|cited|cites|citing))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MEDIUM_FRAME = re.compile(
    r"""\b(?:
        (?:told|tells?|telling|inform(?:ed|ing))(?:\s(?!about|and|that)[\w’'-]+){0,4}?
        | (?:spoke|speak(?:s|ing)|talk(?:ing|ed)|said|remarks?|comments?|interviews?|statements?|confirmed|conversation
          |appearance|emails?|letter|call|op-ed|column|article|host|anchor|reporter|correspondent)
          (?:\s(?!about|and|that)[\w’'-]+){0,3}?\s(?:to|with|of|from|for|by)
        | on|in|via|at|through|from|using|during|over
    )\s(?:(?:the|an?|its|his|her|their)\s)?["“‘']?(?:(?!(?:about|and|that|against)\b)[\w’'-]+\s){0,3}["“‘']?$""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_WHERE = re.compile(
    r"(?:'s|’s|’|')?\s(?:polls?|surveys?|reports?|story|stories|investigation|employees|headquarters|coverage)\b"
)
_OCCASION_FRAME = re.compile(
    r"""\b(?:
        (?:in|at|during|via|through|on|by|issued|issuing|released|told|from)\s
        (?:an?|the|this|his|her|its|their|my|our|another|one|two|some|several|that|recent|prepared|written|\w+day
         |(?-i:[A-Z])[\w.-]*(?:\s(?-i:[A-Z])[\w.-]*){0,2}(?=['’]))
        (?:(?:['’]s)?\s(?!(?:about|and|that|of|to)\b)[\w’'-]+){0,3}(?:['’]s)?
        | on|by|in|via
    )\s$""",
    re.VERBOSE | re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|would|expected|scheduled|set|plans?|planning|going)\b")
_POSSESSIVE = re.compile(r"['’]s\b")
_LEAD = re.compile(
    r"""\W*(?:on|in|at|during|speaking|talking|writing|early|earlier|late|last|yesterday|today|tonight|this|asked|appearing
        |(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """See the columns of the same names in ``analysis.schema.CLAIMS``."""

    medium: str | None
    via: str | None
    said_on: str | None


def read_circumstances(doc: Doc, attribution: Attribution, published_at: datetime | None) -> Circumstances:
    """Read where something was said, which medium reported it first, and the day it was said.

    Only the cue's own sentence is read, and of it neither what was said nor who said it.

    Args:
        doc: the Doc; its sentence starts are used where it has them.
        attribution: one of its attributions.
        published_at: when the article came out, UTC; weekdays and days without a year count back from it.

    Returns:
        Canonical names of ``medium`` and ``via``, and ``said_on`` as ISO 8601 ('--08-17' where no year is known).

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("It rained, he told TASS on Aug. 17.")
        >>> read_circumstances(doc, Attribution(((3, 4),), ((4, 5),), ((0, 2),)), None)
        Circumstances(medium='TASS', via=None, said_on='--08-17')
    """
    own, rest, cue_start, cue_end = _around(doc, attribution)
    cue, ahead, behind = rest[cue_start:cue_end], _ahead(rest[cue_end:]), _behind(rest[:cue_start])
    said, who = (
        doc[spans[-1][0] : spans[-1][1]].text if spans else "" for spans in (attribution.content, attribution.source)
    )
    quoted = any(_closes_quotation(doc, stop) for _, stop in attribution.content)
    return Circumstances(
        medium=_medium(cue, ahead, behind, quoted),
        via=_via(own, range(cue_start, cue_end + 1), said[-TAIL:], who),
        said_on=_said_on(cue, ahead, behind, quoted, published_at),
    )


def _around(doc: Doc, attribution: Attribution) -> tuple[str, str, int, int]:
    """The cue's sentence, what was said and who said it masked; again, other attributions masked too; the cue in it.

    Masks keep every place: a masked text is as long as the text itself.
    """
    first, last = attribution.cue[0][0], attribution.cue[0][1] - 1
    start, end = _sentence(doc, first)
    last = max([last, *(stop - 1 for _, stop in attribution.cue if stop <= end)])
    offset = doc[start].idx
    text = doc[start:end].text
    own = _mask(_mask(text, doc, offset, attribution.content, SAID), doc, offset, attribution.source, WHO)
    ours = {*attribution.cue, *attribution.source, *attribution.content}
    others = tuple(place for place in _places_within(doc, start, end) if place not in ours)
    rest = _mask(own, doc, offset, others, ELSEWHERE)
    return own, rest, doc[first].idx - offset, doc[last].idx + len(doc[last]) - offset


def _places_within(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sources and cues of all attributions that begin in a stretch of tokens."""
    places = _places(doc.spans[KEY]) if KEY in doc.spans else []
    for at in range(bisect_left(places, (start, 0)), len(places)):
        if places[at][0] >= end:
            break
        yield places[at]


# Asked for once per attribution of a Doc; without the cache a long article would take quadratic time.
@lru_cache(maxsize=2)
def _places(group: SpanGroup) -> list[tuple[int, int]]:
    return sorted({(span.start, span.end) for span in group if span.label_ != "CONTENT"})


def _closes_quotation(doc: Doc, stop: int) -> bool:
    return any(mark in doc[max(0, stop - 1) : stop + 1].text for mark in "\"”»''")


def _sentence(doc: Doc, at: int) -> tuple[int, int]:
    """Tokens of the sentence, or the line, around a token, cut at LOOK characters."""
    start, end, middle = at, at + 1, doc[at].idx

    def goes_on(token: Token) -> bool:
        return "\n" not in token.text and abs(token.idx - middle) < LOOK

    while start and not doc[start].is_sent_start and goes_on(doc[start - 1]):
        start -= 1
    while end < len(doc) and not (token := doc[end]).is_sent_start and goes_on(token):
        end += 1
    return start, end


def _mask(text: str, doc: Doc, offset: int, spans: tuple[tuple[int, int], ...], mark: str) -> str:
    for first, stop in spans:
        start = max(0, doc[first].idx - offset)
        end = min(len(text), doc[stop - 1].idx + len(doc[stop - 1]) - offset)
        if start < end:
            text = text[:start] + mark * (end - start) + text[end:]
    return text


def _ahead(text: str) -> str:
    """What follows the cue in its clause."""
    stop = min([len(text), *(match.start() for match in _BREAK.finditer(text)), *_found(text, ELSEWHERE)])
    words = list(_WORD.finditer(text, 0, stop))
    return text[: words[REACH].start()] if len(words) > REACH else text[:stop]


def _behind(text: str) -> str:
    """What leads up to the cue in its clause, without relative and temporal clauses and what another cue governs."""
    begin = max([0, *(match.end() for match in _CLAUSE.finditer(text))])
    other = text.rfind(ELSEWHERE)
    if other >= begin:
        ends = _GOVERNED.search(text, other)
        begin = ends.start() if ends else len(text)
    return _RELATIVE.sub(lambda match: " " * len(match[0]), text[begin:])


def _found(text: str, mark: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(mark, text))


def _via(text: str, cue: range, said: str, who: str) -> str | None:
    """Who carried it first: "as reported by TASS", "Izvestia cited ... as saying", "a letter published by Volna"."""
    for zone in (text, said, who):
        for mention in find_media(zone):
            if mention.kind in (OCCASION, PLATFORM):
                continue
            carries = _CARRIES.match(text, mention.end) if zone is text else None
            # "ZDF said" is no carrier where that is the cue itself: then it is part of who said it.
            if carries and (carries.end() not in cue or carries["quotes"]):
                return mention.name
            if _CARRIED_BY.search(zone[: mention.start]):
                return mention.name
    return None


def _medium(cue: str, ahead: str, behind: str, quoted: bool) -> str | None:
    """Where it was said; a named medium goes before an occasion ("in an interview with CNN")."""
    # What follows words that are retold, not quoted, is more likely part of them.
    following = cue + (ahead if quoted else ahead.partition(SAID)[0])
    occasion = None
    for zone in (following, behind):
        for mention in find_media(zone):
            before, after = zone[: mention.start], zone[mention.end :]
            if zone is behind and not _leads(behind, mention.end):
                continue
            if mention.kind == OCCASION:
                if occasion is None and _OCCASION_FRAME.search(before):
                    occasion = mention.name
            elif mention.end <= len(cue) and zone is following and mention.kind == PLATFORM:
                return mention.name  # "tweeted"
            elif _MEDIUM_FRAME.search(before) and not _CARRIED_BY.search(before) and not _NOT_WHERE.match(after):
                return mention.name
    return occasion


def _said_on(cue: str, ahead: str, behind: str, quoted: bool, published_at: datetime | None) -> str | None:
    if _TO_COME.search(cue):
        return None
    published = published_at.date() if published_at else None
    following = cue + ahead
    for zone in (following, behind):
        for day in find_days(zone, published):
            if _POSSESSIVE.match(zone, day.end) and not _names_occasion(zone[day.end :]):
                continue
            if zone is behind:
                belongs = _leads(behind, day.end)
            else:
                between = zone[zone.rfind(SAID, 0, day.start) + 1 : day.start]
                belongs = quoted or SAID not in zone[: day.start] or _near(between) or bool(_CREDIT.match(between))
            if belongs:
                return day.iso
    return None


def _leads(behind: str, end: int) -> bool:
    """Whether something before the cue opens the sentence ("On Monday, in a speech, he said") or adjoins the cue."""
    start = behind.rfind(WHO, 0, end) + 1
    opens = all(_LEAD.match(part) for part in behind[start:end].lstrip(", ").split(", "))
    return opens or (not set(behind[end:]) & {WHO, SAID} and _near(behind[end:]))


def _near(between: str) -> bool:
    return len(_WORD.findall(between)) <= NEAR


def _names_occasion(text: str) -> bool:
    """Monday's debate, but not Monday's vote."""
    return any(mention.kind == OCCASION and _near(text[2 : mention.start]) for mention in find_media(text))
