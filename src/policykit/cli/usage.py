"""What is wrong with a command as it was typed: the parser's error as a diagnostic, in Chinese."""

from __future__ import annotations

from typing import Any

import typer

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.resources import load

__all__ = ["UsageError", "misused"]

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What the parser raises; typer keeps its name to itself."""


def misused(error: Any) -> Diagnostic:  # noqa: ANN401 - typer keeps its errors to itself
    """The diagnostic (PK016) for an error of the parser.

    >>> misused(typer.BadParameter("no")).message
    '命令写得不对：选项或参数不合要求。'
    """
    command = error.ctx.command_path if error.ctx else "policykit"
    return Diagnostic(Code.BAD_USAGE, {"reason": _reason(error), "command": command})


def _reason(error: Any) -> str:  # noqa: ANN401 - typer keeps its errors to itself
    words, kind = load("usage"), type(error).__name__
    name, param = getattr(error, "option_name", None), getattr(error, "param", None)
    if param is not None:
        name = words["parameter"].format(name=_name(param))
        if kind == "BadParameter":
            return _wanted(error, name)
    if name is not None and kind in words:
        return str(words[kind].format(name=name))
    for begin, meant in (("No such command ", "command"), ("Got unexpected extra argument", "surplus")):
        if error.message.startswith(begin):
            given = error.message.removeprefix(begin).removeprefix("s").removeprefix("(s) (")
            return str(words[meant].format(name=given.rstrip(".").strip(" ()'\"")))
    return str(words["other"])


def _name(param: Any) -> str:  # noqa: ANN401 - typer keeps its parameters to itself
    return str(param.opts[-1] if param.opts else param.name)


def _wanted(error: Any, name: str) -> str:  # noqa: ANN401 - typer keeps its errors to itself
    """What an option or argument takes."""
    words, message, param = load("usage"), error.message, error.param
    _, is_choice, choices = message.partition(" is not one of ")
    if is_choice:
        return str(
            words["choice"].format(
                name=name, allowed=choices.rstrip(".").replace("'", "").replace(", ", "、")
            )
        )
    least, most = (
        getattr(param, side, getattr(getattr(param, "type", None), side, None)) for side in ("min", "max")
    )
    bounds = [words["least"].format(low=least)] if least is not None else []
    bounds += [words["most"].format(high=most)] if most is not None else []
    if bounds:
        return str(words["range"].format(name=name, bounds="、".join(bounds)))
    return str(words["integer" if "integer" in message else "unfit"].format(name=name))
