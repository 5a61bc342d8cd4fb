"""What people see in private chats, over HTTP."""

from client import MENTION


async def test_a_question_is_answered_with_who_said_it_and_where(telegram):
    alice = telegram.person("Alice")
    answer = await alice.says("How many containers had burned?")
    assert "Ministry of Ports said:" in answer.text
    assert (
        "The Ministry of Ports said that 12 containers had burned and nobody was hurt."
        in answer.quotes
    )
    assert "Coast Press in The Harbour Courier, March 4, 2031" in answer.text


async def test_accounts_that_differ_stand_side_by_side(telegram):
    answer = await telegram.person("Alice").says("Was the fire under control?")
    assert "accounts, they differ" in answer.text
    assert "Ana Toric, the harbour master, said:" in answer.text
    assert "Dockers' Union denied:" in answer.text


async def test_what_is_not_reported_is_said_with_what_is_covered(telegram):
    answer = await telegram.person("Alice").says("Who won the election?")
    assert answer.text.startswith("The articles here do not report that.")
    assert "2 articles here, from March 4, 2031 to March 6, 2031" in answer.text
    assert "Fire at the port of Velmar" in answer.text
    assert not answer.quotes


async def test_start_explains_and_gives_a_question_to_try(telegram):
    answer = await telegram.person("Alice").says("/start")
    assert "quote" in answer.text
    assert "?" in answer.text
    assert "/add" not in answer.text


async def test_an_unknown_command_is_said_to_be_unknown(telegram):
    assert "/help" in (await telegram.person("Alice").says("/frobnicate")).text


async def test_a_group_is_answered_only_when_it_addresses_the_bot(telegram):
    alice, group = telegram.person("Alice"), telegram.group("Friends")
    assert not (await alice.says("How many containers had burned?", group=group)).messages
    by_command = await alice.says("/ask How many containers had burned?", group=group)
    assert "12 containers" in by_command.text
    by_mention = await alice.says(f"{MENTION} how many containers had burned?", group=group)
    assert "12 containers" in by_mention.text
    by_reply = await alice.replies_to(by_mention.messages[0], "And the fire?", group=group)
    assert "fire" in by_reply.text
