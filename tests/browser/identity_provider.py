"""A small OpenID Connect provider on loopback: whoever asks is signed in as the test says."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID = "fairlane-of-the-test"


class IdentityProvider(ThreadingHTTPServer):
    """`claims` go into the next token; `flaw` spoils it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.stranger = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.claims: dict[str, object] = {}
        self.flaw = ""
        self.tokens_given = 0
        self.nonces: dict[str, str] = {}

    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            # `none` stands in the metadata of real providers too, and must not be taken up.
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
        }

    def identity_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "person-1",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
        } | self.claims
        spoilt = {
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "stale": {"iat": now - 13 * 3600},
            "of another audience": {"aud": "another-app"},
            "of another audience, asked for by us": {"aud": ["another-app"], "azp": CLIENT_ID},
            "of another issuer": {"iss": "http://127.0.0.1:1"},
            "with another nonce": {"nonce": "of-another-sign-in"},
        }
        claims |= spoilt.get(self.flaw, {})
        header = {"alg": "RS256", "kid": "one"}
        if self.flaw == "unsigned":
            parts = ({"alg": "none", "kid": "one"}, claims)
            return ".".join(map(_segment, parts)) + "."
        if self.flaw == "signed with what is public":
            shared = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, shared)
        return jwt.encode(header, claims, self.stranger if self.flaw == "forged" else self.key)


def _segment(part: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


class _Handler(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/.well-known/openid-configuration":
            self._answer(self.server.metadata())
        elif asked.path == "/jwks":
            self._answer({"keys": [self.server.key.as_dict(private=False)]})
        elif asked.path == "/authorize":
            self._redirect_with_code(
                {name: held[0] for name, held in parse_qs(asked.query).items()}
            )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        nonce = self.server.nonces.pop(parse_qs(body)["code"][0])
        self.server.tokens_given += 1
        token = self.server.identity_token(nonce)
        self._answer({"access_token": "of-no-use", "token_type": "Bearer", "id_token": token})

    def _redirect_with_code(self, asked: dict[str, str]) -> None:
        code = f"code-{len(self.server.nonces)}-{time.monotonic_ns()}"
        self.server.nonces[code] = asked["nonce"]
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, content: dict[str, object]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def running() -> Iterator[IdentityProvider]:
    with IdentityProvider() as provider:
        thread = threading.Thread(target=provider.serve_forever, daemon=True)
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()
