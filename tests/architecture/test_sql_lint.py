import pytest

from tests.architecture.sql_lint import untied_tables

SCOPED = frozenset({"voices_voice", "voices_need", "voices_support"})


def test_a_join_by_id_alone_is_found():
    sql = 'SELECT * FROM "voices_voice" INNER JOIN "voices_need" ON ("voices_voice"."need_id" = "voices_need"."id")'

    assert untied_tables(sql, SCOPED) == {"voices_voice", "voices_need"}


def test_a_subquery_without_its_tenant_is_found():
    sql = """
        SELECT * FROM "voices_voice" WHERE "voices_voice"."tenant" = %s AND EXISTS
        (SELECT 1 FROM "voices_support" U0 WHERE U0."voice_id" = ("voices_voice"."id"))
    """

    assert untied_tables(sql, SCOPED) == {"voices_voice", "voices_support"}


def test_an_equality_under_or_ties_nothing():
    sql = """
        SELECT * FROM "voices_voice" INNER JOIN "voices_need" ON ("voices_voice"."need_id" = "voices_need"."id")
        WHERE ("voices_voice"."tenant" = "voices_need"."tenant" OR "voices_voice"."state" = %s)
    """

    assert untied_tables(sql, SCOPED) == {"voices_voice", "voices_need"}


def test_the_same_alias_in_two_subqueries_is_two_tables():
    sql = """
        SELECT * FROM "voices_voice" WHERE "voices_voice"."tenant" = %s
        AND "voices_voice"."need_id" IN (SELECT U0."id" FROM "voices_need" U0 WHERE U0."tenant" = %s)
        AND "voices_voice"."id" IN (SELECT U0."voice_id" FROM "voices_support" U0)
    """

    assert untied_tables(sql, SCOPED) == SCOPED


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "voices_voice" WHERE "voices_voice"."id" = %s',
        'SELECT * FROM "voices_voice" JOIN "regions_region" ON ("voices_voice"."region_id" = "regions_region"."num")',
        """
        SELECT * FROM "voices_voice" INNER JOIN "voices_need" ON ("voices_voice"."need_id" = "voices_need"."id"
        AND ("voices_need"."tenant" = "voices_voice"."tenant")) WHERE "voices_voice"."tenant" = %s
        """,
        """
        SELECT * FROM "voices_voice" WHERE ("voices_voice"."tenant" = %s AND "voices_voice"."need_id" IN
        (SELECT U0."id" FROM "voices_need" U0 WHERE (U0."tenant" = %s AND U0."state" = %s)))
        """,
        """
        SELECT "voices_voice"."code" FROM "voices_voice" WHERE "voices_voice"."tenant" = %s
        UNION SELECT "voices_need"."code" FROM "voices_need"
        """,
        'INSERT INTO "voices_voice" ("id", "need_id") SELECT "id", "need_id" FROM "voices_need"',
        "SAVEPOINT s1",
        "",
    ],
)
def test_what_stays_in_one_tenant_passes(sql):
    assert untied_tables(sql, SCOPED) == frozenset()
