"""Pronouns, surnames and “the ministry” mean whoever was spoken of."""

from tests.read.cast_by_hand import cast_of


def actor_of(sentence: str, word: str, *names: tuple[str, str], last: bool = False) -> str | None:
    cast = cast_of(sentence, *names)
    text = f" {cast.view.text} "
    at = (text.rindex if last else text.index)(f" {word} ")
    return cast.actor_at(at, at + len(word))


def test_he_is_the_subject_before() -> None:
    sentence = (
        "Omar/PROPN/2/nsubj praised/VERB/0/root Ali/PROPN/2/obj ;/PUNCT/2/punct he/PRON/6/nsubj smiled/VERB/2/parataxis"
    )
    assert actor_of(sentence, "he", ("PER", "Omar"), ("PER", "Ali")) == "person:omar"


def test_him_is_not_the_subject_of_the_same_verb() -> None:
    sentence = "Ali/PROPN/2/nsubj left/VERB/0/root and/CCONJ/5/cc Omar/PROPN/5/nsubj praised/VERB/2/conj him/PRON/5/obj"
    assert actor_of(sentence, "him", ("PER", "Omar"), ("PER", "Ali")) == "person:ali"


def test_a_woman_is_she() -> None:
    sentence = (
        "Mrs/PROPN/2/compound Olsen/PROPN/3/nsubj praised/VERB/0/root Omar/PROPN/3/obj ;/PUNCT/3/punct "
        "she/PRON/7/nsubj smiled/VERB/3/parataxis"
    )
    assert actor_of(sentence, "she", ("PER", "Olsen"), ("PER", "Omar")) == "person:olsen"


def test_it_that_it_is_known_means_nobody() -> None:
    sentence = (
        "Chad/PROPN/2/nsubj left/VERB/0/root ;/PUNCT/2/punct it/PRON/6/nsubj is/AUX/6/cop known/ADJ/2/parataxis "
        "that/SCONJ/9/mark they/PRON/9/nsubj stayed/VERB/6/ccomp"
    )
    assert actor_of(sentence, "it", ("LOC", "Chad")) is None


def test_the_ministry_is_the_latest_ministry() -> None:
    sentence = (
        "Chad/PROPN/4/nmod:poss 's/PART/1/case defence/NOUN/4/compound ministry/NOUN/5/nsubj spoke/VERB/0/root "
        ";/PUNCT/5/punct the/DET/8/det ministry/NOUN/9/nsubj erred/VERB/5/parataxis"
    )
    assert actor_of(sentence, "ministry", ("LOC", "Chad"), last=True) == "org:TCD-defence-ministry"


def test_the_surname_is_the_full_name_wherever_it_stands() -> None:
    sentence = (
        "Shoygu/PROPN/2/nsubj left/VERB/0/root ;/PUNCT/2/punct Sergei/PROPN/6/nsubj Shoigu/PROPN/4/flat "
        "smiled/VERB/2/parataxis"
    )
    assert actor_of(sentence, "Shoygu", ("PER", "Shoygu"), ("PER", "Sergei Shoigu")) == "person:sergei-shoigu"


def test_the_holder_of_an_office_is_meant_by_it() -> None:
    sentence = (
        "Kenyan/ADJ/2/amod President/NOUN/4/nsubj Otieno/PROPN/2/flat left/VERB/0/root ;/PUNCT/4/punct "
        "the/DET/7/det president/NOUN/8/nsubj smiled/VERB/4/parataxis"
    )
    assert actor_of(sentence, "president", ("PER", "Otieno")) == "person:otieno"


def test_who_is_what_its_clause_describes() -> None:
    sentence = "Malian/ADJ/2/amod soldiers/NOUN/5/nsubj who/PRON/4/nsubj fled/VERB/2/acl:relcl returned/VERB/0/root"
    assert actor_of(sentence, "who") == "org:MLI-armed-forces"


def test_the_militant_group_is_the_body_named_after_it() -> None:
    sentence = "the/DET/3/det militant/ADJ/3/amod group/NOUN/5/nsubj Hamas/PROPN/3/appos spoke/VERB/0/root"
    assert actor_of(sentence, "group", ("ORG", "Hamas")) == "group:hamas"


def test_the_spokesman_is_the_one_who_spoke_for_a_body_before() -> None:
    sentence = (
        "The/DET/3/det army/NOUN/3/compound spokesman/NOUN/4/nsubj left/VERB/0/root ;/PUNCT/4/punct "
        "the/DET/7/det spokesman/NOUN/8/nsubj smiled/VERB/4/parataxis ;/PUNCT/4/punct "
        "he/PRON/11/nsubj sat/VERB/4/parataxis"
    )
    assert actor_of(sentence, "spokesman", last=True) == actor_of(sentence, "army") == "org:armed-forces"
    assert actor_of(sentence, "he") == "org:armed-forces"
