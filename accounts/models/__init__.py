from accounts.models.data_request import DataRequest
from accounts.models.mailed_code import MailedCode
from accounts.models.role_grant import RoleGrant
from accounts.models.session import Session
from accounts.models.user import User, clean_email

__all__ = ["DataRequest", "MailedCode", "RoleGrant", "Session", "User", "clean_email"]
