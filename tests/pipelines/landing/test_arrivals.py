"""What counts as whole in the landing folder."""

import os
from datetime import UTC, datetime

import pytest

from pipelines.intake.problems import MappingError
from pipelines.landing.arrivals import QUIET, arrivals
from pipelines.landing.delivery import take, underway
from tests.pipelines.landing.conftest import later


def names(entries):
    return [entry.name for entry in entries]


def changed(file):
    return datetime.fromtimestamp(file.lstat().st_ctime, UTC)


def written_after(first, second):
    """Write the second until the clock of the file system has moved on."""
    while changed(second) <= changed(first):
        second.write_text("xy")


def seen(place, now):
    found = arrivals(place.home, now)
    return names(found.ready), names(found.waiting)


def test_a_file_is_taken_once_it_was_left_alone(place):
    place.drop("orders.csv", "x")
    assert seen(place, datetime.now(UTC)) == ([], ["orders.csv"])
    assert seen(place, later()) == (["orders.csv"], [])


def test_files_copied_together_are_taken_together(place):
    first, second = place.drop("complaints.csv", "x"), place.drop("orders.csv", "x")
    written_after(first, second)
    when_the_first_is_quiet = changed(second) + QUIET
    assert seen(place, when_the_first_is_quiet) == ([], ["complaints.csv", "orders.csv"])


def test_the_time_that_a_copy_brings_along_says_nothing(place):
    os.utime(place.drop("orders.csv", "x"), (0, 0))
    assert seen(place, datetime.now(UTC)) == ([], ["orders.csv"])


def test_a_marker_says_at_once_that_its_file_is_whole(place):
    place.drop("complaints.csv", "x")
    place.drop("orders.csv", "x")
    place.drop("orders.csv.done", "")
    assert seen(place, datetime.now(UTC)) == (["orders.csv"], ["complaints.csv"])


def test_a_marker_older_than_its_file_was_meant_for_another(place):
    marker, file = place.drop("orders.csv.done", ""), place.drop("orders.csv", "x")
    written_after(marker, file)
    assert seen(place, datetime.now(UTC)) == ([], ["orders.csv", "orders.csv.done"])


def test_a_folder_waits_for_every_file_in_it(place):
    first, second = place.drop("orders/1.csv", "x"), place.drop("orders/2.csv", "x")
    written_after(first, second)
    assert seen(place, changed(second) + QUIET) == ([], ["orders"])
    assert seen(place, later()) == (["orders"], [])


def test_hidden_files_days_the_mapping_and_what_was_settled_are_left_alone(place):
    for name in (
        ".orders.csv.Xy1",
        "2026-10-05/orders.csv",
        "mapping.yml",
        "done/1/a",
        "failed/1/b",
    ):
        place.drop(name, "x")
    assert seen(place, later()) == ([], [])


def test_a_mapping_with_a_fault_stops_before_anything_is_moved(place):
    place.drop("orders.csv", "x")
    place.drop("mapping.yml", "entities: {ordres: {files: orders.csv}}")
    with pytest.raises(MappingError, match=r"mapping.yml › ordres: there is no entity 'ordres'"):
        take(place.home, arrivals(place.home, later()), datetime.now(UTC))
    assert place.there() == ["mapping.yml", "orders.csv"]
    assert underway(place.home) is None


def test_what_is_taken_keeps_the_mapping_of_that_moment(place):
    place.drop("orders.csv", "x")
    place.drop("mapping.yml", "entities: {orders: {files: orders.csv}}")
    delivery = place.take()
    place.drop("mapping.yml", "entities: {complaints: {files: complaints.csv}}")
    assert list(delivery.source().mapping.entities) == ["orders"]
