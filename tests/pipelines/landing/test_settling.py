"""Nothing that is dropped is lost or loaded twice, and each file's fate is told."""

import pytest

from pipelines.intake import file_load
from pipelines.landing import report
from pipelines.landing.arrivals import arrivals
from pipelines.landing.delivery import take, underway
from pipelines.landing.report import Ending
from pipelines.landing.settling import settle
from tests.pipelines.landing.conftest import COMPLAINTS, later, orders


def test_what_is_loaded_goes_to_done_with_a_report_of_counts_and_the_release(place):
    place.drop("orders.csv", orders(1, 2))
    told = place.deliver()
    assert place.there() == ["done/orders.csv", "done/report"]
    assert place.orders() == ["1", "2"]
    assert "Release: 000007" in told
    assert "orders: orders.csv: 2 read, 2 loaded" in told
    assert underway(place.home) is None


def test_of_two_files_the_bad_one_goes_to_failed_and_the_good_one_is_loaded(place):
    place.drop("orders.csv", orders(1))
    place.drop("complaints.csv", COMPLAINTS.replace("complaint_id", "number"))
    told = place.deliver()
    assert place.there() == [
        *("done/orders.csv", "done/report"),
        *("failed/complaints.csv", "failed/report"),
    ]
    assert place.orders() == ["1"]
    assert "No release was made" in told
    assert "complaints › complaints.csv" in told


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("orders.csv", orders(1, 2)[:-30], "the file ends in the middle of a record"),
        ("orders.parquet", b"PAR1 and nothing more", "orders › orders.parquet"),
        ("orders.csv", orders(), "headers only"),
        ("ordres.csv", orders(1), "no entity takes a file of this name"),
        ("orders.csv.done", "", "a marker whose file is not there"),
    ],
)
def test_a_file_that_cannot_be_loaded_goes_to_failed_and_says_why(place, name, content, reason):
    place.drop(name, content)
    told = place.deliver()
    assert place.there() == [f"failed/{name}", "failed/report"]
    assert reason in told
    assert place.orders() == []


def test_the_same_name_again_is_another_delivery(place):
    place.drop("orders.csv", orders(1))
    place.deliver()
    place.drop("orders.csv", orders(2))
    place.deliver()
    assert place.orders() == ["1", "2"]
    assert place.there() == ["done/orders.csv"] * 2 + ["done/report"] * 2


def test_the_same_file_again_changes_nothing_and_is_told(place):
    place.drop("orders.csv", orders(1))
    first = place.take()
    place.load(first)
    settle(first, Ending("000007"))
    place.drop("orders.csv", orders(1))
    second = place.take()
    place.load(second)
    (written,) = settle(second, Ending("000008"))
    assert "orders: orders.csv: already loaded (load 1); nothing changes" in written.read_text()
    assert place.orders() == ["1"]


def test_two_taken_within_a_second_do_not_share_a_folder(place):
    now = later()
    taken = []
    for number in (1, 2):
        place.drop("orders.csv", orders(number))
        delivery = take(place.home, arrivals(place.home, later()), now)
        place.load(delivery)
        settle(delivery, Ending("000007"))
        taken.append(delivery.name)
    assert taken[0] < taken[1]
    assert place.there() == ["done/orders.csv"] * 2 + ["done/report"] * 2


def test_a_file_that_only_one_of_its_two_entities_could_load_is_not_called_done(place):
    place.drop(
        "mapping.yml",
        "entities: {orders: {files: all.csv}, complaints: {files: all.csv}}",
    )
    place.drop("all.csv", orders(1))
    told = place.deliver()
    assert "failed/all.csv" in place.there()
    assert "complaints › all.csv" in told
    assert "orders: all.csv: 1 read, 1 loaded" in told


def test_a_file_of_that_name_dropped_meanwhile_waits_for_its_own_turn(place):
    place.drop("orders.csv", orders(1))
    delivery = place.take()
    place.drop("orders.csv", orders(1, 2))
    place.load(delivery)
    settle(delivery, Ending("000007"))
    assert place.orders() == ["1"]
    assert place.there() == ["done/orders.csv", "done/report", "orders.csv"]
    place.deliver()
    assert place.orders() == ["1", "2"]


def test_nothing_is_loaded_of_a_file_that_is_replaced_while_it_is_read(place, monkeypatch):
    judge = file_load.judge

    def judge_slowly(*arguments):
        judge(*arguments)
        (file,) = place.home.landing.rglob("orders.csv")
        file.write_text(orders(1, 2, 3))

    monkeypatch.setattr(file_load, "judge", judge_slowly)
    place.drop("orders.csv", orders(1, 2))
    told = place.deliver()
    assert "the file changed while it was being read" in told
    assert place.orders() == []
    assert place.there() == ["failed/orders.csv", "failed/report"]


def test_what_was_written_after_it_was_read_is_not_called_loaded(place):
    place.drop("orders.csv", orders(1))
    delivery = place.take()
    place.load(delivery)
    (delivery.folder / "orders.csv").write_text(orders(1, 2))
    settle(delivery, Ending("000007"))
    assert place.there() == ["failed/orders.csv", "failed/report"]


def test_a_run_killed_before_the_files_are_moved_is_replayed_without_harm(place):
    place.drop("orders.csv", orders(1, 2))
    place.load(place.take())
    again = underway(place.home)
    place.load(again)
    (written,) = settle(again, Ending("000007"))
    assert place.orders() == ["1", "2"]
    assert "orders: orders.csv: 2 read, 2 loaded" in written.read_text("utf-8")
    assert place.there() == ["done/orders.csv", "done/report"]


@pytest.mark.parametrize("step", ["text", "write"])
def test_a_settling_that_is_killed_goes_on_and_tells_of_every_file(place, monkeypatch, step):
    place.drop("orders.csv", orders(1))
    place.drop("stray.csv", "x")
    delivery = place.take()
    place.load(delivery)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(report, step, killed)
        with pytest.raises(KeyboardInterrupt):
            settle(delivery, Ending("000007"))
    again = underway(place.home)
    assert again == delivery
    for written in settle(again, Ending("000007")):
        assert "orders.csv: 1 read" in written.read_text("utf-8")
        assert "stray.csv" in written.read_text("utf-8")
    assert underway(place.home) is None


def test_a_fault_of_the_mapping_does_not_make_an_earlier_load_count(place):
    """The same content was loaded before, read another way."""
    place.drop("orders.csv", orders(1))
    place.deliver()
    place.drop("orders.csv", orders(1))
    columns = "platform_id: platform_id, order_id: order_id, placed_at: placed_at, status: status"
    columns += ", order_value: order_value, region_id: regoin"
    place.drop(
        "mapping.yml", f"entities: {{orders: {{files: orders.csv, columns: {{{columns}}}}}}}"
    )
    assert "regoin" in place.deliver()
    assert "failed/orders.csv" in place.there()


def test_an_entity_of_the_mapping_that_does_not_come_is_not_missed(place):
    place.drop("mapping.yml", "entities: {orders: {files: o*.csv}, complaints: {files: c.csv}}")
    place.drop("orders.csv", orders(1))
    assert "Release: 000007" in place.deliver()


def test_the_report_names_rules_and_counts_and_nobody(place):
    place.drop("orders.csv", orders(1, 2) + orders(3, status="eaten").removeprefix(orders()))
    told = place.deliver()
    assert "3 read, 2 loaded" in told
    assert "orders: orders.csv: 1 × status: " in told
    assert not [word for word in ("ZQ", "eaten", str(place.home.root)) if word in told]


def test_a_folder_of_an_entitys_files_keeps_its_shape(place):
    place.drop("orders/north.csv", orders(1))
    place.drop("orders/south.csv", orders(2))
    place.deliver()
    assert place.orders() == ["1", "2"]
    assert place.there() == ["done/orders/north.csv", "done/orders/south.csv", "done/report"]


def test_a_link_to_nowhere_is_told(place):
    (place.home.landing / "orders.csv").symlink_to("nowhere.csv")
    delivery = place.take()
    (written,) = settle(delivery, Ending())
    assert "No file that could be loaded" in written.read_text("utf-8")
    assert (delivery.failed / "orders.csv").is_symlink()
