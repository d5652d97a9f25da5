"""What the README shows works as it stands there."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

from pipelines.intake.check import check
from pipelines.paths import REPO

README = (REPO / "README.md").read_text(encoding="utf-8")


def block(beginning: str) -> str:
    """The indented block of the README that begins with this line."""
    lines = re.search(rf"^    {re.escape(beginning)}.*?(?=^\S)", README, re.M | re.S).group()
    return textwrap.dedent(lines).strip() + "\n"


def test_the_mapping_worked_through_reads_the_export_it_is_for(tmp_path):
    inputs = tmp_path / "my_files"
    inputs.mkdir()
    (inputs / "export_2026.csv").write_text(block("No;district"), encoding="utf-8")
    mapping = tmp_path / "my_mapping.yml"
    mapping.write_text(block("platform: my_platform"), encoding="utf-8")
    report = check(inputs, mapping)
    (load,) = report.loads
    assert (load.entity, load.rows_read, load.rows_loaded) == ("orders", 1, 1)


def test_dbt_opens_from_the_top_of_the_project(tmp_path):
    elsewhere = ("--target-path", tmp_path, "--log-path", tmp_path)
    parsed = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "parse", "--project-dir", "dbt_project", *elsewhere],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert parsed.returncode == 0, parsed.stdout


def test_the_python_shown_opens_the_analysts_file(city_home, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "home").symlink_to(city_home.root)
    shown = subprocess.run(
        [sys.executable, "-c", block("import duckdb")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert "region_id" in shown.stdout


def test_the_command_line_shown_opens_the_analysts_file(city_home):
    command = Path(sys.executable).with_name("duckdb")
    release = city_home.current_release / "analyst.duckdb"
    shown = subprocess.run(
        [command, "-readonly", release, "-csv", "-c", "select count(*) as n from release.info"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.stdout.split() == ["n", "1"], shown.stderr


def test_every_path_it_links_to_is_there():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert not [link for link in links if not (REPO / link).exists()]
