"""METRICS.md 2: loss, worked out twice."""

import pytest

from tests.parity import loss
from tests.parity.world import WORLDS, worked_out

MODULES = [loss]
METRICS = [metric_id for module in MODULES for metric_id in module.METRICS]


@pytest.mark.parametrize("metric_id", METRICS)
@pytest.mark.parametrize("world", WORLDS)
def test_both_versions_say_the_same(world_of, world, metric_id):
    world_of(world).assert_alike(MODULES, metric_id)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_the_simulated_city_has_every_figure(world_of, module):
    assert set(module.METRICS) == set(worked_out(world_of("months").records, module)["metric_id"])
