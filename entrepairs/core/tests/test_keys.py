import stat

from entrepairs.config.keys import secret_key


def test_the_key_is_made_once_and_kept(tmp_path):
    first = secret_key(tmp_path)

    assert len(first) >= 50
    assert secret_key(tmp_path) == first


def test_only_its_owner_reads_the_key(tmp_path):
    secret_key(tmp_path)

    mode = (tmp_path / "keys/secret").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_another_instance_has_another_key(tmp_path):
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_no_draft_of_the_key_stays_behind(tmp_path):
    secret_key(tmp_path)

    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["secret"]
