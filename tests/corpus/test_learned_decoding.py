from __future__ import annotations

import numpy as np

from corpus.attribution.learned_decoding import best_tags, log_softmax, runs, source_span
from corpus.attribution.learned_relations import LEFT, REACH


def scores(tags: list[int], certainty: float = 3.0) -> np.ndarray:
    given = np.zeros((1, len(tags), 3), dtype=np.float32)
    given[0, np.arange(len(tags)), tags] = certainty
    return log_softmax(given)


def ends(start: int, stop: int) -> np.ndarray:
    given = np.zeros((2, REACH), dtype=np.float32)
    given[0, start] = given[1, stop] = 12
    return log_softmax(given)


def test_likely_tags_are_kept() -> None:
    assert best_tags(scores([0, 1, 2, 2, 0, 1]))[0].tolist() == [0, 1, 2, 2, 0, 1]


def test_nothing_goes_on_that_has_not_begun() -> None:
    for given in ([2, 2, 0], [0, 2, 0], [0, 0, 2]):
        tags = best_tags(scores(given))[0].tolist()
        assert all(now != 2 or before for before, now in zip([0, *tags], tags, strict=False))


def test_rows_are_decoded_apart() -> None:
    both = np.concatenate([scores([0, 1, 2]), scores([1, 0, 0])])
    assert best_tags(both).tolist() == [[0, 1, 2], [1, 0, 0]]


def test_runs_are_read_off_as_half_open_spans() -> None:
    assert runs([0, 1, 2, 0, 1, 1, 2]) == [(1, 3), (4, 5), (5, 7)]


def test_a_run_without_a_beginning_is_no_span() -> None:
    assert runs([2, 2, 0, 2]) == []


def test_the_likeliest_source_is_found_with_its_probability() -> None:
    span, score = source_span(ends(LEFT - 4, LEFT - 2), cue_length=1)
    assert span == (LEFT - 4, LEFT - 1)
    assert -0.01 < score <= 0


def test_the_cue_itself_stands_for_no_source() -> None:
    assert source_span(ends(LEFT, LEFT), cue_length=2)[0] is None


def test_a_source_never_runs_through_the_cue() -> None:
    span, _ = source_span(ends(LEFT - 2, LEFT + 3), cue_length=2)
    assert span is None or span[1] <= LEFT or span[0] >= LEFT + 2


def test_a_source_never_ends_before_it_begins() -> None:
    span, _ = source_span(ends(LEFT + 9, LEFT + 5), cue_length=1)
    assert span is None or span[0] < span[1]
