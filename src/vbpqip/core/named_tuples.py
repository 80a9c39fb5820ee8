"""Values with named fields: what `typing.NamedTuple` makes, in a fifth of its time.

The standard one compiles a constructor for each class, which was a tenth of a check: 138 classes are made before the
first cell is read. Here all classes with as many fields share one code, each with names of its own. Type checkers know
it as the standard one, and say what is no class of such values. Annotations are not evaluated: a module of such a class
imports them so from `__future__`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 -- so that it is exported
else:
    from _collections import _tuplegetter as item

    @cache
    def _constructor(count: int) -> CodeType:
        values = "".join(f"_{nth}," for nth in range(count))
        return eval(f"lambda _cls,{values}: new(_cls, ({values}))", {}).__code__  # noqa: S307 -- of numbers alone

    class _NamedTupleType(type):
        """The type of classes of values: its fields are the annotations in its body."""

        def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Self:
            fields = tuple(body.get("__annotations__", ()))
            if fields:
                defaults = {field: body[field] for field in fields if field in body}
                code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields))
                body |= {
                    **{field: item(nth, None) for nth, field in enumerate(fields)},
                    "__new__": FunctionType(code, {"new": tuple.__new__}, "__new__", tuple(defaults.values())),
                    "__slots__": (),
                    "__match_args__": fields,
                    "_fields": fields,
                    "_field_defaults": defaults,
                }
            return super().__new__(mcs, name, bases, body)

    class NamedTuple(tuple, metaclass=_NamedTupleType):
        """A tuple whose items have names, as `typing.NamedTuple`."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed: Any) -> Self:  # noqa: ANN401 -- as the standard one
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            items = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({items})"
