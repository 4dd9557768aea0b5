"""Somebody changes what guards their account: they must have shown who they are a short while ago."""

from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from accounts import second_factor
from accounts.queries import person
from core.access import View, signed_in

FRESH_SECONDS = 15 * 60


def is_fresh(request: HttpRequest) -> bool:
    """True when the last proof is at most fifteen minutes old; a mailed code is none for who has a second factor."""
    records = get_authentication_records(request, request.user)
    if second_factor.has_one(person(request)):
        records = [record for record in records if record["method"] == second_factor.METHOD]
    now = timezone.now().timestamp()
    return any(now - record["at"] < FRESH_SECONDS for record in records)


def freshly_proven(view: View) -> View:
    """For the pages that change what guards an account: signed in, and shown to be oneself a short while ago."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else request.META.get("PATH_INFO", "/")
        return redirect_to_login(back, reverse("accounts:prove"))

    return guarded
