"""Staff sign in at their provider and see the pages of their role; only a good token helps."""

import secrets

import pytest

from dashboards import serve, sign_in
from tests.browser import identity_provider
from tests.browser.conftest import served

ANALYSTS_PAGES = ("orders", "catalogue", "sql")


@pytest.fixture(scope="module")
def provider():
    with identity_provider.running() as running:
        yield running


@pytest.fixture(scope="module")
def address(browser, browser_home, provider):
    settings = {
        "METADATA_URL": f"{provider.address}/.well-known/openid-configuration",
        "CLIENT_ID": identity_provider.CLIENT_ID,
        "CLIENT_SECRET": secrets.token_hex(32),
        "COOKIE_SECRET": secrets.token_hex(32),
        "ROLE_CLAIM": "realm_access.roles",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(sign_in.PREFIX + name, value)
        with served(serve.staff_command, browser_home) as address:
            yield address


@pytest.fixture
def as_somebody(visit, address, provider):
    """Signs in with a role and a flaw of the token; gives the page that follows."""

    def enter(role: str | None = None, flaw: str = "", name: str = "林晓 Lin Xiao", **options):
        provider.flaw = flaw
        provider.claims = {"name": name, "realm_access": {"roles": [role or "something-else"]}}
        reader = visit(**options)
        page = reader.go_streamlit(address)
        given = provider.tokens_given
        with page.expect_navigation(url=address):
            page.locator(".st-key-enter button").click()
        reader.settled()
        assert provider.tokens_given == given + 1
        return reader

    return enter


def title(page):
    return page.inner_text("h1")


@pytest.mark.parametrize(("locale", "asked"), [("zh-CN", "请先登录"), ("en-GB", "Please sign in")])
def test_nothing_is_shown_before_sign_in(visit, address, locale, asked):
    reader = visit(locale=locale)
    for path in ("", "delay", "sql"):
        page = reader.go_streamlit(address + path)
        assert title(page) == asked
        assert page.locator("[data-testid=stSidebarNavLink]").count() == 0
        assert page.locator("[data-testid=stMetric]").count() == 0
    reader.picture(f"sign_in_{locale[:2]}")
    assert reader.outside == []


def test_a_manager_sees_the_managers_pages_alone(as_somebody, address):
    reader = as_somebody("fairlane-manager")
    page = reader.page
    assert title(page) == "总览"
    assert "林晓 Lin Xiao · 管理人员" in page.inner_text("[data-testid=stSidebar]")
    links = page.locator("[data-testid=stSidebarNavLink]")
    assert links.count() == 13
    reader.picture("signed_in_manager_zh")
    for path in ANALYSTS_PAGES:
        reader.go_streamlit(f"{address}{path}?lang=en")
        assert title(page) == "This page is for analysts only"
        assert page.locator("[data-testid=stDataFrame], textarea").count() == 0
    reader.picture("refused_manager_en")


def test_an_analyst_sees_them_all_and_signs_out_again(as_somebody, address):
    reader = as_somebody("fairlane-analyst")
    page = reader.page
    assert page.locator("[data-testid=stSidebarNavLink]").count() == 16
    reader.go_streamlit(f"{address}sql?lang=en")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("text=6 rows")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_selector("h1:has-text('请先登录')")
    assert title(reader.go_streamlit(f"{address}sql?lang=en")) == "Please sign in"


def test_whoever_has_no_role_is_told_so_and_shown_nothing(as_somebody, address):
    reader = as_somebody(locale="en-GB", name="<b>Nobody</b> [link](http://192.0.2.1)")
    page = reader.page
    assert title(page) == "There is no page for you here"
    assert page.locator("[data-testid=stSidebarNavLink]").count() == 0
    assert page.locator("[data-testid=stMain] a[href*='192.0.2.1']").count() == 0
    assert title(reader.go_streamlit(f"{address}delay")) == "There is no page for you here"
    reader.picture("no_role_en")


@pytest.mark.parametrize(
    "flaw",
    [
        *("unsigned", "forged", "signed with what is public", "expired", "stale"),
        *("of another audience", "of another audience, asked for by us"),
        *("of another issuer", "with another nonce"),
    ],
)
def test_a_token_with_a_flaw_signs_nobody_in(as_somebody, flaw):
    page = as_somebody("fairlane-analyst", flaw).page
    assert title(page) == "请先登录"
    assert page.locator("[data-testid=stSidebarNavLink]").count() == 0


def test_a_cookie_that_was_changed_signs_nobody_in(as_somebody, address):
    reader = as_somebody("fairlane-manager")
    context = reader.page.context
    (held,) = [cookie for cookie in context.cookies() if cookie["name"] == "_streamlit_user"]
    assert held["httpOnly"]
    spoilt = held["value"].replace(held["value"][20:24], "AAAA", 1)
    context.add_cookies([{**held, "value": spoilt}])
    assert title(reader.go_streamlit(address)) == "请先登录"
