"""The desk's own admin: cases, which only buttons change, and the data staff keep."""

from initiatives.admin.cases import InitiativeAdmin
from initiatives.admin.settings import LabelAdmin, PromiseTermAdmin, ProspectCriterionAdmin, StandardTextAdmin

__all__ = ["InitiativeAdmin", "LabelAdmin", "PromiseTermAdmin", "ProspectCriterionAdmin", "StandardTextAdmin"]
