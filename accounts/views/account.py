"""Somebody's own account: who they are, what guards it, where they are logged in, and their data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.access import signed_in


@signed_in
@require_http_methods(["GET"])
def account(request: HttpRequest) -> HttpResponse:
    """The page of the account."""
    return render(request, "accounts/account.html")
