"""What the readers' tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.intake import read

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def refused() -> Callable[[bytes], str]:
    """The codes with which a file is refused."""

    def refusal(data: bytes) -> str:
        with pytest.raises(PolicykitError) as error:
            read(data)
        return " ".join(one.code.value for one in error.value.diagnostics)

    return refusal
