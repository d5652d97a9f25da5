"""`fairlane check`: the same judgement with nothing stored."""

from pipelines.intake.check import check
from tests.pipelines.intake.conftest import order, orders


def test_what_would_be_rejected_is_told_and_nothing_is_stored(desk):
    desk.put("orders.csv", orders(order(1), order(2, status="gone"), order(3) + ",x"))
    desk.put("complaints.csv", "complaint_id\n1\n")
    before = sorted(desk.inputs.parent.rglob("*"))
    report = check(desk.inputs, None, desk.progress.append)
    assert report.text() == (
        "orders: orders.csv: 3 read, 1 loaded, 0 unchanged, 0 superseded, 0 excluded, "
        "2 quarantined\n"
        "orders: orders.csv: 1 × status: allowed\n"
        "orders: orders.csv: 1 × columns\n"
        "Error: complaints › complaints.csv › header: the required column 'platform_id' is "
        "missing. Add it to the file, or declare `platform` in a mapping."
    )
    assert sorted(desk.inputs.parent.rglob("*")) == before


def test_a_file_that_is_loaded_already_is_checked_all_the_same(desk):
    desk.load_orders(order(1))
    assert check(desk.inputs, None).totals()["rows_read"] == 1


def test_progress_names_each_file(desk):
    desk.load_orders(order(1))
    assert desk.progress == ["orders: orders.csv (0.0 MB)"]
