"""Asking Open-Meteo: within its limits, again after a fault, and with the key in no word of it."""

import logging
import math
import time
from collections.abc import Callable
from datetime import date, timedelta

import requests
from pyrate_limiter import Duration, InMemoryBucket, Limiter, Rate, SingleBucketFactory
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from pipelines.weather.answers import UNITS
from pipelines.weather.service import Service
from pipelines.weather.wanted import Place

log = logging.getLogger("fairlane.weather")

ATTEMPTS = 5
TIMEOUT_SECONDS = (10, 60)
"""To connect, and between two pieces of the answer."""
LONGEST_WAIT_SECONDS = 600
PASSING = {408, 425, 429, 500, 502, 503, 504}

# Calls of the free service; a day's 10,000 are left to its own count, since waiting them out helps
# nobody. Its counts are its own too, so ours stays a little below.
PER_MINUTE, PER_HOUR = Rate(550, Duration.MINUTE), Rate(4_800, Duration.HOUR)
DAYS_PER_CALL = 14
"""A longer range counts as several calls."""


class NoAnswer(RuntimeError):
    """The service cannot be had now, or refuses: asking it about other places would be in vain."""


class _TryAgain(NoAnswer):
    def __init__(self, what: str, after_seconds: float | None = None):
        self.after_seconds = after_seconds
        super().__init__(what)


class Client:
    def __init__(
        self,
        service: Service,
        *,
        timeout_seconds: tuple[float, float] = TIMEOUT_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ):
        rates = [PER_MINUTE, PER_HOUR] if service.is_public else [PER_MINUTE]
        self.bucket = InMemoryBucket(rates)
        # One run of the command holds few calls: nothing needs to be cleared away beside it.
        self._limiter = Limiter(SingleBucketFactory(self.bucket, schedule_leak=False))
        self._service = service
        self._timeout = timeout_seconds
        self._sleep = sleep
        self._session = requests.Session()
        self.requests = 0
        """How often it was asked, in vain or not."""
        # At its finest it writes down each address, and with it the key.
        logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)

    def hourly(self, address: str, place: Place, first: date, last: date) -> object:
        """The parsed answer for whole days in UTC, and the midnight after. Raises NoAnswer."""
        parameters = {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "start_date": first.isoformat(),
            # Sums are told at the end of their hour.
            "end_date": (last + timedelta(days=1)).isoformat(),
            "hourly": ",".join(name for name in UNITS if name != "time"),
            "timezone": "GMT",
            "timeformat": "iso8601",
            "temperature_unit": "celsius",
            "wind_speed_unit": "kmh",
            "precipitation_unit": "mm",
        }
        calls = math.ceil(((last - first).days + 2) / DAYS_PER_CALL)
        asking = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_wait_seconds,
            before_sleep=_tell,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return asking(self._ask, address, parameters, calls)
        except _TryAgain as fault:
            what = str(fault)
        raise NoAnswer(
            f"{what}, {ATTEMPTS} times. Run the same again later: what was fetched is kept"
        )

    def _ask(self, address: str, parameters: dict, calls: int) -> object:
        self._limiter.try_acquire(weight=calls)
        self.requests += 1
        key = {"apikey": self._service.key} if self._service.key else {}
        try:
            response = self._session.get(
                address, params=parameters | key, timeout=self._timeout, allow_redirects=False
            )
        except requests.Timeout:
            fault = f"no answer within {self._timeout[1]:g} s"
        except requests.ConnectionError as error:
            fault = f"it cannot be reached ({type(error).__name__})"
        except requests.RequestException as error:
            fault = f"the answer broke off ({type(error).__name__})"
        else:
            return self._content(response)
        # Raised here, since what is raised above has the address in it, and so the key.
        raise _TryAgain(fault)

    def _content(self, response: requests.Response) -> object:
        try:
            content = response.json()
        except ValueError:
            content = None
        if response.status_code == 200 and content is not None:
            return content
        if response.status_code == 200:
            raise _TryAgain("half an answer, which is no JSON")
        reason = content.get("reason", "") if isinstance(content, dict) else ""
        what = " ".join(f"it answered {response.status_code} {reason}".split())[:300]
        if self._service.key:
            what = what.replace(self._service.key, "…")
        if response.status_code not in PASSING:
            raise NoAnswer(f"{what}. See that the address and the key are right")
        after = _retry_after(response)
        if after is not None and after > LONGEST_WAIT_SECONDS:
            raise NoAnswer(f"{what}, and wants to be left alone for {after:,.0f} s")
        raise _TryAgain(what, after)


def _retry_after(response: requests.Response) -> float | None:
    """Seconds to wait, which the service says as such or as a date."""
    try:
        return Retry().parse_retry_after(response.headers.get("Retry-After") or "")
    except InvalidHeader:
        return None


def _tell(state: RetryCallState) -> None:
    log.info("%s; again in %.0f s", state.outcome.exception(), state.next_action.sleep)


def _wait_seconds(state: RetryCallState) -> float:
    fault = state.outcome.exception()
    if fault.after_seconds is not None:
        return fault.after_seconds
    return wait_exponential_jitter(initial=1, max=60, jitter=1)(state)
