"""The sample release's lineage: one figure with a statement of its own, one made by a model."""

COLUMNS = [
    {"metric_id": metric_id, "entity": entity, "column_name": name, "description": f"The {name}."}
    for metric_id, entity, names in [
        ("on_time_rate", "orders", ["delivered_at", "promised_at", "status"]),
        ("resolved_within_7d", "complaints", ["received_at", "resolved_at"]),
    ]
    for name in names
]
WAYS = {
    "on_time_rate": [
        ("staging.stg_raw__orders", "raw.orders"),
        ("marts.fct_orders", "staging.stg_raw__orders"),
        ("intermediate.ratio_figures", "marts.fct_orders"),
    ],
    "resolved_within_7d": [
        ("staging.stg_raw__complaints", "raw.complaints"),
        ("marts.fct_complaints", "staging.stg_raw__complaints"),
        ("intermediate.curve_figures", "marts.fct_complaints"),
    ],
}
MADE_BY = "select metric_id, value from marts.fct_complaints"
ON_TIME = "select 0.5 as on_time_rate\nfrom marts.fct_orders\nlimit 1"


def _layer(model: str) -> str:
    return "metrics" if model.endswith("_figures") else model.split(".")[0]


def lineage() -> dict[str, list[dict]]:
    models = sorted({model for way in WAYS.values() for model, _ in way})
    return {
        "release.models": [
            {"model": model, "layer": _layer(model), "description": "", "sql": MADE_BY}
            for model in models
        ],
        "release.model_tests": [
            {"model": model, "test_name": f"{kind}_of_a_model", "kind": kind, "description": ""}
            for model in models
            for kind in ("data", "unit")
        ],
        "release.metric_definitions": [
            {"metric_id": "on_time_rate", "model": "intermediate.ratio_figures", "sql": ON_TIME},
            {
                "metric_id": "resolved_within_7d",
                "model": "intermediate.curve_figures",
                "sql": "",
            },
        ],
        "release.metric_models": [
            {"metric_id": metric_id, "model": model, "reads": reads}
            for metric_id, way in WAYS.items()
            for model, reads in way
        ],
        "release.metric_columns": COLUMNS,
    }
