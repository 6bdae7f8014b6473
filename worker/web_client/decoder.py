"""A bounded decoder for gzip and deflate: no answer can grow past its cap, however well it compresses."""

from __future__ import annotations

import zlib

from worker.errors import BadEncoding, TooLarge, Truncated

_STEP = 64 * 1024
_AUTO, _RAW_DEFLATE = 47, -15  # zlib's wbits: gzip or zlib header; no header at all
_MOST_MEMBERS = 1000  # of one gzip body: empty members cost time without ever reaching the cap
_MOST_PIECES = 20_000  # an answer in one-byte chunks would keep the event loop busy until its deadline
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP, _DEFLATE = ("gzip", "x-gzip"), ("deflate",)
_PLAIN = ("", "identity", "none", "utf-8")  # the last two are what misconfigured servers call plain text


def coding_of(header: str) -> str:
    """The one coding of a Content-Encoding header, "" for none; BadEncoding if it was not asked for or is stacked."""
    codings = [word for word in (part.strip().lower() for part in header.split(",")) if word not in _PLAIN]
    if not codings:
        return ""
    if len(codings) > 1:
        raise BadEncoding(f"{len(codings)} content codings on top of each other")
    if codings[0] not in (*_GZIP, *_DEFLATE):
        raise BadEncoding(f"content coding {codings[0][:20]!r} was not asked for")
    return codings[0]


class BoundedDecoder:
    """Takes the raw body piece by piece. TooLarge past `max_bytes`, raw or decoded; BadEncoding; Truncated."""

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        self._coding = coding_of(content_encoding)
        self._max_bytes = max_bytes
        self._body = bytearray()
        self._raw_bytes = 0
        self._pieces = 0
        self._members = 0
        self._waiting = b""  # the first byte of a stream: its kind shows in two
        self._stream: zlib._Decompress | None = None
        self._ended = False

    def feed(self, data: bytes) -> None:
        """Takes the next bytes as they came. TooLarge past the cap, before or after decompression."""
        self._raw_bytes += len(data)
        self._pieces += 1
        if self._raw_bytes > self._max_bytes:
            raise TooLarge(f"more than {self._max_bytes} bytes")
        if self._pieces > _MOST_PIECES:
            raise TooLarge(f"more than {_MOST_PIECES} chunks")
        if self._coding:
            self._decode(data)
        else:
            self._body += data

    def finish(self) -> bytes:
        """The whole decoded body. Truncated if the compressed stream has not come to its end."""
        if self._coding and self._raw_bytes and not self._ended:
            raise Truncated(f"the {self._coding} stream ended before it was complete")
        return bytes(self._body)

    def so_far(self) -> bytes:
        """What has been decoded, complete or not."""
        return bytes(self._body)

    def _decode(self, data: bytes) -> None:
        data = self._waiting + data
        self._waiting = b""
        while data:
            if self._stream is None:
                if self._ended and not self._another_member(data):
                    return
                if len(data) < 2:
                    self._waiting = data
                    return
                self._stream = self._open(data)
            data = self._inflate(self._stream, data)

    def _another_member(self, data: bytes) -> bool:
        """Whether a further gzip member follows; what else comes after the end is padding, which gzip ignores too."""
        return self._coding in _GZIP and _GZIP_MAGIC.startswith(data[:2])

    def _open(self, data: bytes) -> zlib._Decompress:
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise BadEncoding(f"more than {_MOST_MEMBERS} gzip members")
        self._ended = False
        headless = self._coding in _DEFLATE and not (_is_zlib(data) or data.startswith(_GZIP_MAGIC))
        return zlib.decompressobj(_RAW_DEFLATE if headless else _AUTO)

    def _inflate(self, stream: zlib._Decompress, data: bytes) -> bytes:
        """Decode `data` in bounded steps; what is left of it belongs to the next member."""
        full = True
        while data or full:
            try:
                piece = stream.decompress(data, _STEP)
            except zlib.error:
                raise BadEncoding(f"the {self._coding} stream is broken") from None
            self._body += piece
            if len(self._body) > self._max_bytes:
                raise TooLarge(f"more than {self._max_bytes} bytes once decoded")
            if stream.eof:
                self._stream, self._ended = None, True
                return stream.unused_data
            data, full = stream.unconsumed_tail, len(piece) == _STEP
        return b""


def _is_zlib(data: bytes) -> bool:
    """Whether the two bytes are a zlib header (RFC 1950): some servers send deflate without one."""
    return data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
