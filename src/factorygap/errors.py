"""What can go wrong, each with a code for machines and one line for people that says what to do."""


class FactoryGapError(Exception):
    """Base of all errors that a user can act on; ``code`` is stable, ``str()`` is one clear line."""

    code = "error"


class UnreadableInput(FactoryGapError):
    """The input cannot be read as an article: missing, a directory, empty, binary, too large, broken."""

    code = "unreadable"

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class ModelError(FactoryGapError):
    """The base model is missing or unfit."""

    code = "model"


class LexiconError(FactoryGapError):
    """A word list is broken; the message names the file and the entry."""

    code = "lexicon"


class OutputError(FactoryGapError):
    """A result cannot be written; what was there before is untouched."""

    code = "output"


class StoreError(FactoryGapError):
    """A store cannot be opened, or is in use, or is no store of ours."""

    code = "store"


class InternalError(FactoryGapError):
    """A mistake of ours that one article brought to light; the others go on."""

    code = "internal"


class LimitExceeded(FactoryGapError):
    """An article takes more than its share of time, or of memory."""

    code = "timeout"

    def __init__(self, message: str, code: str = "timeout") -> None:
        super().__init__(message)
        self.code = code
