"""Each alert is told once, reminded of, and ended once; nothing goes astray or to another host."""

import logging
import socket
from datetime import datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from pipelines.alerts import state
from pipelines.alerts.check import tell
from pipelines.alerts.rule_file import QuietHours
from pipelines.alerts.sending import address_faults
from pipelines.cli import main
from pipelines.defs.operate.alerts import send_alerts
from pipelines.exit_codes import BAD_INPUT
from tests.pipelines.alerts.conftest import NOW

BELOW = {"name": "low", "kind": "threshold", "metric": "on_time_rate", "below": 0.8}
CANARY = "canary-token-7391"
LETTER = "from=a@b.cn&to=c@d.cn"
DAY = timedelta(days=1)


@pytest.fixture
def low(release):
    release.figure("on_time_rate", 0.7, 0.02)
    return release


def titles(outcome):
    return [title for _, title, _ in outcome.sent]


def test_an_alert_fires_reminds_and_ends_once(low, alert_file, receiver):
    alerts = alert_file(BELOW)
    told = [titles(tell(low.home, alerts, NOW + hours * DAY / 24)) for hours in (0, 1, 23, 24, 25)]
    assert told == [["Fairlane: 1 new"], [], [], ["Fairlane: 1 still on"], []]
    low.figure("on_time_rate", 0.9, 0.02)
    assert titles(tell(low.home, alerts, NOW + 2 * DAY)) == ["Fairlane: 1 over"]
    assert titles(tell(low.home, alerts, NOW + 3 * DAY)) == []
    assert [message["title"] for message in receiver.taken] == [
        "Fairlane: 1 new", "Fairlane: 1 still on", "Fairlane: 1 over",
    ]  # fmt: skip
    assert receiver.taken[0]["message"] == (
        "[Warning, new] On-time rate, everything, week of 2026-10-19: 70.0% (95% interval"
        " 68.0%–72.0%); the limit is 80.0% at least. Owner: dispatch. Rule: low."
    )


def test_what_cannot_be_judged_is_not_over(low, alert_file, receiver):
    alerts = alert_file(BELOW)
    tell(low.home, alerts, NOW)
    low.run("delete from metrics.metric_values")
    assert titles(tell(low.home, alerts, NOW + DAY)) == []
    low.figure("on_time_rate", 0.7, 0.02)
    assert titles(tell(low.home, alerts, NOW + DAY)) == ["Fairlane: 1 still on"]


def test_a_receiver_that_is_down_is_told_at_the_next_check(low, alert_file, receiver):
    receiver.answer = (500, {})
    outcome = tell(low.home, alert_file(BELOW), NOW)
    assert outcome.sent == []
    assert outcome.failures[0].startswith("duty was not told")
    receiver.answer = (200, {})
    assert titles(tell(low.home, alert_file(BELOW), NOW)) == ["Fairlane: 1 new"]


def test_one_that_sends_on_elsewhere_is_not_followed(low, alert_file, receiver):
    elsewhere = f"http://127.0.0.1:{receiver.server_port}/elsewhere"
    receiver.answer = (302, {"Location": elsewhere})
    outcome = tell(low.home, alert_file(BELOW), NOW)
    assert outcome.failures
    assert receiver.taken == []


def test_the_gravest_comes_first_and_a_group_is_a_message(low, alert_file, receiver):
    quarantine = {"name": "bad", "kind": "quarantine", "above": 0, "group": "data"}
    grave = {**BELOW, "name": "very_low", "below": 0.75, "severity": "critical"}
    outcome = tell(low.home, alert_file(BELOW, quarantine, grave), NOW)
    first, second = (text for _, _, text in outcome.sent)
    assert [line.split("]")[0] for line in first.splitlines()] == [
        "[Critical, new",
        "[Warning, new",
    ]
    assert second.startswith("[Warning, new] orders: of the 200 rows loaded last, 2 (1.00%)")


def test_a_rule_that_is_gone_leaves_nothing_behind(low, alert_file, receiver):
    tell(low.home, alert_file(BELOW), NOW)
    tell(low.home, alert_file({**BELOW, "name": "other", "below": 0.1}), NOW)
    assert titles(tell(low.home, alert_file(BELOW), NOW)) == ["Fairlane: 1 new"]


@pytest.mark.parametrize(
    ("hour", "minute", "is_quiet"), [(13, 59, False), (14, 0, True), (22, 59, True), (23, 0, False)]
)
def test_quiet_hours_go_over_midnight(hour, minute, is_quiet):
    hours = QuietHours(since="22:00", until="07:00", timezone="Asia/Shanghai")
    assert state.is_quiet(hours, datetime(2026, 11, 2, hour, minute)) is is_quiet  # noqa: DTZ001
    by_day = QuietHours(since="07:00", until="22:00", timezone="Asia/Shanghai")
    assert state.is_quiet(by_day, datetime(2026, 11, 2, hour, minute)) is not is_quiet  # noqa: DTZ001


def test_only_what_is_critical_disturbs(low, alert_file, receiver):
    night = {"since": "11:00", "until": "13:00", "timezone": "Asia/Shanghai"}
    duty = {"duty": {"address": "DUTY", "language": "zh", "quiet": night}}
    grave = {**BELOW, "name": "very_low", "below": 0.75, "severity": "critical"}
    alerts = alert_file(BELOW, grave, recipients=duty)
    assert titles(tell(low.home, alerts, NOW)) == ["公道：1 条新告警"]
    ((_, _, text),) = tell(low.home, alerts, NOW + timedelta(hours=1)).sent
    assert text == (
        "【警告·新】准时率，全部，2026-10-19 起一周：70.0%（95% 区间 68.0%–72.0%），"
        "界限是不低于 80.0%。负责人：dispatch。规则：low。"
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (None, "DUTY is not set"),
        (f"telegram://{CANARY}/1", "begins with none of"),
        (f"json://elsewhere.example/{CANARY}", "host that is not among"),
        (f"wecombot://{CANARY}", "host that is not among"),
        (
            "mailtos://127.0.0.1?pass=canary-token-7391&smtp=evil.example&from=a@b.cn&to=a@b.cn",
            "not among",
        ),
        ("mailtos://", "no address that Apprise understands"),
    ],
)
def test_an_address_that_may_not_be_used_is_told_and_stops_nobody_else(
    low, alert_file, receiver, monkeypatch, address, said
):
    monkeypatch.setenv("OTHER", receiver.address)
    both = {"duty": {"address": "DUTY"}, "other": {"address": "OTHER"}}
    alerts = alert_file({**BELOW, "to": list(both)}, recipients=both)
    if address is None:
        monkeypatch.delenv("DUTY")
    else:
        monkeypatch.setenv("DUTY", address)
    outcome = tell(low.home, alerts, NOW)
    assert [recipient for recipient, *_ in outcome.sent] == ["other"]
    (fault,) = outcome.failures
    assert fault.startswith("recipients › duty: ")
    assert said in fault
    assert not any(part in fault for part in (CANARY, "example", "127.0.0.1"))
    assert len(receiver.taken) == 1
    # Once mended, it is told what it has missed, and the other not again.
    monkeypatch.setenv("DUTY", receiver.address)
    assert [recipient for recipient, *_ in tell(low.home, alerts, NOW).sent] == ["duty"]


def test_services_are_known_by_the_host_that_they_reach(alert_file, monkeypatch):
    monkeypatch.setenv("DUTY", "wecombot://abcdefgh1234")
    assert address_faults(alert_file(BELOW, hosts=["qyapi.weixin.qq.com"])) == {}


def test_no_secret_is_told_or_kept(low, alert_file, receiver, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    tell(low.home, alert_file(BELOW), NOW)
    receiver.answer = (500, {})
    outcome = tell(low.home, alert_file(BELOW), NOW + DAY)
    captured = capfd.readouterr()
    told = "".join([*outcome.failures, caplog.text, captured.out, captured.err])
    kept = b"".join(file.read_bytes() for file in low.home.root.rglob("*") if file.is_file())
    assert len(receiver.taken) == 1
    assert CANARY not in told
    assert CANARY.encode() not in kept


def test_mail_arrives(low, alert_file, monkeypatch):
    class Inbox:
        letters: list = []  # noqa: RUF012

        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            self.letters.append(envelope)
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(Inbox(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        to = "smtp=127.0.0.1&from=alerts@example.org&to=duty@example.org"
        monkeypatch.setenv("DUTY", f"mailto://127.0.0.1:{port}?{to}")
        assert titles(tell(low.home, alert_file(BELOW), NOW)) == ["Fairlane: 1 new"]
    finally:
        server.stop()
    (letter,) = Inbox.letters
    assert letter.rcpt_tos == ["duty@example.org"]
    assert b"On-time rate" in letter.content


def test_the_commands_look_and_tell(low, alert_file, receiver, tmp_path):
    def alerts(command):
        return CliRunner().invoke(main, ["alerts", command, *arguments])

    alert_file(BELOW)
    arguments = [str(tmp_path / "alerts.yml"), "--home", str(low.home.root)]
    assert alerts("check").output.startswith("low: looked at 1, 1 firing\n  On-time rate, every")
    assert receiver.taken == []
    assert alerts("send").output == "duty: Fairlane: 1 new\n"
    assert alerts("send").output == "Nothing is due.\n"
    receiver.answer = (500, {})
    low.figure("on_time_rate", 0.9, 0.02)
    failed = alerts("send")
    assert (failed.exit_code, "duty was not told" in failed.output) == (BAD_INPUT, True)


def test_the_job_tells_by_the_rules_of_the_home(low, alert_file, receiver, tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRLANE_HOME", str(low.home.root))
    failed = send_alerts.execute_in_process(raise_on_error=False)
    assert not failed.success
    alert_file(BELOW)
    (tmp_path / "alerts.yml").rename(low.home.alert_rules)
    assert send_alerts.execute_in_process().success
    assert [message["title"] for message in receiver.taken] == ["Fairlane: 1 new"]
