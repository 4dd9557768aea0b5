from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StimulusFundConfig(AppConfig):
    name = "stimulus_fund"
    verbose_name = _("Stimuleringsfonds")
