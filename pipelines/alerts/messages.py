"""Alerts in words: one message for a recipient and a group, the gravest line first."""

from collections.abc import Sequence
from datetime import datetime

from dashboards import wording
from dashboards.language import Texts, localised
from pipelines.alerts.judging import Judgement
from pipelines.alerts.rule_file import SEVERITIES
from pipelines.alerts.state import Due, News


def message(told: Sequence[Due], language: str) -> tuple[str, str]:
    """Title and text of what is due to one recipient."""
    words = Texts("alerts", language)
    ordered = sorted(told, key=_gravest_first)
    many = [
        words(f"count_{news}", number=sum(each.news == news for each in told))
        for news in News
        if any(each.news == news for each in told)
    ]
    title = words("title", counts=words("counts_apart").join(many))
    return title, "\n".join(_line(each, words) for each in ordered)


def statement(judged: Judgement, language: str) -> str:
    """What one rule found about one subject."""
    return _what(judged, Texts("alerts", language))


def _gravest_first(each: Due) -> tuple:
    rule = each.judged.rule
    grave = -SEVERITIES.index(rule.severity)
    return (list(News).index(each.news), grave, rule.name, each.judged.subject)


def _line(each: Due, words: Texts) -> str:
    rule = each.judged.rule
    return words(
        "line",
        severity=words(f"severity_{rule.severity}"),
        news=words(f"news_{each.news}", since=_minute(each.since)),
        what=_what(each.judged, words),
        owner=wording.name("owner", rule.owner, words.language),
        rule=rule.name,
    )


def _what(judged: Judgement, words: Texts) -> str:
    rule, row = judged.rule, judged.row
    match rule.kind:
        case "freshness":
            return words(
                "of_freshness",
                entity=wording.name("entity", row["entity"], words.language),
                platform=row["platform_id"],
                newest=row["newest_full_date"] or words("no_full_day"),
                deadline=_minute(row["deadline_at"]),
            )
        case "quarantine":
            return words(
                "of_quarantine",
                entity=wording.name("entity", row["entity"], words.language),
                read=wording.count(row["rows_read"]),
                quarantined=wording.count(row["rows_quarantined"]),
                share=wording.value(row["share"], "share", words.language),
                limit=wording.value(rule.above, "share", words.language),
            )
        case "withheld":
            if not judged.is_firing:
                return words("of_withheld_over")
            return words("of_withheld", figures_of=row["figures_of"])
    return _of_metric(judged, words)


def _of_metric(judged: Judgement, words: Texts) -> str:
    rule, row, metric, language = judged.rule, judged.row, judged.metric, words.language
    unit = metric["unit"]
    is_everything = rule.cut == "all"
    member = wording.name(rule.cut, row["member"], language)
    figure = words(
        "figure",
        label=localised(metric, "label", language),
        place=words("everywhere") if is_everything else member,
        period=wording.period(rule.period, row["period_start"], language),
        value=wording.value(row["value"], unit, language),
        interval=wording.interval(row, unit, language),
    )
    match rule.kind:
        case "threshold":
            side, limit = ("below", rule.below) if rule.above is None else ("above", rule.above)
            limit = wording.value(limit, unit, language)
            return words(f"of_threshold_{side}", figure=figure, limit=limit)
        case "interval_excludes_target":
            target = wording.value(metric["target"], unit, language)
            return words("of_interval_excludes_target", figure=figure, target=target)
    change = judged.change
    ends = (change.low, change.high)
    text = wording.difference(change.difference, ends, unit, row["value"], language)
    return words("of_change", figure=figure, change=text)


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
