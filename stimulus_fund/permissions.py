"""The permission words of the fund. A grant of a role may be limited to one scheme."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be seen and done with schemes and applications."""

    SEE_FUND = "stimulus_fund.see_fund"
    EDIT_SCHEMES = "stimulus_fund.edit_schemes"
    APPROVE_SCHEMES = "stimulus_fund.approve_schemes"
    HANDLE = "stimulus_fund.handle"
    ASSESS = "stimulus_fund.assess"
    DECIDE = "stimulus_fund.decide"
    PAY = "stimulus_fund.pay"
    EDIT_LAW = "stimulus_fund.edit_law"
    REPORT_OUTAGES = "stimulus_fund.report_outages"
