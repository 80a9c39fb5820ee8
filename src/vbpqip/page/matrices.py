"""The verdicts of reports that were checked together, a matrix for each kind: who sent them, by period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Review
from vbpqip.kinds.in_words import kind_called
from vbpqip.kinds.registry import known, named
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.tone import Tone

Matrix: TypeAlias = Mapping[str, Any]

_REPLACED = {VersionStatus.SUPERSEDED, VersionStatus.DUPLICATE}


def verdicts_by_period(each: Iterable[Reviewed[Any, Any]]) -> list[Matrix]:
    """Return a matrix for each kind of which there is more than one verdict; a report that is replaced has none."""
    reviews = [one.review for one in each if one.version_status not in _REPLACED]
    placed = [review for review in reviews if _sender(review) and review.period is not None]
    of_kinds = ([review for review in placed if review.assessment.kind == kind.key] for kind in known())
    return [_matrix(of_kind) for of_kind in of_kinds if len({_place(review) for review in of_kind}) > 1]


def _matrix(reviews: Sequence[Review]) -> Matrix:
    periods = sorted({review.period for review in reviews if review.period is not None})
    senders = {normalized_name(_sender(review)): _sender(review) for review in reviews}
    rows = [
        {
            "sender": senders[name],
            "cells": [_cell(review for review in reviews if _place(review) == (name, period)) for period in periods],
        }
        for name in sorted(senders)
    ]
    return {
        "kind": kind_called(named(reviews[0].assessment.kind), reviews[0]),
        "periods": [*map(str, periods)],
        "rows": rows,
    }


def _sender(review: Review) -> str:
    return review.facility or review.sender


def _place(review: Review) -> tuple[str, object]:
    return normalized_name(_sender(review)), review.period


def _cell(reviews: Iterable[Review]) -> Mapping[str, str]:
    """Return what is said of a sender in a period, and how it is meant; several verdicts contradict one another."""
    said = dict(named(review.assessment.kind).verdict_in_words(review) for review in reviews)
    tones = [*map(str, said.values()), ""]
    return {"words": " / ".join(said), "tone": str(Tone.DOUBTFUL) if len(said) > 1 else tones[0]}
