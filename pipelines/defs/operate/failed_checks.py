"""Which checks of a run did not hold, read off its events."""

from collections.abc import Iterable

import dagster as dg


def failed_checks(events: Iterable[dg.DagsterEvent]) -> list[tuple[str, str, str]]:
    """Asset, check and detail of every check that did not hold."""
    evaluations = [
        event.asset_check_evaluation_data
        for event in events
        if event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION
    ]
    return [
        (
            evaluation.asset_key.to_user_string(),
            evaluation.check_name,
            str(evaluation.metadata["detail"].value) if "detail" in evaluation.metadata else "",
        )
        for evaluation in evaluations
        if not evaluation.passed
    ]
