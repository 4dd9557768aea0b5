"""Negative controls: what a visitor would not see is seen here."""

import pytest
from playwright.sync_api import Page, expect

INLINE = "document.head.appendChild(Object.assign(document.createElement('script'), {text: '1'}))"


def test_axe_finds_a_picture_without_words(phone: Page, accessible):
    phone.set_content("<!doctype html><html lang='nl'><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")
    assert accessible(phone) == ["blank image-alt: img"]


def test_a_blocked_script_is_a_trouble(phone: Page, troubles: list[str]):
    phone.goto("/robots.txt")
    with phone.expect_console_message():
        phone.evaluate(INLINE)
    assert [trouble.partition("inline script")[0] for trouble in troubles] == ["console: Executing "]
    troubles.clear()


def test_a_request_elsewhere_is_a_trouble(phone: Page, troubles: list[str]):
    with phone.expect_event("requestfailed"):
        phone.set_content("<img src='http://127.0.0.1:9/x.png' alt=''>")
    assert "other origin: http://127.0.0.1:9/x.png" in troubles
    troubles.clear()


def test_without_javascript_no_script_runs(any_phone: Page, request: pytest.FixtureRequest):
    any_phone.goto("data:text/html,<p>nee</p><script>document.querySelector('p').textContent = 'ja'</script>")
    expect(any_phone.locator("p")).to_have_text("ja" if request.node.callspec.params["any_phone"] else "nee")
