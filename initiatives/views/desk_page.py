"""What all pages of the desk share: the admin's frame around our own content."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.components import Crumb, Text


def desk_page(
    request: HttpRequest,
    template: str,
    *,
    title: Text,
    crumbs: tuple[Crumb, ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page inside the admin; `crumbs` is the path to it below the desk."""
    frame = admin.site.each_context(request)
    return render(
        request, template, {**frame, "title": title, "subtitle": None, "crumbs": crumbs, **context}, status=status
    )
