"""The test database goes when the tests are done, also when a connection of the live server is a moment late."""

from django.db.backends.postgresql.creation import DatabaseCreation


def drop_with_force(self: DatabaseCreation, test_database_name: str, verbosity: int) -> None:
    with self._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(test_database_name)} WITH (FORCE)")


def install() -> None:
    DatabaseCreation._destroy_test_db = drop_with_force  # type: ignore[method-assign]
