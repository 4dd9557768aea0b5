"""Addresses of the fund at the werkplek; `zwolle.urls` puts them under `werkplek/fonds/`."""

from django.urls import path

from stimulus_fund.views import assessing, deciding, handling, paying, staff

app_name = "fund_staff"
urlpatterns = [
    path("", staff.applications, name="applications"),
    path("brieven/", staff.post, name="post"),
    path("brieven/<int:pk>/", staff.letter, name="letter"),
    path("betalingen/", paying.payments, name="payments"),
    path("betalingen/<int:pk>/", paying.payment, name="payment"),
    path("betalingen/bestand/<int:pk>/", paying.payment_file, name="payment_file"),
    path("betalingen/bestand/<int:pk>.csv", paying.payment_csv, name="payment_csv"),
    path("<int:pk>/", staff.application, name="application"),
    path("<int:pk>/bestand/<int:number>/", staff.file, name="file"),
    path("<int:pk>/behandelen/", handling.take_on, name="take_on"),
    path("<int:pk>/volledig/", handling.find_complete, name="find_complete"),
    path("<int:pk>/aanvulling/", handling.ask, name="ask"),
    path("<int:pk>/verlengen/", handling.extend, name="extend"),
    path("<int:pk>/termijn/", handling.note, name="note"),
    path("<int:pk>/belang/", assessing.declare, name="declare"),
    path("<int:pk>/beoordelen/", assessing.assess, name="assess"),
    path("<int:pk>/beoordeeld/", assessing.finish, name="finish_assessing"),
    path("<int:pk>/besluit/", deciding.prepare, name="prepare"),
    path("<int:pk>/besluit/nakijken/", deciding.check, name="check"),
    path("<int:pk>/besluit/nemen/", deciding.decide, name="decide"),
]
