"""The entries of a form as one workbook has them, and what it is like beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from vbpqip.core.cells import Blank, Location, ShownAs
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import AnyField
from vbpqip.workbook.form import Form
from vbpqip.workbook.misnamed import LabelsRead
from vbpqip.workbook.second_forms import SecondForm
from vbpqip.workbook.stored import StoredForm

Row: TypeAlias = Mapping[str, Any]
"""The entries of a row of a table, by column; each kind has a thin model of its own that says their types."""


class Appearance(NamedTuple):
    """What of the entries a person does not see as it is read, and what else stands beside the form.

    Of each entry, where it is so: what hides it, such as ``row 20``; the range that it is merged into; what its number
    format shows instead; the beginning of a comment on it. ``beside`` are other texts of the form's sheets, and
    ``further`` other values in rows of its tables, in columns that those do not have; ``by_condition`` is what a
    conditional format may make of an entry.
    """

    hidden: Mapping[Location, str] = {}
    merged: Mapping[Location, str] = {}
    shown_as: Mapping[Location, ShownAs] = {}
    comments: Mapping[Location, str] = {}
    beside: tuple[tuple[Location, str], ...] = ()
    further: tuple[tuple[Location, str], ...] = ()
    by_condition: Mapping[Location, ShownAs | str] = {}


class Entries(NamedTuple):
    """The entries of a form, as one workbook has them.

    ``fields`` are single entries, ``tables`` the rows in which something is entered, and ``shown`` the stored text of
    the form's first result, if it has any. ``stamp`` is what the workbook says of itself, empty where it does not.
    ``found_by_label`` names the places whose defined name was lost, ``not_found`` those that could not be found at
    all; their entries then read as blank. ``repeated`` are those that were not found because their label stands more
    than once. ``below_tables`` are cells filled in below the last row of a table, ``invisible`` the entries with
    characters that nobody sees, as they were received. ``moved`` is the first entry that rows or columns inserted into
    the form have moved. ``macros`` is what kind of macros the file has or may have, ``external_links`` what it takes
    from other files, and ``far_cells`` of each sheet the first cell that stood too far outside to be read, and how many
    did. ``appearance`` is what the workbook shows of the entries.
    """

    form: Form
    fields: Mapping[str, Any]
    tables: Mapping[str, tuple[Row, ...]]
    stamp: Mapping[str, str]
    shown: Mapping[str, TextField]
    locations: Mapping[str, tuple[Location, ...]] = {}
    below_tables: tuple[Location, ...] = ()
    found_by_label: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    invisible: tuple[tuple[Location, str], ...] = ()
    labels: LabelsRead = LabelsRead()
    second_forms: tuple[SecondForm, ...] = ()
    moved: Location | None = None
    stored: StoredForm = StoredForm()
    macros: str = ""
    external_links: tuple[str, ...] = ()
    far_cells: tuple[tuple[Location, int], ...] = ()
    appearance: Appearance = Appearance()


def is_entered(field: AnyField) -> bool:
    """Whether something is entered."""
    return bool(field.text) if isinstance(field, TextField) else not isinstance(field.entry, Blank)
