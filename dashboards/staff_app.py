"""The staff's app: pages on manager.duckdb, the analysts' SQL page on analyst.duckdb."""

from dashboards.components import frame

frame.run(
    "manager",
    "staff_subtitle",
    {
        "managers": [
            ("managers/overview.py", "overview", ":material/dashboard:"),
            ("managers/drill.py", "drill", ":material/account_tree:"),
            ("managers/compare.py", "compare", ":material/compare_arrows:"),
            ("managers/delay.py", "delay", ":material/schedule:"),
            ("managers/loss.py", "loss", ":material/package_2:"),
            ("managers/riders.py", "riders", ":material/two_wheeler:"),
            ("managers/weather.py", "weather", ":material/rainy:"),
            ("managers/systems.py", "systems", ":material/dns:"),
            ("managers/payments.py", "payments", ":material/payments:"),
            ("managers/complaints.py", "complaints", ":material/forum:"),
            ("managers/fairness.py", "fairness", ":material/balance:"),
            ("managers/claims.py", "claims", ":material/gavel:"),
            ("managers/quality.py", "quality", ":material/fact_check:"),
        ],
        "analysts": [
            ("analysts/orders.py", "orders", ":material/receipt_long:"),
            ("analysts/catalogue.py", "catalogue", ":material/menu_book:"),
            ("analysts/sql.py", "sql", ":material/terminal:"),
        ],
    },
)
