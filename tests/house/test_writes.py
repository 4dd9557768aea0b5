"""One address for every write: actions, and the few rooms that are no business of a case."""

import ast
import re

import pytest

from tests.house.source import Module, product_modules

WRITING_METHODS = {
    "save", "asave", "create", "acreate", "update", "aupdate", "delete", "adelete", "bulk_create", "bulk_update",
    "get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create", "raw_delete",
}  # fmt: skip
WRITING_SQL = re.compile(r"\b(INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")
MAY_WRITE = re.compile(
    r"""
    (initiatives|teams|accounts|city|community|insight|stimulus_fund)/actions/.*  # lock, check, write, record, tell
    | core/(audit|limits|outbox|delivery|destruction|due|retention|restoring|files|mail_backend)\.py
    | stimulus_fund/ceiling\.py                    # the totals of a pot, under its lock
    | accounts/(adapter|models/user)\.py           # what the login library saves; the manager of accounts
    | [a-z]+/management/commands/\w+\.py
    | zwolle/demo/\w+\.py                          # the large demo town; the small one goes through actions
    """,
    re.VERBOSE,
)
NOT_A_ROW = re.compile(
    r"""
    ^(picture|pdf|book|PrivateStorage\(\))$          # a file, not a row
    | (dict|set|facts|context|params|query|initial|attrs|headers|counts|totals|choices|digest|kwargs|data|values|seen)$
    | _(dict|set|facts|context|params|counts|data|values)$
    | ^(form|super\(\))\.(cleaned_data|fields).*
    | .*\.(facts|headers|attrs|context_data|cleaned_data|session|GET|POST|fields|data)$
    """,
    re.VERBOSE,
)


def receiver(call: ast.Call) -> str:
    """What the method is called on, as written."""
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def writes(module: Module) -> list[str]:
    """Calls in a module that change rows, unless it is one of the addresses for that."""
    if MAY_WRITE.fullmatch(module.path):
        return []
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING_METHODS:
            if not NOT_A_ROW.search(receiver(node)):
                found.append(f"{module.path}:{node.lineno} {receiver(node)}.{node.func.attr}()")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.search(node.value):
            found.append(f"{module.path}:{node.lineno} SQL")
    return found


def test_nothing_writes_outside_the_addresses_for_it():
    assert [write for module in product_modules() for write in writes(module)] == []


@pytest.mark.parametrize(
    ("path", "code", "found"),
    [
        ("initiatives/views/public.py", "initiative.save()", ["initiatives/views/public.py:1 initiative.save()"]),
        ("initiatives/forms.py", "Initiative.objects.create()", ["initiatives/forms.py:1 Initiative.objects.create()"]),
        ("teams/admin.py", "teams.update(state='x')", ["teams/admin.py:1 teams.update()"]),
        ("initiatives/queries.py", "rows.filter(a=1).delete()", ["initiatives/queries.py:1 rows.filter(a=1).delete()"]),
        ("initiatives/models/initiative.py", "q = 'UPDATE x SET y = 1'", ["initiatives/models/initiative.py:1 SQL"]),
        ("teams/queries.py", "context.update(a=1)", []),
        ("teams/actions/team.py", "team.save()", []),
    ],
)
def test_a_write_in_the_wrong_room_is_seen(path, code, found):
    assert writes(Module(path, code)) == found
