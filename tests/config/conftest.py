"""The same machine as in ``tests/app``: an empty place for secrets and for a settings' file."""

from tests.app.conftest import config, logging_as_before, secrets

__all__ = ["config", "logging_as_before", "secrets"]
