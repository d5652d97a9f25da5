"""Demo data with planted, known truth: a fictional city, simulated in DuckDB.

`simulate` is the way in. The parameters are in default_truth.yml, the mechanisms in sql/, and what
a right warehouse should find in `expected`.
"""

from pipelines.simulator.simulation import simulate
from pipelines.simulator.truth import TruthError

__all__ = ["TruthError", "simulate"]
