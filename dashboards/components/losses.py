"""Lost orders by cause: how many and in whose hands, what they were worth and what came back."""

import pandas as pd

from dashboards import wording
from dashboards.charts.parts import LOOKS, parts
from dashboards.components import chart, coverage
from dashboards.language import Texts
from dashboards.queries import losses, metric_values
from dashboards.queries.metric_values import Selection

MOST_CAUSES = 15
MONEY = {"refunded": "legend_refunded", "kept": "legend_kept"}


def orders(selection: Selection, say: Texts) -> None:
    chart.heading(say("causes_title"), "loss_causes")
    rows = losses.by_cause_and_custody(selection.platform_id, selection.member)
    if rows.empty:
        coverage.nothing(["loss_rate"])
        return
    named = _named(rows, say)
    table = named.pivot_table(
        index="cause", columns="custody", values="orders_lost", aggfunc="sum", fill_value=0
    )
    order = table.sum().sort_values(ascending=False).index[: len(LOOKS)]
    figure = parts(table[order], say("orders_axis"))
    chart.show(figure, _orders_finding(table, selection, say), rows, "loss_causes")


def money(selection: Selection, say: Texts) -> None:
    """What lost orders were worth, divided into what was refunded and what was not."""
    chart.heading(say("money_by_cause_title"), "loss_money")
    rows = losses.by_cause_and_custody(selection.platform_id, selection.member)
    if rows.empty:
        coverage.nothing(["value_lost_minor"])
        return
    sums = _named(rows, say).groupby("cause")[["order_value_minor", "refund_minor"]].sum() / 100
    refunded = sums[["order_value_minor", "refund_minor"]].min(axis=1)
    table = pd.DataFrame({"refunded": refunded, "kept": sums["order_value_minor"] - refunded})
    figure = parts(
        table.rename(columns={key: say(text) for key, text in MONEY.items()}), say("money_axis")
    )
    chart.show(figure, _money_finding(rows, selection, say), rows, "loss_money")


def _named(rows: pd.DataFrame, say: Texts) -> pd.DataFrame:
    """Causes come in the platform's own words: those past the most frequent are drawn as one."""
    counts = rows.groupby("loss_cause")["orders_lost"].sum()
    drawn = set(counts.nlargest(MOST_CAUSES).index)
    return rows.assign(
        cause=[
            _name("loss_cause", cause, say) if cause in drawn else say("cause_rest")
            for cause in rows["loss_cause"]
        ],
        custody=[_name("custody", custody, say) for custody in rows["custody_at_loss"]],
    )


def _name(kind: str, code: str, say: Texts) -> str:
    return say(f"{kind}_{code}") if say.has(f"{kind}_{code}") else code


def _published(metric_id: str, column: str, selection: Selection) -> float | None:
    rows = metric_values.over_time([metric_id], selection, "all")
    return None if rows.empty else float(rows[column].iloc[0])


def _adds_up(total: float, published: float | None, say: Texts) -> str:
    """Said either way: a reader need not take it on trust."""
    if published is None:
        return ""
    return say("adds_up" if total == published else "does_not_add_up")


def _orders_finding(table: pd.DataFrame, selection: Selection, say: Texts) -> str:
    by_cause = table.sum(axis=1).sort_values(ascending=False)
    total = int(by_cause.sum())
    sentences = [
        say(
            "causes_finding",
            orders=wording.count(total),
            cause=by_cause.index[0],
            most=wording.count(by_cause.iloc[0]),
            share=wording.value(by_cause.iloc[0] / total, "share", say.language),
        ),
        _adds_up(total, _published("loss_rate", "numerator", selection), say),
    ]
    return wording.joined(sentences, say.language)


def _money_finding(rows: pd.DataFrame, selection: Selection, say: Texts) -> str:
    worth, refunded = (rows[name].sum() for name in ("order_value_minor", "refund_minor"))
    sentences = [
        say(
            "money_finding",
            worth=wording.value(worth, "minor", say.language),
            refunded=wording.value(refunded, "minor", say.language),
        ),
        _adds_up(worth, _published("value_lost_minor", "value", selection), say),
    ]
    return wording.joined(sentences, say.language)
