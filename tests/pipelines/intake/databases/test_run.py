"""`fairlane run` from a real PostgreSQL to a release; no byte that it leaves holds the address."""

import shutil

import duckdb
import pytest

from pipelines.intake.databases.address import address_of
from pipelines.intake.databases.reading import extension
from pipelines.intake.mapping import source_of
from pipelines.paths import MAPPINGS, Home
from tests.conftest import fairlane, metric_rows
from tests.pipelines.intake.databases.servers import PASSWORD, USER

MAPPING = """
timezone: Asia/Shanghai
source_timezone: UTC
entities:
  orders: {database: CITY_DATABASE, table: orders, cursor: placed_at, overlap: 1 day}
  complaints: {database: CITY_DATABASE, query: select * from complaints, cursor: received_at}
  riders: {database: CITY_DATABASE, table: public.riders, snapshot: true}
  rider_shifts: {database: CITY_DATABASE, table: rider_shifts, snapshot: true}
  regions: {files: regions.parquet}
  weather: {files: weather.parquet}
"""
TABLES = ("orders", "complaints", "riders", "rider_shifts")


@pytest.fixture
def platform(postgres_server, city, monkeypatch):
    """The simulated city's records, in PostgreSQL."""
    monkeypatch.setenv("CITY_DATABASE", postgres_server.address)
    # Other tests leave tables that the administrator owns.
    postgres_server.run(f"drop table if exists {', '.join(TABLES)}")
    postgres_server.run("grant create on schema public to public")
    with duckdb.connect() as connection:
        connection.execute(f"load '{extension(address_of('CITY_DATABASE'))}'")
        connection.execute(f"attach '{postgres_server.address}' as platform (type postgres)")
        for table in TABLES:
            connection.execute(
                f"create or replace table platform.public.{table} as from '{city}/{table}.parquet'"
            )
    return postgres_server


def test_a_run_from_a_database_gives_the_figures_of_the_files(
    platform, city, city_home, tmp_path, monkeypatch
):
    home, inputs, mapping = Home(tmp_path / "home"), tmp_path / "inputs", tmp_path / "city.yml"
    inputs.mkdir()
    for name in ("regions", "weather"):
        shutil.copy(city / f"{name}.parquet", inputs)
    mapping.write_text(MAPPING)
    done = fairlane("run", "--inputs", inputs, "--mapping", mapping, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = (
        "select metric_id, member, period_start, numerator, denominator from metrics.metric_values "
        "where metric_id in ('on_time_rate', 'complaints_per_1000') and cut in ('all', 'region') "
        "order by all"
    )
    assert metric_rows(home, figures) == metric_rows(city_home, figures)
    # A run that fails tells no more than one that succeeds.
    monkeypatch.setenv("CITY_DATABASE", platform.address.replace("@", "x@"))
    failed = fairlane("run", "--inputs", inputs, "--mapping", mapping, home=home)
    assert failed.returncode == 1
    assert "does not accept the user or the password" in failed.stderr
    told = done.stdout + done.stderr + failed.stdout + failed.stderr
    files = [file.read_bytes() for file in home.root.rglob("*") if file.is_file()]
    assert len(files) > 100
    for secret in (PASSWORD, USER, f"{platform.port}/platform"):
        assert secret not in told
        assert not [content for content in files if secret.encode() in content]


def test_the_example_of_a_mapping_can_be_read(monkeypatch):
    for name in ("PLATFORM_DATABASE", "SUPPORT_DATABASE"):
        monkeypatch.setenv(name, "postgresql://reader:password@db.internal:5432/platform")
    assert source_of(MAPPINGS, MAPPINGS / "examples" / "database.yml").has_any()


def test_without_a_folder_or_a_database_the_usage_is_told():
    done = fairlane("run")
    assert done.returncode == 2
    assert "Give --inputs, or a --mapping" in done.stderr
