"""What can go wrong, in words for the person who has to mend it.

RagError
├── UsageError            a setting or an argument cannot be used
├── DocumentError         a document cannot be read
├── WeightsError          a model file is missing or is not the one it should be
├── StoreError           the index cannot be opened or does not fit the settings
│   └── StoreInUseError   another process owns the index folder
└── ModelError            the language model cannot be loaded or failed
"""


class RagError(Exception):
    """Base of all errors of this package. The message says what to do next."""


class UsageError(RagError):
    """A setting or an argument cannot be used."""


class DocumentError(RagError):
    """A document cannot be read."""


class WeightsError(RagError):
    """A model file is missing, or its digest is another than the publisher's."""


class StoreError(RagError):
    """The index cannot be opened, or was built with other settings."""


class StoreInUseError(StoreError):
    """Another process owns the index folder."""


class ModelError(RagError):
    """The language model cannot be loaded, or failed while answering."""
