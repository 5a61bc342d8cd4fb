"""The errors that the project raises on purpose.

All derive from ``AccordingToError``, whose text is one sentence for the user that says what to do:

- ``Unreadable``: an item (file, page, line) that cannot become an article
- ``NotFound``: an id or a name that the corpus does not have
- ``SettingsError``: a setting that is unknown or wrong
- ``StoreBusy``: another process owns the data folder
- ``StoreDamaged``: a store that has to be rebuilt or restored
- ``ModelError``: a model that is missing, altered or not the one that filled the index
"""

from __future__ import annotations


class AccordingToError(Exception):
    """Base of all of them; ``str(error)`` is fit to be shown to a user."""


class Unreadable(AccordingToError):
    """An item cannot become an article; the text says why."""


class NotFound(AccordingToError):
    """The corpus has nothing under that id or name."""


class SettingsError(AccordingToError):
    """A setting is unknown, missing or wrong."""


class StoreBusy(AccordingToError):
    """Another process owns the data folder."""


class StoreDamaged(AccordingToError):
    """A store cannot be used before it is rebuilt or restored."""


class ModelError(AccordingToError):
    """A model is missing, altered, or not the one that filled the index."""
