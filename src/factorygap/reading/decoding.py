"""Bytes to text in any usual encoding, or an error; never a silent loss."""

from __future__ import annotations

import codecs
import re

from factorygap.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"), (b"\x1f\x8b", "a gzip file"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"RIFF", "a media file"), (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"), (b"SQLite format 3", "a SQLite database"), (b"{\\rtf", "a Rich Text file"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_SHIFTED = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$B", "iso2022_jp_2"), (b"\x1b$@", "iso2022_jp_2"))
"""Escape sequences by which seven-bit text of East Asia says what it is (ISO 2022)."""
_SOUND = re.compile("[\\x00-\\x7f‘’“”–—…]*")
"""Text without any letter that a wrong encoding may have left: most of it, and then ftfy need not be loaded."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # what prose never holds; ESC is left to the printers
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_SCRIPT = re.compile(
    r"mac|koi8|kz1048|tis|cp(?:437|720|737|775|85\d|86\d|874|1006)|(?:windows-|cp)125[13567]|iso-?8859-?[5678]\b", re.I
)
_LAST_PLANE = 0x10
"""Of Unicode: what the two high bytes of a character in UTF-32 can be."""
_ASCII = bytes(range(128))
_SAMPLE = 200_000


def decode(data: bytes, name: str, *, html: bool = False) -> tuple[str, str]:
    """The text and the name of its encoding; with ``html`` a declared character set is tried before guessing.

    A few bad bytes in UTF-8 become U+FFFD, and the encoding says how many. Text that was decoded wrongly before it was
    saved ("â€™") is mended, and the encoding says so. Raises UnreadableInput with code empty, binary or encoding.
    """
    if not data.strip():
        raise UnreadableInput(f"{name}: is empty", "empty")
    text, encoding = _decoded(data, name, html)
    _refuse_binary(text, name)
    text = normalise(text.removeprefix("\ufeff"))
    if not text.strip():
        raise UnreadableInput(f"{name}: is empty", "empty")
    mended = _mended(text)
    return (text, encoding) if mended == text else (mended, f"{encoding}, mojibake mended")


def normalise(text: str) -> str:
    """Line ends become ``\\n`` and lone surrogates U+FFFD, so that every store and encoder takes the text."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes, name: str, html: bool) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableInput(f"{name}: is {kind}, not text", "binary")
    if b"\x00" in data:
        return _wide(data, name)
    for escape, encoding in _SHIFTED:
        if escape in data[:_SAMPLE] and data.isascii():
            return _strictly(data, encoding, name), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096]) if html else None
    if declared and (known := _as_declared(data, declared.group(1).decode("ascii", "replace"))):
        return known
    return _nearly_utf8(data) or _guessed(data, name)


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16 or UTF-32 without a mark: the NUL bytes stand on one side, and what comes out are letters and spaces."""
    sample = data[:_SAMPLE]
    for encoding, first, second in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        if not any(sample[first::4]) and max(sample[second::4], default=0) <= _LAST_PLANE:
            return _strictly(data, encoding, name), encoding
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    letters = sum(_is_alphabetic(c) for c in sample.decode(encoding, "replace"))
    if letters < 0.3 * len(sample) or min(odd, even) > 0.02 * len(sample) + 1:
        raise UnreadableInput(f"{name}: holds NUL bytes; it is binary, not text", "binary")
    return _strictly(data, encoding, name), encoding


def _is_alphabetic(c: str) -> bool:
    """Whether it is a letter or space, and not what two letters of one byte each look like in UTF-16 (U+2020-7E7E)."""
    return c.isspace() or (c.isalnum() and not "\u2000" <= c <= "\u7fff")


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{name}: is no valid {encoding} from byte {error.start} on", "encoding") from error


def _as_declared(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        codec = codecs.lookup(encoding)
        text = data.decode("cp1252" if codec.name == "iso8859-1" else codec.name)  # as browsers take it
    except (LookupError, UnicodeError, ValueError):
        return None
    return (text, codec.name) if isinstance(text, str) and codec.name != "utf-8" else None


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    if bad and bad <= 0.001 * len(text) + 3 and good > 2 * bad:
        return text, f"utf-8, {bad} bad byte{'s' if bad > 1 else ''} replaced"
    return None


def _guessed(data: bytes, name: str) -> tuple[str, str]:
    import chardet

    sample = data[:_SAMPLE]
    guess = chardet.detect(sample)["encoding"]
    is_latin = len(sample.translate(None, _ASCII)) < 0.3 * len(sample)  # with an odd accent
    doubted = guess and is_latin and _OTHER_SCRIPT.match(guess)
    for encoding in ("cp1252", guess) if doubted else (guess, "cp1252"):
        try:
            if encoding:
                return data.decode(encoding), codecs.lookup(encoding).name
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableInput(f"{name}: its encoding is not known; save it as UTF-8", "encoding")


def _refuse_binary(text: str, name: str) -> None:
    if "\x00" in text or len(_CONTROLS.findall(text[:_SAMPLE])) > 0.05 * min(len(text), _SAMPLE):
        raise UnreadableInput(f"{name}: holds control characters; it is binary, not text", "binary")


def _mended(text: str) -> str:
    if _SOUND.fullmatch(text):
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    return "\n".join(fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))
