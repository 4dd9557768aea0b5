from accounts.models.data_request import DataRequest
from accounts.models.role_grant import RoleGrant
from accounts.models.user import User

__all__ = ["DataRequest", "RoleGrant", "User"]
