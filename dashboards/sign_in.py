"""How staff sign in: an OpenID Connect provider, which the operator names.

Each setting comes from the environment, or from a file outside the repository. No secret has a
default, and without any setting nobody signs in: the pages are then for this machine alone.
"""

import ipaddress
import json
import os
import stat
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from joserfc.jws import extract_compact

from dashboards.roles import ANALYST, MANAGER, Role
from pipelines.key_strength import SHORTEST_KEY, weakness
from pipelines.paths import REPO

PREFIX, FILE = "FAIRLANE_OIDC_", "FAIRLANE_OIDC_FILE"
CALLBACK = "/oauth2callback"
# A provider chooses the client's secret, and some choose shorter ones than we should.
SHORTEST_CLIENT_SECRET = 16
SIGNED_WITH_A_KEY_PAIR = ("RS", "PS", "ES", "Ed")
# Who loses a role at the provider keeps it here for no longer.
LONGEST_SESSION_SECONDS = 12 * 3600


class SignInRefused(Exception):
    """Sign-in cannot be used as it is set up, or would be needed and is not."""


@dataclass(frozen=True)
class SignIn:
    metadata_url: str
    client_id: str
    client_secret: str
    cookie_secret: str
    redirect_uri: str = f"http://127.0.0.1:{{port}}{CALLBACK}"
    role_claim: str = "roles"
    """Name of the claim, or its path, such as `realm_access.roles`."""
    manager_role: str = "fairlane-manager"
    analyst_role: str = "fairlane-analyst"

    def secrets(self) -> dict[str, dict[str, str]]:
        """As Streamlit's `st.login` asks for them."""
        return {
            "auth": {
                "server_metadata_url": self.metadata_url,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "cookie_secret": self.cookie_secret,
                "redirect_uri": self.redirect_uri,
                "expose_tokens": "id",
            }
        }

    def claims(self, identity_token: str) -> Mapping | None:
        """What a token says that is for this app, and not too old for a session; else None.

        Authlib has checked its signature, issuer, nonce and expiry. But where a provider's metadata
        name `none`, it takes an unsigned token for a signed one, and it takes one for another app
        that this app asked for.
        """
        token = extract_compact(identity_token.encode())
        claims = json.loads(token.payload)
        is_signed = token.headers()["alg"].startswith(SIGNED_WITH_A_KEY_PAIR)
        return claims if is_signed and self._is_for_now(claims) else None

    def _is_for_now(self, claims: Mapping) -> bool:
        audience, issued = claims.get("aud"), claims.get("iat")
        audiences = audience if isinstance(audience, list) else [audience]
        return (
            self.client_id in audiences
            and isinstance(issued, int | float)
            and time.time() < issued + LONGEST_SESSION_SECONDS
        )

    def role(self, claims: Mapping) -> Role | None:
        """None for whoever the provider gives neither role."""
        found = _claim(claims, self.role_claim)
        held = found if isinstance(found, list) else [found]
        if self.analyst_role in held:
            return ANALYST
        return MANAGER if self.manager_role in held else None


def _claim(claims: Mapping, name: str) -> object:
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def configured() -> SignIn | None:
    """What is set up, or None where nothing is. Raises SignInRefused."""
    given = _from_file() | {
        field.name: os.environ[_variable(field.name)]
        for field in fields(SignIn)
        if os.environ.get(_variable(field.name))
    }
    if not given:
        return None
    needed = ("metadata_url", "client_id", "client_secret", "cookie_secret")
    missing = [_variable(name) for name in needed if name not in given]
    if missing:
        raise SignInRefused(f"Sign-in lacks {', '.join(missing)}. Set each, or unset all of them.")
    sign_in = SignIn(**given)
    _check_secret("client_secret", sign_in.client_secret, SHORTEST_CLIENT_SECRET)
    _check_secret("cookie_secret", sign_in.cookie_secret, SHORTEST_KEY)
    _check_address("metadata_url", sign_in.metadata_url)
    _check_address("redirect_uri", sign_in.redirect_uri.replace("{port}", "1"))
    if not sign_in.redirect_uri.endswith(CALLBACK):
        raise SignInRefused(f"{_variable('redirect_uri')} must end with {CALLBACK}.")
    return sign_in


def required_for(address: str) -> SignIn | None:
    """What staff sign in with where the app listens on this address. Raises SignInRefused."""
    sign_in = configured()
    if sign_in is None and not is_loopback(address):
        raise SignInRefused(
            f"Whoever reaches {address} could read every page. Set up sign-in ({PREFIX}METADATA_URL"
            " and the others; SECURITY.md lists them), or serve on 127.0.0.1."
        )
    return sign_in


def is_loopback(address: str | None) -> bool:
    """No address means all of them."""
    try:
        return address == "localhost" or ipaddress.ip_address(address or "::").is_loopback
    except ValueError:
        return False


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment for processes that nobody signs in to."""
    return {name: value for name, value in environment.items() if not name.startswith(PREFIX)}


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _from_file() -> dict[str, str]:
    if not os.environ.get(FILE):
        return {}
    file = Path(os.environ[FILE]).resolve()
    if file.is_relative_to(REPO):
        raise SignInRefused(f"{FILE} lies within the repository. Move it out of {REPO.name}.")
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise SignInRefused(f"{FILE} can be read by others. Run: chmod 600 {file.name}")
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        # The error of a TOML file quotes no value.
        raise SignInRefused(f"{FILE} cannot be read: {type(error).__name__}.") from None
    known = {field.name for field in fields(SignIn)}
    strange = sorted(set(given) - known) or sorted(
        name for name, value in given.items() if not isinstance(value, str)
    )
    if strange:
        raise SignInRefused(
            f"{FILE} has {', '.join(strange)}; it holds texts named {', '.join(sorted(known))}."
        )
    return given


def _check_secret(name: str, secret: str, shortest: int) -> None:
    fault = weakness(secret.encode(), shortest)
    if fault:
        raise SignInRefused(
            f"{_variable(name)} {fault}. "
            + (
                "Make one: python -c 'import secrets; print(secrets.token_hex(32))'"
                if name == "cookie_secret"
                else "Take the one that the provider issued."
            )
        )


def _check_address(name: str, address: str) -> None:
    """In clear text, a token could be read and changed on its way."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not is_safe or not parts.hostname:
        raise SignInRefused(f"{_variable(name)} must begin with https:// unless on this machine.")
