"""The project's statistics macros as plain SQL, so that DuckDB can run them without dbt."""

import jinja2

from pipelines.dbt_vars import dbt_vars
from pipelines.paths import DBT_PROJECT

MACROS = DBT_PROJECT / "macros" / "statistics"


def macro_sql(call: str) -> str:
    """The SQL that a call of a statistics macro stands for."""
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    environment.globals["var"] = dbt_vars().__getitem__
    macros = "".join(file.read_text() for file in sorted(MACROS.glob("*.sql")))
    return environment.from_string(macros + "{{ " + call + " }}").render().strip()
