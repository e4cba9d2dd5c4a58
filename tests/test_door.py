"""Few public names, sorted, every one of them there."""

import tocsin


def test_the_door_is_small_sorted_and_opens() -> None:
    assert len(tocsin.__all__) <= 25
    assert list(tocsin.__all__) == sorted(tocsin.__all__)
    for name in tocsin.__all__:
        assert getattr(tocsin, name).__name__ == name


def test_a_wrong_name_is_told_the_right_ones() -> None:
    try:
        _ = tocsin.Claim  # type: ignore[attr-defined]
    except AttributeError as error:
        assert "Statement" in str(error)
    else:
        raise AssertionError("a name that does not exist was found")


def test_no_public_name_hides_a_room() -> None:
    from pathlib import Path

    rooms = {p.stem for p in Path(tocsin.__file__).parent.iterdir()}
    assert not rooms & set(tocsin.__all__)
