"""What moderators do about notes and members, each act with its reason in the audit log."""

from enum import StrEnum


class Act(StrEnum):
    """An act in the audit log."""

    VOID = "void"
    RESTORE = "restore"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    DISMISS = "dismiss"
    """A report was looked at, and nothing was done."""
