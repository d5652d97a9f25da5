"""A sample of the random tables of `make test-disclosure`."""

from tests.pipelines.releases.random_tables import Tally


def test_no_small_cell_is_recovered_and_little_more_is_hidden_than_must_be():
    tally = Tally()
    for seed in range(20, 40):  # half of these are settled in a fraction of a second
        tally.add(seed)
    assert tally.recovered == 0, tally
    assert tally.settled >= 5
    assert tally.hidden_of_settled <= 1.5 * tally.least_of_settled, tally
