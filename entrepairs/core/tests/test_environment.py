from pathlib import Path

import pytest

from entrepairs.config.environment import BadSetting, Environment

HERE = Path("data")


def reader(**variables: str) -> Environment:
    return Environment(variables)


def test_what_is_unset_or_empty_has_its_default():
    assert reader().integer("PORT", 8000, low=1, high=65535) == 8000
    assert reader(PORT=" ").integer("PORT", 8000, low=1, high=65535) == 8000
    assert reader(NAME="").text("NAME", "somebody") == "somebody"
    assert reader().boolean("DEMO", default=True) is True


@pytest.mark.parametrize("value", ["1", "true", "YES", "on"])
def test_yes_is_understood_in_its_usual_forms(value):
    assert reader(DEMO=value).boolean("DEMO") is True


@pytest.mark.parametrize("value", ["0", "False", "no", "off"])
def test_no_is_understood_in_its_usual_forms(value):
    assert reader(DEMO=value).boolean("DEMO", default=True) is False


@pytest.mark.parametrize("value", ["0", "65536", "-1", "eight", "8.0", "٨", "1_000"])
def test_a_number_out_of_range_or_that_is_none_is_refused(value):
    with pytest.raises(BadSetting) as refusal:
        reader(PORT=value).integer("PORT", 8000, low=1, high=65535)

    assert "PORT" in str(refusal.value)
    assert value in str(refusal.value)
    assert "from 1 to 65535" in str(refusal.value)


def test_maybe_is_no_answer():
    with pytest.raises(BadSetting, match="maybe"):
        reader(DEMO="maybe").boolean("DEMO")


def test_tiles_come_by_https_only():
    assert reader(TILES="https://tiles.example/{z}").https_address("TILES")
    with pytest.raises(BadSetting):
        reader(TILES="http://tiles.example/{z}").https_address("TILES")


def test_the_database_is_a_file_unless_told_otherwise():
    made = reader().database("DATABASE_URL", HERE)

    assert made["ENGINE"] == "django.db.backends.sqlite3"
    assert made["NAME"] == HERE


def test_sqlite_waits_its_turn_and_keeps_its_keys():
    options = reader().database("DATABASE_URL", HERE)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


def test_a_postgresql_address_is_taken_apart():
    address = "postgresql://ann:p%40ss@db.example:5433/teams?sslmode=require"

    made = reader(DATABASE_URL=address).database("DATABASE_URL", HERE)

    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["USER"], made["PASSWORD"]) == ("ann", "p@ss")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.example", "5433", "teams")
    assert made["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    "address",
    ["mysql://ann:secret@db/teams", "postgresql://ann:secret@db", "teams.sqlite3"],
)
def test_another_database_is_refused_without_telling_the_password(address):
    with pytest.raises(BadSetting) as refusal:
        reader(DATABASE_URL=address).database("DATABASE_URL", HERE)

    assert "secret" not in str(refusal.value)
    assert "postgresql://" in str(refusal.value)


def test_the_cache_is_a_table_or_redis():
    assert "DatabaseCache" in str(
        reader().cache("CACHE_URL", "kept", rows=9)["BACKEND"]
    )
    redis = reader(CACHE_URL="redis://127.0.0.1:6379/2").cache(
        "CACHE_URL", "kept", rows=9
    )
    assert "RedisCache" in str(redis["BACKEND"])
    with pytest.raises(BadSetting):
        reader(CACHE_URL="memcached://127.0.0.1").cache("CACHE_URL", "kept", rows=9)
