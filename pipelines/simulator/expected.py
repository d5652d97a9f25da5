"""What a right warehouse should find in a simulated world: the part `expected` of truth.json.

Counterfactuals are counted over the very orders, with an effect and without it; the rest are
closed forms of the parameters. Each part says in `finds` which figure should show it.
"""

import duckdb

from pipelines.simulator import world
from pipelines.simulator.clocks import mixed_shares
from pipelines.simulator.world import Calendar

FINDS = {
    "rain": "雨天超时与同单无雨之比; rain_lateness_rr is late / late_without_rain of the wet",
    "incidents": "故障造成的超时单; incident_excess_late_orders is late - late_without_incident",
    "rider_shortage": "缺口集中在所植入的区域与时段; rider_gap_rate stands out in the windows",
    "promise_padding": "承诺变长而非变快; late falls by the promise, stage times stay",
    "propensity": "沉默区域投诉倾向较低; complaint_propensity is lower where people keep silent",
    "fates": "各区域丢单率、取消率与丢单原因; loss_rate, cancel_rate and the causes of loss",
    "complaints": "响应与解决曲线应过之点; the curves of response and resolution pass here",
    "intervention": "满意度双重差分为所植入百分点; csat_top_box, treated against the others",
    "weather_ratios": "雨天与晴天之比; wet against dry, same region and hour",
    "region_type_change": "此日起改按另一类区域计; counts as the other type from this day on",
}
COMMUNICATION_CAUSES = ("address_error", "contact_failed", "note_missed", "misread")


def expected(connection: duckdb.DuckDBPyConnection, truth: dict, calendar: Calendar) -> dict:
    """What should be found, by planted effect."""
    connection.execute(world.sql("expected/deliveries"))
    rain = truth["effects"]["rain"]
    parts = {
        "rain": {"counted": _rows(connection, "rain")},
        "incidents": {"counted": _rows(connection, "incidents")},
        "rider_shortage": {
            "handling_minutes": world.handling_minutes(truth["levels"]),
            "counted": _rows(connection, "rider_shortage"),
        },
        "promise_padding": {
            "starts_on": _starts_on(truth, calendar, "promise_padding"),
            "counted": _rows(connection, "promise_padding"),
        },
        "propensity": {"counted": _rows(connection, "propensity")},
        "fates": _fates(truth),
        "complaints": _complaints(truth, _rows(connection, "complaint_mix")),
        "intervention": {
            "starts_on": _starts_on(truth, calendar, "intervention"),
            "top_box_points": truth["effects"]["intervention"]["top_box_points"],
        },
        "weather_ratios": {
            "accident_rate_ratio": 1 + rain["accident_rate_change"],
            "rain_demand_ratio": 1 + rain["demand_change"],
            "rain_supply_ratio": 1 + rain["riders_change"],
        },
        "region_type_change": {"counted": _rows(connection, "region_type_change")},
    }
    return {name: {"finds": FINDS[name], **part} for name, part in parts.items()}


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict]:
    cursor = connection.execute(world.sql(f"expected/{name}"))
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _starts_on(truth: dict, calendar: Calendar, effect: str) -> str:
    return calendar.day_after(truth["effects"][effect]["after_share_of_days"]).isoformat()


def _fates(truth: dict) -> dict:
    """Of eligible orders: those that the customer did not cancel before acceptance."""
    levels, regional = truth["levels"], truth["effects"]["by_region"]
    causes, parties = levels["shares"]["loss_cause"], levels["shares"]["cancelled"]
    left_out = parties["customer_before_acceptance"] / sum(parties.values())
    regions = {}
    for region_id, loss_more in regional["loss_more"].items():
        lost = levels["loss_rate"] * (1 + loss_more)
        cancelled = (1 - lost) * levels["cancel_rate"] * (1 + regional["cancel_more"][region_id])
        eligible = 1 - cancelled * left_out
        regions[region_id] = {
            "loss_rate": round(lost / eligible, 6),
            "cancel_rate": round(cancelled * (1 - left_out) / eligible, 6),
        }
    communication = sum(causes[cause] for cause in COMMUNICATION_CAUSES) / sum(causes.values())
    return {"by_region": regions, "communication_loss_share": round(communication, 6)}


def _complaints(truth: dict, mix: list[dict]) -> dict:
    confirmed = truth["levels"]["complaints"]["confirmed_share"]
    fewer = truth["effects"]["by_region_type"]["fewer_confirmed"]
    return {
        "by_region_type": _by(truth, mix, "region_type"),
        "by_value_tier": _by(truth, mix, "value_tier"),
        "confirmed_of_answered": {
            region_type: round(confirmed - less, 6) for region_type, less in fewer.items()
        },
    }


def _by(truth: dict, mix: list[dict], key: str) -> dict:
    groups: dict[str, list[dict]] = {}
    for kind in mix:
        groups.setdefault(kind[key], []).append(kind)
    return {member: mixed_shares(truth, kinds) for member, kinds in groups.items()}
