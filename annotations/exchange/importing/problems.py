"""The refusal of a layer that was made elsewhere."""

from collections.abc import Sequence
from typing import Any

from newsroom.problems import Refused


class NotImported(Refused):
    """Nothing of the layer was stored; `refused` are the unusable spans, if any."""

    code = "not-imported"

    def __init__(self, detail: Any, refused: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(detail)
        self.refused = list(refused)
