"""Closed sets of names. Members are strings, equal to the names in JSON."""

from __future__ import annotations

from enum import Enum

__all__ = ["Origin", "Standing", "State", "Status", "Subject", "TierState", "Verification"]


class _Name(str, Enum):
    """A string enum that shows its value, as `enum.StrEnum` does from Python 3.11 on."""

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        return str.__format__(self, spec)


class State(_Name):
    """The state of a control in a result."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not-applicable"
    ACCEPTED = "accepted"


class Standing(_Name):
    """What a choice means for conformance."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    ACCEPTED = "accepted"


class Verification(_Name):
    """How sure the catalogue is of a fact."""

    UNVERIFIED = "unverified"
    SINGLE_SOURCE = "single-source"
    CONFIRMED = "confirmed"


class Origin(_Name):
    """Whether a rule or number is the publisher's or ours."""

    OFFICIAL = "official"
    DERIVED = "derived"


class TierState(_Name):
    """How far a tier is."""

    REACHED = "reached"
    OPEN = "open"
    MISSED = "missed"


class Status(_Name):
    """The status of an edition among those of its guideline."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    UPCOMING = "upcoming"


class Subject(_Name):
    """What is assessed."""

    ORGANISATION = "organisation"
    PRODUCT = "product"
    SITE = "site"
