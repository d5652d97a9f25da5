"""What a member of a level is called in the reader's language; its code where it has no name."""

from dashboards import chosen_language, wording
from dashboards.charts import half_hours
from dashboards.queries import catalogue


def name(level: str, member: str) -> str:
    if level == "region":
        return catalogue.regions().get(member, member)
    if level == "slot" and member.isdigit():
        return half_hours.clock(int(member))
    if level == "hour" and member.isdigit():
        return f"{int(member):02d}:00"
    return wording.name(level, member, chosen_language.current())
