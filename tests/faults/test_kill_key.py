"""A first run that dies as it makes its key leaves no half of one, which the next would refuse."""

from pipelines.intake.pseudonyms import pseudonym_key
from pipelines.paths import Home
from tests.faults import killing
from tests.faults.scale import chance, times


def test_a_run_that_died_over_its_key_does_not_stop_the_next(tmp_path):
    home = Home(tmp_path)
    whole = killing.undisturbed("key", home, note_lines=True)
    lines = [line for line in whole.lines if line.startswith("intake/pseudonyms.py")]
    for line in chance("key").sample(lines, times(3, len(lines))):
        home.pseudonym_key.unlink(missing_ok=True)
        assert killing.killed_at(line, "key", home).was_killed
        assert len(pseudonym_key(home.pseudonym_key)) == 64
