"""Data the gidsteam keeps: standard texts, labels, terms of promises, criteria."""

from django.contrib import admin

from core.admin_words import MasterDataAdmin
from initiatives.models import Label, PromiseTerm, ProspectCriterion, StandardText
from initiatives.permissions import Permission


@admin.register(StandardText)
class StandardTextAdmin(MasterDataAdmin):
    """Texts to begin from; one out of use is kept for who wrote it."""

    change_words = (Permission.EDIT_TEXTS,)
    delete_words = (Permission.EDIT_TEXTS,)
    list_display = ["name", "step", "active"]
    list_filter = ["step", "active"]
    search_fields = ["name", "text"]


@admin.register(Label)
class LabelAdmin(MasterDataAdmin):
    """Words to find cases together; deleting one takes it off every case."""

    change_words = (Permission.TRIAGE, Permission.EDIT_SETTINGS)
    delete_words = (Permission.EDIT_SETTINGS,)
    search_fields = ["name"]


@admin.register(PromiseTerm)
class PromiseTermAdmin(MasterDataAdmin):
    """Terms with the day they begin; a new term is a new row, so that promises made before keep theirs."""

    view_words = (Permission.TRIAGE,)
    change_words = (Permission.EDIT_SETTINGS,)
    delete_words = (Permission.EDIT_SETTINGS,)
    list_display = ["kind", "working_days", "warn_days", "escalate_days", "valid_from"]
    list_filter = ["kind"]


@admin.register(ProspectCriterion)
class ProspectCriterionAdmin(MasterDataAdmin):
    """Criteria for kansrijk; one that a judgement rests on is put out of use, not deleted."""

    view_words = (Permission.TRIAGE,)
    change_words = (Permission.EDIT_SETTINGS,)
    list_display = ["name", "active"]
    list_filter = ["active"]
