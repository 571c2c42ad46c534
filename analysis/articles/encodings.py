"""Bytes to characters, whatever wrote them."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

from analysis.articles.records import UnreadableError

CHUNK = 1024 * 1024
SAMPLE = 64 * 1024

# Longest mark first: the UTF-32 one begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What news is stored in. Without this list a short text is taken for whatever Mac or DOS code page happens to fit.
_CANDIDATES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "big5",
    "gb18030",
    "cp932",
    "euc_jp",
    "cp949",
]
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b\x85")


@dataclass(frozen=True, slots=True)
class _Survey:
    """What a strict reading as UTF-8 met."""

    valid: bool
    sample: bytes
    nul_even: int
    nul_odd: int
    controls: int
    size: int


def encoding_of(stream: BinaryIO, declared: str | None = None) -> str:
    """Find the encoding of a stream of text, and leave the stream at its beginning.

    Args:
        stream: bytes that can be read twice.
        declared: the encoding that the file itself declares (an HTML page's charset), if any.

    Returns:
        A codec's name. To be decoded with ``errors="replace"``: bytes that fit nothing become U+FFFD.

    Raises:
        UnreadableError: the bytes are no text.

    Example:
        >>> import io
        >>> encoding_of(io.BytesIO("Kyjiv, řekl mluvčí".encode("utf-16")))
        'utf-16'
        >>> encoding_of(io.BytesIO("The talks – he said – cost £5 and a café lunch.".encode("cp1252")))
        'cp1252'
    """
    head = stream.read(4)
    stream.seek(0)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    survey = _survey(stream)
    stream.seek(0)
    if survey.nul_even + survey.nul_odd > survey.size // 20:
        return _wide(survey)
    if survey.controls > 4 + survey.size // 100:
        raise UnreadableError("not text: it holds binary data; give the file the extension of its real format")
    if survey.valid:
        return "utf-8"
    return _declared(declared, survey.sample) or _guess(survey.sample)


def decode(data: bytes, declared: str | None = None) -> str:
    """Bytes to text by the encoding found; see ``encoding_of``."""
    return data.decode(encoding_of(io.BytesIO(data), declared), errors="replace")


def _survey(stream: BinaryIO) -> _Survey:
    """Read a stream once, in chunks: is it UTF-8, and what is odd in its first megabyte?"""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    first = stream.read(CHUNK)
    nul_even, nul_odd = first[0::2].count(0), first[1::2].count(0)
    controls = sum(first.count(bytes([code])) for code in range(1, 32) if code not in _TEXT_CONTROLS)
    chunk = first
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        near = max(0, error.start - SAMPLE // 2)
        return _Survey(False, chunk[near : near + SAMPLE] or first[-SAMPLE:], nul_even, nul_odd, controls, len(first))
    return _Survey(True, first[:SAMPLE], nul_even, nul_odd, controls, len(first))


def _wide(survey: _Survey) -> str:
    """The UTF-16 of text without a mark: its zero bytes all stand on one side."""
    low, high = sorted((survey.nul_even, survey.nul_odd))
    if low * 20 > high or high < survey.size // 10:
        raise UnreadableError("not text: it holds binary data; give the file the extension of its real format")
    return "utf-16-le" if survey.nul_odd > survey.nul_even else "utf-16-be"


def _declared(encoding: str | None, sample: bytes) -> str | None:
    """The declared encoding, if there is such a codec and it fits; UTF-8 is known not to."""
    if encoding is None:
        return None
    try:
        name = codecs.lookup(encoding.strip()).name
        if name.startswith("utf"):
            return None
        # The sample may begin and end in the middle of a character.
        broken = sample.decode(name, errors="replace").count("\ufffd")
    except (LookupError, ValueError):
        return None
    return name if broken <= 2 else None


def _guess(sample: bytes) -> str:
    """The likeliest encoding of bytes that are not valid UTF-8."""
    decoded = sample.decode("utf-8", errors="replace")
    broken = decoded.count("\ufffd")
    characters = sum(1 for character in decoded if character > "\x7f") - broken
    if characters > broken:
        return "utf-8"
    matches = list(from_bytes(sample, cp_isolation=_CANDIDATES))
    if not matches:
        return "cp1252"
    best = matches[0]
    for match in matches:
        # Western text with few accents fits several pages equally well; this one is by far the most used.
        as_good = match.chaos <= best.chaos and match.coherence >= best.coherence
        if as_good and "cp1252" in match.could_be_from_charset:
            return "cp1252"
    return best.encoding
