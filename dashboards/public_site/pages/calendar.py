"""Which releases were made, withheld or late, and by when the next figures are due."""

from collections.abc import Iterator, Mapping

from dashboards.language import Texts
from dashboards.public_site.site import Site
from pipelines.releases.calendar import LATE, Entry

# The newest; the chain of manifests holds all. Keeps the page below the weight limit.
MOST_SHOWN = 200


def pages(site: Site) -> Iterator[tuple[str, dict]]:
    words = Texts("public_calendar", site.language)
    rows = [
        {
            "entry": entry,
            "became": _became(entry, before, words),
            "reasons": _reasons(entry.notice, words),
        }
        for before, entry in zip([None, *site.calendar], site.calendar, strict=False)
    ]
    yield (
        "calendar.html",
        {
            "template": "calendar",
            "words": words,
            "rows": rows[: -MOST_SHOWN - 1 : -1],
            "next_due_on": site.calendar[-1].next_due_on if site.calendar else None,
        },
    )


def banner(site: Site) -> Mapping | None:
    """What every page of a notice says: what happened, why, and whose figures these are."""
    latest, words = site.notice, Texts("public_calendar", site.language)
    if latest is None:
        return None
    key = latest.notice["kind"]
    due = latest.next_due_on
    return {
        "title": words(f"{key}_title"),
        "sentences": site.joined(
            words(f"{key}_text", made_on=latest.made_on, due=due),
            *((words("overdue", due=due),) if due and key != LATE else ()),
            words(
                "figures_of",
                release=latest.notice["figures_of"],
                as_of=f"{latest.as_of:%Y-%m-%d %H:%M}",
            ),
        ),
        "reasons": _reasons(latest.notice, words),
    }


def _reasons(notice: Mapping | None, words: Texts) -> list[str]:
    """Each failed check in words."""
    return [_reason(reason, words) for reason in notice["reasons"]] if notice else []


def _reason(reason: Mapping, words: Texts) -> str:
    """What is no file of the platform's, and no check of these, is called as the code calls it."""
    check, of = reason["check"], reason["asset"].rpartition("/")[2]
    return words(
        check if words.has(check) else "another_check",
        of=words(f"of_{of}") if words.has(f"of_{of}") else of,
        check=check.replace("_", " "),
    )


def _became(entry: Entry, before: Entry | None, words: Texts) -> str:
    if entry.notice:
        return words(entry.notice["kind"])
    due = before.next_due_on if before else None
    if due and entry.made_on and entry.made_on > due:
        return words("made_late", days=(entry.made_on - due).days)
    return words("made")
