"""Each mistake in a file of alerts is named with its place and what to write instead."""

from pathlib import Path

import pytest

from pipelines.alerts.rule_file import AlertsError, read_alert_file
from pipelines.paths import REPO

WHOLE = """
hosts: [127.0.0.1]
recipients:
  duty: {address: DUTY, quiet: {since: "22:00", until: "07:00", timezone: Asia/Shanghai}}
rules:
  - {name: late, kind: threshold, metric: on_time_rate, below: 0.8, owner: dispatch, to: [duty]}
"""
MISTAKES = [
    ("address: DUTY", "address: json://127.0.0.1", "recipients › duty › address: write the name"),
    ('since: "22:00"', "since: 22:00", 'quiet › since: write a time in quotes, such as "22:00"'),
    ('since: "22:00"', 'since: "25:00"', "quiet › since: "),
    ("Asia/Shanghai", "Shanghai", "timezone: 'Shanghai' is no time zone"),
    ("kind: threshold", "kind: treshold", "rules › late: Input tag 'treshold'"),
    ("below: 0.8", "below: 0.8, above: 0.9", "rules › late: write `below` or `above`, one"),
    (", below: 0.8", "", "rules › late: write `below` or `above`, one"),
    ("below: 0.8", "below: much", "rules › late › below: "),
    ("below: 0.8", "under: 0.8, below: 1", "rules › late › under: Extra inputs"),
    ("owner: dispatch, ", "", "rules › late › owner: Field required"),
    ("to: [duty]", "to: []", "rules › late › to: "),
    ("to: [duty]", "to: [chief]", "told to 'chief', who is not among the recipients: duty"),
    ("name: late", "name: Late!", "name: "),
    ("hosts: [127.0.0.1]", "hosts: []", "hosts: "),
]


def read(folder: Path, text: str):
    path = folder / "alerts.yml"
    path.write_text(text, encoding="utf-8")
    return read_alert_file(path)


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_a_mistake_is_named(tmp_path, right, wrong, said):
    assert right in WHOLE
    with pytest.raises(AlertsError) as error:
        read(tmp_path, WHOLE.replace(right, wrong))
    assert str(error.value).startswith("alerts.yml")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: [", "alerts.yml: not YAML"),
        ("", "alerts.yml: Input should be"),
        (WHOLE + WHOLE.split("rules:\n")[1], "two rules are called 'late'"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, text, said):
    with pytest.raises(AlertsError, match=said):
        read(tmp_path, text)


def test_what_is_right_is_read(tmp_path):
    (rule,) = read(tmp_path, WHOLE).rules
    assert (rule.name, rule.below, rule.period, rule.cut) == ("late", 0.8, "week", "all")


def test_no_file_is_an_error_without_its_folder(tmp_path):
    with pytest.raises(AlertsError, match=r"^none\.yml: No such file"):
        read_alert_file(tmp_path / "none.yml")


def test_the_example_can_be_used():
    assert len(read_alert_file(REPO / "data" / "alerts" / "example.yml").rules) == 6
