"""The one table that says which role holds which permission words."""

from accounts.enums import Role
from accounts.permissions import Permission as Accounts
from city.permissions import Permission as City
from community.permissions import Permission as Community
from core.permissions import Permission as Core
from initiatives.permissions import Permission as Initiatives
from insight.permissions import Permission as Insight
from stimulus_fund.permissions import Permission as Fund
from teams.permissions import Permission as Teams

ROLES: dict[str, frozenset[str]] = {
    Role.INITIATOR: frozenset(),
    Role.EP_MEMBER: frozenset({Teams.WORK, Community.REFER, Insight.SEE_BLIND_SPOTS}),
    Role.GUIDE: frozenset(
        {
            Initiatives.ENTER_DESK,
            Initiatives.SEE_CASES,
            Initiatives.TRIAGE,
            Initiatives.PUBLISH,
            Initiatives.REGISTER,
            Initiatives.EXPORT,
            Initiatives.EDIT_TEXTS,
            Teams.WORK,
            Teams.INVITE,
            Teams.SEE_ALL_TEAMS,
            Teams.CARE_FOR_LESSONS,
            Teams.RUN_PROGRAMMES,
            Community.KEEP_HUBS,
            Community.REFER,
            Community.EDIT_STORIES,
            Community.RUN_EVENTS,
            Community.MODERATE,
            Community.ASSESS_CHALLENGES,
            Insight.SEE_BLIND_SPOTS,
            Insight.SEE_CAPACITY,
            Insight.SEE_REPORT,
            Insight.EDIT_EDITIONS,
            Insight.APPROVE_EDITIONS,
            Core.SEE_AUDIT,
            Core.SEE_OUTBOX,
        }
    ),
    Role.WIJKMANAGER: frozenset(
        {
            Initiatives.ENTER_DESK,
            Initiatives.SEE_CASES,
            Initiatives.REGISTER,
            Teams.WORK,
            Insight.SEE_BLIND_SPOTS,
        }
    ),
    Role.DESK_EMPLOYEE: frozenset({Initiatives.ENTER_DESK, Initiatives.REGISTER}),
    Role.EDITOR: frozenset(
        {
            Initiatives.ENTER_DESK,
            Initiatives.EDIT_TEXTS,
            Teams.WORK,
            Community.KEEP_HUBS,
            Community.EDIT_STORIES,
            Community.RUN_EVENTS,
            Community.MODERATE,
            Insight.SEE_REPORT,
            Insight.EDIT_EDITIONS,
        }
    ),
    Role.FUND_OFFICER: frozenset(
        {
            Initiatives.ENTER_DESK,
            Teams.WORK,
            Fund.SEE_FUND,
            Fund.EDIT_SCHEMES,
            Fund.APPROVE_SCHEMES,
            Fund.HANDLE,
            Fund.PAY,
            Fund.REPORT_OUTAGES,
        }
    ),
    Role.ASSESSOR: frozenset({Initiatives.ENTER_DESK, Teams.WORK, Fund.SEE_FUND, Fund.ASSESS}),
    Role.DECISION_MAKER: frozenset(
        {Initiatives.ENTER_DESK, Teams.WORK, Community.DECIDE_CHALLENGES, Fund.SEE_FUND, Fund.DECIDE}
    ),
    # Not the administrator: a request opens whole cases, and who gives out roles must not also read residents' files.
    Role.RECORDS_APPROVER: frozenset({Initiatives.ENTER_DESK, Accounts.HANDLE_DATA_REQUESTS, Core.APPROVE_DESTRUCTION}),
    Role.COUNCIL_MEMBER: frozenset(),
    Role.ADMINISTRATOR: frozenset(
        {
            Initiatives.ENTER_DESK,
            Initiatives.EDIT_TEXTS,
            Initiatives.EDIT_SETTINGS,
            Accounts.SEE_PEOPLE,
            Accounts.GRANT_ROLES,
            City.EDIT_TOWN,
            Teams.EDIT_PROFILES,
            Teams.RUN_PROGRAMMES,
            Core.SEE_AUDIT,
            Core.SEE_OUTBOX,
            Core.EDIT_RETENTION,
            Fund.EDIT_LAW,
            Fund.REPORT_OUTAGES,
        }
    ),
}
