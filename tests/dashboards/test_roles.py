"""Who may read what: sign-in is refused where it would protect nobody, and roles share no cache."""

import time

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from dashboards import pinned_release, serve, sign_in, warehouse
from dashboards.roles import ANALYST, MANAGER, PUBLIC
from dashboards.sign_in import SignIn, SignInRefused

GOOD = {
    "METADATA_URL": "https://login.operator.test/.well-known/openid-configuration",
    "CLIENT_ID": "fairlane",
    "CLIENT_SECRET": "q8Zr2Lw0Tn6Yb4Kd",
    "COOKIE_SECRET": "0f3a9c71e5b8d2460f3a9c71e5b8d246",
    "REDIRECT_URI": "https://fairlane.operator.test/oauth2callback",
}
READER = SignIn("https://x", "fairlane", "", "", role_claim="realm_access.roles")


@pytest.fixture
def configure(monkeypatch):
    def write(**changes):
        for name, value in (GOOD | changes).items():
            monkeypatch.setenv(sign_in.PREFIX + name, value)

    return write


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "fairlane.example", ""])
def test_beyond_this_machine_the_staff_s_pages_want_sign_in(address, configure):
    with pytest.raises(SignInRefused, match="Set up sign-in"):
        serve.staff_command(8701, address)
    configure()
    assert "signed_in_app.py" in serve.staff_command(8701, address)[4]


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_sign_in_is_off_until_it_is_set_up(address, configure):
    assert "staff_app.py" in serve.staff_command(8701, address)[4]
    configure()
    assert "signed_in_app.py" in serve.staff_command(8701, address)[4]


def test_the_public_s_pages_want_none():
    assert "0.0.0.0" in serve.public_command(8702, "0.0.0.0")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"CLIENT_SECRET": ""}, "lacks FAIRLANE_OIDC_CLIENT_SECRET"),
        ({"CLIENT_SECRET": "Zr2Lw0Tn6Yb4Kd1"}, "CLIENT_SECRET is shorter than 16 bytes"),
        ({"CLIENT_SECRET": "your-client-secret-here"}, "CLIENT_SECRET is a placeholder"),
        ({"COOKIE_SECRET": ""}, "lacks FAIRLANE_OIDC_COOKIE_SECRET"),
        ({"COOKIE_SECRET": "0f3a9c71e5b8d246"}, "COOKIE_SECRET is shorter than 32 bytes"),
        ({"COOKIE_SECRET": "x" * 64}, "COOKIE_SECRET is a placeholder"),
        ({"COOKIE_SECRET": "changeme" * 5}, "COOKIE_SECRET is a placeholder"),
        ({"METADATA_URL": "http://login.operator.test/"}, "must begin with https://"),
        ({"REDIRECT_URI": "http://192.0.2.7/oauth2callback"}, "must begin with https://"),
        ({"REDIRECT_URI": "https://fairlane.operator.test/"}, "must end with /oauth2callback"),
    ],
)
def test_what_would_protect_nobody_is_refused_at_the_start(configure, changes, said):
    configure(**changes)
    with pytest.raises(SignInRefused, match=said) as refusal:
        serve.staff_command(8701, "127.0.0.1")
    for secret in filter(None, (changes.get("CLIENT_SECRET"), changes.get("COOKIE_SECRET"))):
        assert secret not in str(refusal.value)


def test_secrets_may_stand_in_a_file_that_only_its_owner_reads(configure, tmp_path, monkeypatch):
    configure(CLIENT_SECRET="", COOKIE_SECRET="")
    file = tmp_path / "sign_in.toml"
    monkeypatch.setenv(sign_in.FILE, str(file))
    file.write_text(f"client_secret = '{GOOD['CLIENT_SECRET']}'\n")
    file.chmod(0o644)
    with pytest.raises(SignInRefused, match="chmod 600"):
        sign_in.configured()
    file.chmod(0o600)
    with pytest.raises(SignInRefused, match="lacks FAIRLANE_OIDC_COOKIE_SECRET"):
        sign_in.configured()
    file.write_text(
        f"client_secret = '{GOOD['CLIENT_SECRET']}'\ncookie_secret = '{GOOD['COOKIE_SECRET']}'\n"
    )
    assert sign_in.configured().cookie_secret == GOOD["COOKIE_SECRET"]
    file.write_text("cookie_secrets = 'x'\n")
    with pytest.raises(SignInRefused, match="has cookie_secrets"):
        sign_in.configured()
    monkeypatch.setenv(sign_in.FILE, str(sign_in.REPO / "sign_in.toml"))
    with pytest.raises(SignInRefused, match="within the repository"):
        sign_in.configured()


def test_the_process_that_runs_analysts_sql_gets_no_secret(configure):
    configure()
    assert not any("OIDC" in name for name in sign_in.without_secrets(sign_in.os.environ))


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        (["fairlane-manager"], MANAGER),
        (["fairlane-manager", "fairlane-analyst"], ANALYST),
        ("fairlane-analyst", ANALYST),
        (["manager", "FAIRLANE-ANALYST"], None),
        ([], None),
        ({"fairlane-analyst": True}, None),
        (None, None),
    ],
)
def test_a_role_is_one_that_the_claim_names(roles, role):
    assert READER.role({"realm_access": {"roles": roles}}) is role
    assert READER.role({"realm_access.roles": roles}) is role
    assert READER.role({"realm_access": "fairlane-analyst"}) is None


def test_a_token_is_taken_if_it_is_for_this_app_and_of_this_day():
    key = RSAKey.generate_key(2048)
    good = {"aud": "fairlane", "iat": int(time.time())}

    def read(claims, algorithm="RS256", with_key=key):
        return READER.claims(jwt.encode({"alg": algorithm}, claims, with_key))

    assert read(good) == good
    assert read(good | {"aud": ["another", "fairlane"]})
    assert read(good | {"aud": "another"}) is None
    assert read(good | {"iat": good["iat"] - sign_in.LONGEST_SESSION_SECONDS - 1}) is None
    assert read({"aud": "fairlane"}) is None
    assert read(good, "HS256", OctKey.generate_key(256)) is None


@pytest.fixture
def session(home, monkeypatch):
    held = {}
    monkeypatch.setattr(pinned_release.st, "session_state", held)
    return held


def test_a_manager_s_page_opens_no_file_but_the_managers(session):
    pinned_release.pin("manager", MANAGER)
    assert len(pinned_release.read("from release.info")) == 1
    for audience in ("analyst", "public"):
        with pytest.raises(pinned_release.NotForThisRoleError):
            pinned_release.read("from release.info", audience=audience)
    pinned_release.pin("manager", ANALYST)
    assert len(pinned_release.read("from release.info", audience="analyst")) == 1
    pinned_release.pin("public", PUBLIC)
    with pytest.raises(pinned_release.NotForThisRoleError):
        pinned_release.read("from release.info", audience="manager")


def test_what_one_role_has_read_another_reads_anew(session, monkeypatch):
    asked = []
    cursor = pinned_release.cursor
    monkeypatch.setattr(
        pinned_release, "cursor", lambda release: asked.append(release.role) or cursor(release)
    )
    for role in (ANALYST, ANALYST, MANAGER, MANAGER):
        pinned_release.pin("manager", role)
        pinned_release.read("select release_name, 'test_roles' from release.info")
    assert asked == [ANALYST, MANAGER]
    assert pinned_release.pin("manager", ANALYST) != pinned_release.pin("manager", MANAGER)
    assert warehouse.Release.__dataclass_params__.frozen


def test_an_app_that_listens_to_all_stays_closed_without_sign_in(home, monkeypatch):
    from streamlit.testing.v1 import AppTest

    from dashboards.components import entrance
    from tests.dashboards.conftest import DASHBOARDS

    monkeypatch.setattr(entrance.st, "get_option", lambda name: "0.0.0.0")
    page = AppTest.from_file(DASHBOARDS / "staff_app.py", default_timeout=30).run()
    assert page.title[0].value == "看板没有开放"
    assert not page.metric
