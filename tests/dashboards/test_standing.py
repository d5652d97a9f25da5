"""The staff's app says when a release was withheld and when newer figures are overdue."""

import json
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboards.conftest import DASHBOARDS

SAID = {
    "release": "000007", "as_of": "2026-04-01T00:00:00", "previous_manifest_sha256": None,
    "made_on": "2026-04-02", "next_due_on": "2026-04-09", "notice": None,
}  # fmt: skip
NOTICE = {
    "kind": "withheld",
    "figures_of": "000006",
    "reasons": [{"asset": "raw/orders", "check": "files_are_readable"}],
}


@pytest.fixture
def warnings(sample_home, tmp_path, monkeypatch):
    """What the app warns of, in English, where the manifest says so."""

    def warned(**said):
        folder = tmp_path / "releases" / "000007"
        shutil.copytree((sample_home / "releases" / "current").resolve(), folder)
        (folder / "manifest.json").write_text(json.dumps(SAID | said))
        (tmp_path / "releases" / "current").symlink_to("000007")
        monkeypatch.setenv("FAIRLANE_HOME", str(tmp_path))
        app = AppTest.from_file(DASHBOARDS / "staff_app.py", default_timeout=60)
        app.query_params["lang"] = "en"
        return " ".join(warning.value for warning in app.run().warning)

    return warned


def test_a_withheld_release_names_its_checks(warnings, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775600000")  # 2026-04-07
    told = warnings(notice=NOTICE)
    assert "figures of release 000006" in told
    assert "raw/orders" in told
    assert "overdue" not in told


def test_overdue_figures_are_told_without_a_notice(warnings, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775900000")  # 2026-04-11
    assert "New figures were due on 2026-04-09 or before" in warnings()
