from city.models.calendar import Holiday
from city.models.organisation import Department, Expertise
from city.models.place import Stadsdeel, Wijk
from city.models.subject import Goal, GoalTarget, Theme

__all__ = ["Department", "Expertise", "Goal", "GoalTarget", "Holiday", "Stadsdeel", "Theme", "Wijk"]
