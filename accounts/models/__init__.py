from accounts.models.data_request import DataRequest
from accounts.models.role_grant import RoleGrant
from accounts.models.user import User, clean_email

__all__ = ["DataRequest", "RoleGrant", "User", "clean_email"]
