"""The public's app, on public.duckdb alone: what is not in that file cannot be shown."""

from dashboards.components import frame

frame.run(
    "public",
    "public_subtitle",
    {
        "published": [
            ("public/resolution.py", "resolution", ":material/forum:"),
            ("public/explore.py", "explore", ":material/monitoring:"),
            ("managers/claims.py", "claims", ":material/gavel:"),
            ("public/method.py", "method", ":material/menu_book:"),
        ],
    },
)
