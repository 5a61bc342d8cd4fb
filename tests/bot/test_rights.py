"""Roles: who has which, where, and how the first owner is known."""

from __future__ import annotations

import re

import pytest
from bot_fakes import new_catalogue

from bot.rights import CODE, TRIES, TRIES_PER_USER, Rights, Role
from corpus.errors import AccordingToError

OWNER, OLGA, MARA, CORA, NOBODY = 1, 2, 3, 4, 5
HERE, THERE = -100, -200


@pytest.fixture
def store():
    store = new_catalogue()
    yield store
    store.close()


@pytest.fixture
def rights(store):
    return Rights(store)


def given(store, user, role, chat=0):
    store.moderators.put(user, role, chat_id=chat)


def test_each_role_has_a_word_and_is_known_by_it():
    for role in Role:
        assert role.word == role.name.lower()
        assert Role.of(role.word) is role
        assert Role.of(role.name) is role
    assert Role.of("king") is None
    assert list(Role) == [Role.USER, Role.CONTRIBUTOR, Role.MODERATOR, Role.OWNER]


def test_who_has_no_role_is_a_user(rights):
    assert rights.role(NOBODY) is Role.USER
    assert rights.role(NOBODY, HERE) is Role.USER
    assert rights.role(None) is Role.USER


def test_a_role_holds_where_it_was_given(store, rights):
    given(store, MARA, "moderator", HERE)
    assert rights.role(MARA, HERE) is Role.MODERATOR
    assert rights.role(MARA, THERE) is Role.USER
    assert rights.role(MARA) is Role.USER


def test_a_role_everywhere_holds_in_each_chat_and_the_higher_of_two_counts(store, rights):
    given(store, MARA, "contributor")
    given(store, MARA, "moderator", HERE)
    given(store, OLGA, "owner")
    given(store, OLGA, "contributor", HERE)
    assert rights.role(MARA, HERE) is Role.MODERATOR
    assert rights.role(MARA, THERE) is Role.CONTRIBUTOR
    assert rights.role(OLGA, HERE) is Role.OWNER


def test_a_role_that_is_none_any_more_gives_no_rights(store, rights):
    given(store, MARA, "emperor")
    assert rights.role(MARA) is Role.USER


def test_the_settings_owner_is_one_everywhere_and_nobody_without_an_id_is(store):
    rights = Rights(store, OWNER)
    assert rights.role(OWNER) is Role.OWNER
    assert rights.role(OWNER, HERE) is Role.OWNER
    assert rights.role(None) is Role.USER
    assert Rights(store, None).role(None) is Role.USER


def test_each_role_may_what_those_below_it_may(store, rights):
    for user, word in ((CORA, "contributor"), (MARA, "moderator"), (OLGA, "owner")):
        given(store, user, word)
    may = {
        user: [needed for needed in Role if rights.may(user, needed)]
        for user in (NOBODY, CORA, MARA, OLGA)
    }
    assert may == {
        NOBODY: [Role.USER],
        CORA: [Role.USER, Role.CONTRIBUTOR],
        MARA: [Role.USER, Role.CONTRIBUTOR, Role.MODERATOR],
        OLGA: list(Role),
    }


def test_moderating_takes_a_moderator_of_that_chat(store, rights):
    given(store, CORA, "contributor")
    given(store, MARA, "moderator", HERE)
    assert rights.may_moderate(MARA, HERE)
    assert not rights.may_moderate(MARA, THERE)
    assert not rights.may_moderate(MARA)
    assert not rights.may_moderate(CORA)
    assert not rights.may_moderate(None)
    assert not rights.may(MARA, Role.MODERATOR, THERE)
    assert rights.may(MARA, Role.MODERATOR, HERE)


def test_a_role_is_given_with_who_gave_it_and_where(store, rights):
    given(store, OLGA, "owner")
    rights.give(MARA, Role.MODERATOR, by=OLGA, chat_id=HERE)
    rights.give(CORA, Role.CONTRIBUTOR, by=OLGA)
    kept = store.moderators.get(MARA, HERE)
    assert (kept.role, kept.added_by, kept.chat_id) == ("moderator", OLGA, HERE)
    assert store.moderators.get(MARA) is None
    assert store.moderators.get(CORA).added_by == OLGA


def test_to_be_made_a_user_takes_the_role_there_and_no_other(store, rights):
    given(store, OLGA, "owner")
    given(store, MARA, "moderator")
    given(store, MARA, "moderator", HERE)
    rights.give(MARA, Role.USER, by=OLGA, chat_id=HERE)
    assert store.moderators.get(MARA, HERE) is None
    assert rights.role(MARA) is Role.MODERATOR
    rights.give(MARA, Role.USER, by=OLGA)
    assert rights.role(MARA) is Role.USER


@pytest.mark.parametrize("role", [Role.USER, Role.CONTRIBUTOR, Role.MODERATOR])
def test_the_last_owner_stays_one(store, rights, role):
    given(store, OLGA, "owner")
    given(store, MARA, "owner", HERE)
    with pytest.raises(AccordingToError, match="last owner"):
        rights.give(OLGA, role, by=OLGA)
    assert rights.role(OLGA) is Role.OWNER
    given(store, CORA, "owner")
    rights.give(OLGA, role, by=OLGA)
    assert rights.role(OLGA) is role


def test_beside_an_owner_of_the_settings_the_last_other_one_may_go(store):
    rights = Rights(store, OWNER)
    given(store, OLGA, "owner")
    rights.give(OLGA, Role.MODERATOR, by=OWNER)
    assert rights.role(OLGA) is Role.MODERATOR
    rights.give(OLGA, Role.USER, by=OWNER)
    assert rights.role(OLGA) is Role.USER


def test_the_settings_owner_loses_nothing_everywhere(store):
    rights = Rights(store, OWNER)
    for role in (Role.USER, Role.CONTRIBUTOR, Role.MODERATOR):
        with pytest.raises(AccordingToError) as refused:
            rights.give(OWNER, role, by=OWNER)
        named = "That owner is named in the bot's settings: change OWNER_ID."
        assert str(refused.value) == named
    assert store.moderators.all() == []
    rights.give(OWNER, Role.OWNER, by=OWNER)
    rights.give(OWNER, Role.MODERATOR, by=OWNER, chat_id=HERE)
    assert rights.role(OWNER, HERE) is Role.OWNER


def test_who_is_forgotten_has_no_role_and_the_last_owner_is_not(store, rights):
    given(store, OLGA, "owner")
    given(store, MARA, "moderator", HERE)
    rights.forget(MARA)
    assert rights.role(MARA, HERE) is Role.USER
    with pytest.raises(AccordingToError, match="last owner"):
        rights.forget(OLGA)
    assert rights.role(OLGA) is Role.OWNER
    Rights(store, OWNER).forget(OLGA)
    assert rights.role(OLGA) is Role.USER


def test_two_pairs_of_eyes_are_asked_for_until_they_are_not(store, rights):
    assert not rights.two_eyes
    rights.ask_two_eyes(True)
    assert rights.two_eyes
    assert Rights(store).two_eyes
    assert store.setting("two-pairs-of-eyes") == "on"
    rights.ask_two_eyes(False)
    assert not rights.two_eyes


def test_a_code_has_fifteen_letters_and_is_never_the_same(rights):
    codes = {rights.new_code() for _ in range(20)}
    assert len(codes) == 20
    for code in codes:
        assert re.fullmatch(r"owner-[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}", code)
        assert CODE.fullmatch(code)
    assert len(set("".join(codes)) - set("owner-")) > 20


def test_the_code_makes_the_first_owner_once(store, rights):
    code = rights.new_code()
    assert rights.is_code(f"  {code.upper()} ")
    assert not rights.is_code("owner-aaaaa-bbbbb")
    assert not rights.is_code(f"{code}x")
    assert not rights.claim("owner-aaaaa-bbbbb-ccccc", NOBODY)
    assert rights.role(NOBODY) is Role.USER
    assert rights.claim(f" {code.upper()} ", OLGA)
    assert rights.role(OLGA) is Role.OWNER
    assert not rights.is_code(code)
    assert not rights.claim(code, MARA)
    assert rights.role(MARA) is Role.USER


def test_only_the_digest_of_the_code_is_kept(store, rights):
    code = rights.new_code()
    kept = store.setting("first-moderator-code")
    assert re.fullmatch("[0-9a-f]{64}", kept)
    assert code not in kept
    assert store.setting("two-pairs-of-eyes") is None


def test_where_somebody_is_an_owner_there_is_no_code_any_more(store, rights):
    code = rights.new_code()
    given(store, MARA, "owner")
    assert rights.new_code() is None
    assert not rights.is_code(code)
    assert not rights.claim(code, NOBODY)


def test_moderators_without_an_owner_everywhere_get_one_by_the_code(store, rights):
    given(store, MARA, "moderator")
    given(store, CORA, "owner", HERE)
    assert rights.claim(rights.new_code(), OLGA)
    assert rights.role(OLGA) is Role.OWNER
    assert rights.role(MARA) is Role.MODERATOR


def test_where_there_is_no_owner_nobody_is_taken_for_the_last(store, rights):
    given(store, MARA, "moderator")
    given(store, CORA, "owner", HERE)
    rights.give(MARA, Role.CONTRIBUTOR, by=None)
    rights.give(OLGA, Role.CONTRIBUTOR, by=CORA, chat_id=HERE)
    rights.give(OLGA, Role.USER, by=CORA, chat_id=HERE)
    rights.forget(MARA)
    assert rights.role(MARA) is Role.USER


def test_whoever_became_owner_by_the_code_is_on_record(store, rights):
    assert rights.claim(rights.new_code(), OLGA)
    (step,) = store.audit.latest()
    assert (step.who, step.what, step.target) == (OLGA, "role", str(OLGA))
    assert (step.before["role"], step.after["role"]) == ("user", "owner")


def test_with_an_owner_in_the_settings_there_is_no_code(store, rights):
    code = rights.new_code()
    assert Rights(store, OWNER).new_code() is None
    assert not rights.claim(code, NOBODY)


def test_a_guesser_has_so_many_tries_and_others_have_theirs(rights):
    code = rights.new_code()
    for _ in range(TRIES_PER_USER):
        assert not rights.claim("owner-aaaaa-bbbbb-ccccc", NOBODY)
    assert not rights.claim(code, NOBODY)
    assert rights.claim(code, OLGA)


def test_the_last_try_of_a_person_still_counts(rights):
    code = rights.new_code()
    for _ in range(TRIES_PER_USER - 1):
        assert not rights.claim("owner-aaaaa-bbbbb-ccccc", OLGA)
    assert rights.claim(code, OLGA)


@pytest.mark.parametrize(("guessers", "left"), [(TRIES - 1, True), (TRIES, False)])
def test_all_guessers_together_have_so_many_tries(rights, guessers, left):
    code = rights.new_code()
    for user in range(100, 100 + guessers):
        assert not rights.claim("owner-aaaaa-bbbbb-ccccc", user)
    assert rights.claim(code, OLGA) is left
