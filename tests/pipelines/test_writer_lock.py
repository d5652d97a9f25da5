"""One writer at a time."""

import subprocess
import sys

import pytest

from pipelines.paths import Home
from pipelines.writer_lock import WarehouseIsHeld, hold_warehouse

HOLD = """
import sys, time
from pathlib import Path
from pipelines.paths import Home
from pipelines.writer_lock import hold_warehouse
with hold_warehouse(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the warehouse."""
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        yield other
        other.kill()


def test_a_second_writer_is_told_who_holds_the_warehouse(tmp_path, holder):
    told = pytest.raises(WarehouseIsHeld, match=f"process {holder.pid} .* since ")
    with told, hold_warehouse(Home(tmp_path)):
        pass


def test_the_lock_ends_with_the_process_however_it_ended(tmp_path, holder):
    holder.kill()
    holder.wait()
    with hold_warehouse(Home(tmp_path)):
        pass
