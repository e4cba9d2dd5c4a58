"""What words are about: near what says the same, far from what does not, and no text can break it."""

import numpy as np

from tocsin.read.gist import gist


def test_gist_is_what_rare_words_are_about() -> None:
    about = (
        "Mines were laid in the strait.",
        "In the strait the mines were laid",
        "The sea lane was mined",
        "He sang it.",
    )
    found = gist()(about)
    assert found.shape == (4, 128) and np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)
    assert found[0] @ found[1] > 0.95 and found[0] @ found[2] > found[0] @ found[3] + 0.1


def test_no_text_breaks_it_and_none_changes_another() -> None:
    odd = ("", "\u202e", "🙂 " * 300, "x")
    found = gist()(odd)
    assert not found[0].any() and np.isfinite(found).all() and gist()([]).shape == (0, 128)
    assert np.array_equal(found[3], gist()(("x",))[0])
