"""The staff's app: managers' pages on manager.duckdb, the analysts' SQL page on analyst.duckdb."""

from dashboards.components import frame

frame.run(
    "manager",
    "staff_subtitle",
    {
        "managers": [
            ("managers/overview.py", "overview", ":material/dashboard:"),
            ("managers/delay.py", "delay", ":material/schedule:"),
            ("managers/loss.py", "loss", ":material/package_2:"),
            ("managers/riders.py", "riders", ":material/two_wheeler:"),
            ("managers/complaints.py", "complaints", ":material/forum:"),
            ("managers/fairness.py", "fairness", ":material/balance:"),
            ("managers/claims.py", "claims", ":material/gavel:"),
            ("managers/quality.py", "quality", ":material/fact_check:"),
        ],
        "analysts": [("analysts/sql.py", "sql", ":material/terminal:")],
    },
)
