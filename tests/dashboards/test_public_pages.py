"""What the public's pages say is what the public file holds."""

from pathlib import Path

import duckdb
import pytest

from dashboards import control_limits, wording
from dashboards.public_site import build
from dashboards.public_site.site import slug
from dashboards.public_site.strips import scale_end
from dashboards.warehouse import SETTINGS
from pipelines.releases import verify
from tests.dashboards import sample_public, sample_release
from tests.dashboards.page_elements import elements


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("pages")
    return sample_release.make(home, changes=sample_public.changes()) / "public"


@pytest.fixture(scope="module")
def figures(site) -> dict[tuple[str, str], dict]:
    """Over the whole period, by figure and member."""
    with duckdb.connect(site.parent / "public.duckdb", read_only=True, config=SETTINGS) as public:
        rows = public.execute(
            "from metrics.metric_values where period_grain = 'all' and cut in ('all', 'region')"
        ).df()
    return {(row["metric_id"], row["member"]): row for row in rows.to_dict("records")}


def said(site: Path, name: str) -> str:
    return elements(site / name).text()


@pytest.mark.parametrize("metric_id", ["on_time_rate", "resolved_within_7d", "loss_rate"])
def test_promise_stands_beside_what_was_achieved(site, figures, metric_id):
    row = figures[metric_id, "all"]
    text = said(site, "en/promises.html")
    assert wording.value(row["value"], "share", "en") in text
    assert wording.interval(row, "share", "en") in text


def test_promises_are_counted_by_outcome_and_examples_called_so(site, figures):
    goals = {"on_time_rate": 0.9, "resolved_within_7d": 0.8, "responded_within_48h": 0.95}
    text = said(site, "promises.html")
    for metric_id, goal in goals.items():
        assert figures[metric_id, "all"]["ci_high"] < goal
    assert "没做到" in text
    assert "不是任何平台作出的承诺" in text


def test_targets_of_the_operator_are_not_called_examples(tmp_path):
    tables = sample_public.changes()
    for row in tables["metrics.metric_catalogue"]:
        row["target_set_by"] = row["target"] and "board"
    assert "不是任何平台作出的承诺" not in said(
        sample_public.site(tmp_path, tables), "promises.html"
    )


def test_without_a_promise_the_page_says_that_none_is_on_record(tmp_path):
    tables = sample_public.changes()
    for row in tables["metrics.metric_catalogue"]:
        row["target"] = None
    assert "没有登记任何承诺" in said(sample_public.site(tmp_path, tables), "promises.html")


def test_remedies_and_blame_are_shown(site):
    text = said(site, "en/promises.html")
    assert "62.5%" in text
    assert "Most often it was the rider: 50.0%." in text


def test_causes_add_up_and_unknown_stays_visible(site):
    text = (site / "delay.html").read_text("utf-8")
    for cause, minutes in sample_public.CAUSES.items():
        assert f'data-cause="{cause}">{minutes:,.1f} 分钟<' in text
    assert "占得最多的原因是商家出餐，占 60.0%" in text
    assert "原因不明" in text
    assert "15.0%" in text


def test_stages_stand_in_the_order_of_an_order(site):
    text = said(site, "en/delay.html")
    assert "The longest stage on average is the ride to the customer: 9.5 min." in text
    table = text[text.index("Mean time of each stage") :]
    assert table.index("waiting for a rider") < table.index("handing over")


@pytest.mark.parametrize("region", ["R01", "R05"])
def test_area_shows_its_figures_beside_the_whole(site, figures, region):
    path = site / "en" / "areas" / f"{slug(region)}.html"
    text = elements(path).text()
    own, whole = figures["on_time_rate", region], figures["on_time_rate", "all"]
    assert f"{own['value']:.1%} (95% interval" in text
    assert f"All regions: {whole['value']:.1%}." in text
    low, high = control_limits.limits(own, whole["value"])
    assert f"{max(low, 0):.1%}–{min(high, 1):.1%}" in text


def test_a_region_too_small_is_said_to_be_so(site):
    text = said(site, f"en/areas/{slug('R06')}.html")
    assert "Not published: there is no data here, or the group is too small." in text


def test_claims_show_public_figures_only(site):
    text = said(site, "en/claims.html")
    assert "2 claims, 4 readings: 1 supported, 1 contradicted, 0 not settled" in text
    assert "Of 1 more the figure is not published" in text
    assert "88.0% (95% interval 87.0%–89.0%, n = 1,200)." in text
    # The gap that only staff may see.
    assert "−20.0" not in text


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.9, "better"), (0.84, "within"), (0.7, "worse"), (0.76, "within")]
)
def test_verdict_of_a_region_comes_from_its_own_error(value, verdict):
    row = {"value": value, "ci_low": value - 0.03, "ci_high": value + 0.03, "n": 400}
    assert control_limits.verdict(row, {"value": 0.8}, "higher_is_better") == verdict
    mirrored = {"better": "worse", "worse": "better"}.get(verdict, verdict)
    assert control_limits.verdict(row, {"value": 0.8}, "lower_is_better") == mirrored


@pytest.mark.parametrize(
    ("change", "verdict"),
    [({"n": 29}, "not_enough_data"), ({"ci_low": None, "ci_high": None}, "not_enough_data")],
)
def test_too_little_is_not_judged(change, verdict):
    row = {"value": 0.1, "ci_low": 0.05, "ci_high": 0.15, "n": 400} | change
    assert control_limits.verdict(row, {"value": 0.8}, "higher_is_better") == verdict
    assert control_limits.verdict(None, {"value": 0.8}, "higher_is_better") == "not_published"


@pytest.mark.parametrize(
    ("highest", "unit", "end"),
    [(0.62, "share", 1.0), (0.01, "share", 0.015), (0.0, "share", 1.0), (13.2, "per_1000", 15.0)],
)
def test_scale_ends_on_a_round_number_beyond_the_highest(highest, unit, end):
    assert scale_end(highest, unit) == pytest.approx(end)


def test_corrections_name_what_was_said_what_is_said_and_why(site):
    text = said(site, "en/corrections.html")
    assert "Up to this release, 3 changes" in text
    for word in ("90.0%", "87.5%", "50.0%", "62.0%", "not given"):
        assert word in text
    assert "1. A figure that was held for settled has changed." in text
    assert (site / "data" / "revisions.csv").read_bytes().count(b"\n") == 1 + 3


def test_without_changes_the_page_says_so(tmp_path):
    folder = sample_release.make(tmp_path)
    (tmp_path / "public").mkdir()
    with duckdb.connect(folder / "public.duckdb") as public:
        public.execute("delete from release.revisions")
    build(folder / "public.duckdb", tmp_path / "public")
    assert "no published figure has changed" in said(tmp_path / "public", "en/corrections.html")
    with duckdb.connect(folder / "public.duckdb") as public:
        public.execute("update release.info set head_hash_previous = null")
    build(folder / "public.duckdb", tmp_path / "public")
    assert "there is nothing to correct yet" in said(tmp_path / "public", "en/corrections.html")


def test_the_site_brings_the_verifier_that_the_releases_are_checked_with(site):
    assert (site / "verify.py").read_bytes() == Path(verify.__file__).read_bytes()
