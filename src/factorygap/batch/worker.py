"""The worker: bytes of a file or a line in, a record or a failure out. Made once a process, with the model loaded."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import PurePath

from factorygap import gate, pipeline, reading
from factorygap.batch import inputs
from factorygap.batch.contract import Begun, Done, Input, Outcome, Settings, Unchanged, failure
from factorygap.errors import UnreadableInput
from factorygap.limits import Limits
from factorygap.records import Article, Record

BATCH_CHARACTERS = 40_000
"""Text that the pipeline reads at once at most: some seconds of work, so that a worker is never silent for long."""

Read = tuple[Input, bytes, Article]


class Extractor:
    """Reads, gates and extracts. Raises ModelError or LexiconError when it is made."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._nlp = pipeline.load(settings.model, lexicon=settings.lexicon)

    def __call__(self, given: Sequence[Input]) -> Iterator[Outcome | Begun]:
        relevant: list[Read] = []
        size = 0
        for each in given:
            outcome = self._read(each)
            if not isinstance(outcome, tuple):
                yield outcome
                continue
            length = len(outcome[2].text or "")
            if relevant and (size + length > BATCH_CHARACTERS or len(relevant) == pipeline.BATCH_SIZE):
                yield from self._extract(relevant)
                relevant, size = [], 0
            relevant.append(outcome)
            size += length
            if length > BATCH_CHARACTERS:  # it stands alone, and may take its time
                yield Begun(each.key)
        yield from self._extract(relevant)

    def _read(self, each: Input) -> Read | Outcome:
        """The article if it is to be parsed, else what became of the input."""
        try:
            data = inputs.content(each, self._settings.limits)
            digest = sha256(data).digest()
            if digest == each.known:
                return Unchanged(each.key)
            article = article_of(each, data, self._settings.limits)
            if gate.is_open(article):
                pipeline.check_length(article, self._settings.limits)
                return each, digest, article
            return self._done(each, digest, Record(article=article.model_copy(update={"relevant": False})))
        except Exception as error:
            return failure(each, error)

    def _extract(self, batch: list[Read]) -> Iterator[Outcome]:
        try:
            records = list(pipeline.extract_many([article for *_, article in batch], self._nlp))
        except Exception as error:
            if len(batch) == 1:
                yield failure(batch[0][0], error)
            else:
                for one in batch:
                    yield from self._extract([one])
            return
        for (each, digest, _), record in zip(batch, records, strict=True):
            yield self._done(each, digest, record)

    def _done(self, each: Input, digest: bytes, record: Record) -> Done:
        packed = zlib.compress(record.to_json(text=self._settings.text).encode("utf-8"), 1)
        return Done(each.key, digest, packed, bool(record.article.relevant))


def article_of(each: Input, data: bytes, limits: Limits) -> Article:
    """The article in an input's bytes. Raises UnreadableInput."""
    if each.suffix is not None:
        return reading.from_bytes(data, each.source, each.suffix)
    if not each.key.lower().endswith(b".gz"):
        return reading.from_bytes(data, each.source)
    unpacked, suffix = unpack(data, each.source, limits), PurePath(each.source[:-3]).suffix
    return reading.from_bytes(unpacked, each.source, suffix or ".txt")


def unpack(data: bytes, name: str, limits: Limits) -> bytes:
    """What gzip packed, within the limits. Raises UnreadableInput."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(limits.max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableInput(f"{name}: is broken gzip: {error}", "gzip") from error
    if len(unpacked) > limits.max_bytes:
        raise UnreadableInput(f"{name}: unpacks to more than {limits.max_bytes:,} bytes", "too_large")
    return unpacked
