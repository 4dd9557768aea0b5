"""Names of rooms, the doorbell between apps, and what a room may not know."""

import ast
import re

import pytest

from tests.house.source import APPS, Module, dotted, imports, modules, product_modules

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc", "lib"}
PURE = {"promises", "timeline", "hours", "intake", "records", "budget", "questions"}  # pure, or values actions take
DOORBELL = {"models", "enums", "queries", "actions", "permissions"} | PURE
NO_CLOCK = re.compile(
    r"[a-z]+/(models/\w+|enums|lifecycle|permissions|deadlines|hours|capacity|charts|disclosure|open_figures|periods|promises|calendar|timeline|budget|finder|amounts|questions|clock|law|lawful|penalty|repeats)\.py"
)
CLOCKS = {
    *("timezone.now", "timezone.localdate", "timezone.localtime"),
    *("now", "localdate", "localtime", "date.today", "datetime.now"),
}
DOMAIN_ACTIONS = re.compile(r"(initiatives|teams|accounts|insight|stimulus_fund|community)/actions/(?!__init__)\w+\.py")


def banned_names(module: Module) -> list[str]:
    parts = module.path.removesuffix(".py").split("/")
    return [f"{module.path}: {part} says nothing" for part in parts[1:] if part in BANNED_NAMES]


def doors_passed(module: Module) -> list[str]:
    """Imports that enter another app otherwise than by its doorbell; core has none, and knows nobody."""
    found = []
    for name, line in imports(module.tree):
        app, _dot, rest = name.partition(".")
        if app in APPS and app not in {module.app, "core"} and rest.partition(".")[0] not in DOORBELL:
            found.append(f"{module.path}:{line} enters {name}")
    return found


def clocks(module: Module) -> list[str]:
    """Places in a pure room or a model that ask what time it is."""
    if not NO_CLOCK.fullmatch(module.path):
        return []
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    return [f"{module.path}:{call.lineno} asks {dotted(call.func)}" for call in calls if dotted(call.func) in CLOCKS]


def habits(module: Module) -> list[str]:
    """Turns of Python that hide what happens: overridden save, mixins, generic keys, metaclasses."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            names = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
            if "/models/" in module.path and names & {"save", "delete"}:
                found.append(f"{module.path}:{node.lineno} {node.name} overrides save or delete")
            if "/views/" in module.path and node.name.endswith("Mixin"):
                found.append(f"{module.path}:{node.lineno} {node.name} is a view mixin")
            if any(keyword.arg == "metaclass" for keyword in node.keywords):
                found.append(f"{module.path}:{node.lineno} {node.name} has a metaclass")
        elif isinstance(node, ast.Call) and dotted(node.func).endswith("GenericForeignKey"):
            found.append(f"{module.path}:{node.lineno} generic foreign key")
    return found


def positional_actions(module: Module) -> list[str]:
    """Actions (what opens a transaction) that take facts by place, where two can change places unseen."""
    if not DOMAIN_ACTIONS.fullmatch(module.path):
        return []
    functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
    actions = [node for node in functions if "transaction.atomic" in map(dotted, node.decorator_list)]
    return [
        f"{module.path}:{node.lineno} {node.name} takes facts by place"
        for node in actions
        if node.args.args and not node.name.startswith("_")
    ]


RULES = [banned_names, doors_passed, clocks, habits, positional_actions]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule):
    among = modules() if rule is banned_names else product_modules()
    assert [fault for module in among for fault in rule(module)] == []


@pytest.mark.parametrize(
    ("rule", "path", "code"),
    [
        (banned_names, "initiatives/utils.py", ""),
        (banned_names, "core/helpers/text.py", ""),
        (doors_passed, "teams/views/desk.py", "from initiatives.views.desk import take_up"),
        (doors_passed, "zwolle/urls.py", "import initiatives.forms"),
        (doors_passed, "teams/actions/team.py", "from initiatives import notices"),
        (clocks, "initiatives/models/initiative.py", "today = timezone.localdate()"),
        (clocks, "initiatives/deadlines.py", "today = date.today()"),
        (habits, "city/models/place.py", "class Wijk:\n    def save(self): ..."),
        (habits, "city/views/public.py", "class WijkMixin: ..."),
        (habits, "city/enums.py", "class Kind(metaclass=Strange): ..."),
        (habits, "core/models/audit.py", "subject = GenericForeignKey()"),
        (positional_actions, "teams/actions/team.py", "@transaction.atomic\ndef invite(team, *, by): ..."),
    ],
)
def test_a_planted_fault_is_seen(rule, path, code):
    assert len(rule(Module(path, code))) == 1
