"""An auditor can recompute what was published of complaints, and show that none has vanished."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter

from pipelines.releases import audit
from pipelines.releases.audit_bundle import write_bundle
from tests.pipelines.releases.conftest import imported_modules, release_of

WEEK = 7 * 86_400


@pytest.fixture
def bundle(home, tmp_path):
    """The bundle of a release that publishes what its complaints give."""
    with duckdb.connect(home.warehouse) as connection:
        waits = connection.execute(
            "select resolution_seconds, resolution_fate from marts.fct_complaints"
        ).fetchall()
        connection.execute(
            "insert into metrics.metric_values select 'resolved_within_7d', 'all', 'all',"
            " date '2026-10-01', 'all', 'all', null, null, ?, null, null, 'none', 11, true, '1',"
            " true",
            [audit.share(waits, WEEK)],
        )
    release = release_of(home)
    write_bundle(release.folder, tmp_path / "bundle")
    return tmp_path / "bundle"


def asked(bundle: Path, *question: str) -> tuple[int, list[str]]:
    """What the auditor's own copy answers."""
    command = [sys.executable, "-I", "-S", str(bundle / "audit.py"), *question]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def rewritten(bundle: Path, change) -> None:
    rows = audit.read(bundle / audit.LEDGER)
    with (bundle / audit.LEDGER).open("w", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def test_the_ledger_gives_what_was_published(bundle):
    assert asked(bundle, "check", str(bundle)) == (0, ["nothing is wrong"])
    assert len(audit.read(bundle / audit.FIGURES)) == 1


def test_a_complaint_left_out_is_noticed(bundle):
    rewritten(bundle, lambda rows: rows[1:])
    code, wrong = asked(bundle, "check", str(bundle))
    assert (code, wrong[0]) == (1, "complaints.csv is not the one of its release")


def test_a_resolution_that_was_embellished_is_noticed(bundle):
    rewritten(bundle, lambda rows: [row | {"resolution_fate": "event"} for row in rows])
    code, wrong = asked(bundle, "check", str(bundle))
    assert code == 1
    assert wrong[0].startswith("resolved_within_7d all all  all: ")


def test_a_later_ledger_holds_each_earlier_complaint(bundle, tmp_path):
    later = shutil.copytree(bundle, tmp_path / "later")
    assert asked(bundle, "contains", str(bundle), str(later)) == (0, ["nothing is wrong"])
    rewritten(later, lambda rows: [row for row in rows if row["complaint_id"] != "a5"])
    missing = ["demo a5 of 2026-10-06 is missing"]
    assert asked(bundle, "contains", str(bundle), str(later)) == (1, missing)


def test_a_complainant_can_climb_from_their_complaint_to_the_published_root(bundle):
    code, lines = asked(bundle, "prove", str(bundle), "a6")
    assert code == 0
    steps = [line.split() for line in lines]
    at = bytes.fromhex(steps[0][1])
    for word, *rest in steps[1:]:
        if word == "day":
            at = audit.leaf(rest[0], at.hex())
            assert at.hex() == rest[1]
        elif word != "root":
            at = audit.climbed(at, [(word, bytes.fromhex(rest[0]))])
    assert at.hex() == steps[-1][1] == audit.ledger_root(audit.read(bundle / audit.LEDGER))
    assert asked(bundle, "prove", str(bundle), "nobody's") == (1, ["there is no such complaint"])


@pytest.mark.parametrize("count", range(1, 18))
def test_every_leaf_s_path_leads_to_the_root(count):
    leaves = [audit.leaf(str(number)) for number in range(count)]
    for place, own in enumerate(leaves):
        assert audit.climbed(own, audit.path(leaves, place)) == audit.root(leaves)
    assert audit.root(leaves) != audit.root([*leaves[:-1], audit.leaf("another")])


def test_the_tree_is_rfc_6962_s():
    # The empty tree's hash, and two leaves by hand.
    assert audit.root([]).hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")
    one, other = audit.leaf("a"), audit.leaf("b")
    assert audit.root([one, other]) == audit._node(one, other)
    three = [one, other, audit.leaf("c")]
    assert audit.root(three) == audit._node(audit._node(one, other), three[2])


@pytest.mark.parametrize("horizon", [1, 5, 9, 30])
def test_the_share_is_lifelines(horizon):
    fates = "event competing censored event event competing censored event censored event"
    waits = list(zip([1, 2, 3, 4, 6, 7, 8, 10, 12, 31], fates.split(), strict=True))
    codes = {"censored": 0, "event": 1, "competing": 2}
    table = pd.DataFrame([(wait, codes[fate]) for wait, fate in waits], columns=["wait", "fate"])
    fitted = AalenJohansenFitter(calculate_variance=False).fit(table["wait"], table["fate"], 1)
    expected = fitted.cumulative_density_.loc[:horizon].iloc[-1, 0]
    assert audit.share(waits, horizon) == pytest.approx(expected, abs=1e-12)


def test_nothing_is_said_beyond_what_was_watched():
    assert audit.share([(5, "event"), (6, "censored")], 7) is None
    assert audit.share([(5, "event"), (6, "competing")], 7) == 0.5
    assert audit.share([], 7) is None


def test_the_auditor_needs_nothing_but_python():
    source = Path(audit.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    assert imported_modules(source) <= sys.stdlib_module_names
