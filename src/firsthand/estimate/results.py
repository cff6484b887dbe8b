"""What a method says: one estimate with its limits, what it assumes in one sentence, its diagnostics, and why it refuses when it does."""

from __future__ import annotations

from dataclasses import dataclass, field

LEVEL = 0.95  # of the limits that claim one


@dataclass(frozen=True, slots=True)
class Estimate:
    """One method on one table. Numbers are people, None where there is none (an upper limit of None: no upper limit).

    refused: why the method gives no figure to rely on, "" when it passed; warns: it is shown as a warning and never enters the statement.
    """

    method: str
    assumes: str
    estimate: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    diagnostics: dict[str, object] = field(default_factory=dict)
    refused: str = ""
    seed: int | None = None
    warns: bool = False

    @property
    def passed(self) -> bool:
        """Whether the statement may rest on it."""
        return not self.refused and not self.warns and self.lower is not None
