"""What headlines are about."""

from bot.topics import topics


def test_forms_of_a_word_count_together_and_the_commonest_is_named():
    titles = ["Ferry sinks off Velmar", "A ferry and its papers", "Old ferries stay in port"]
    assert topics(titles, 5) == [("Ferry", 3)] or topics(titles, 5) == [("ferry", 3)]


def test_a_word_counts_once_in_a_headline_and_one_headline_makes_no_topic():
    assert topics(["Bridge by bridge the bridges of Orlec fall", "Nothing of that"], 5) == []


def test_what_stands_in_most_headlines_comes_first_and_function_words_do_not():
    titles = ["The strike at Velmar", "The strike is over", "The harbour of Velmar", "The strike"]
    assert topics(titles, 1) == [("strike", 3)]
    assert topics(titles, 9) == [("strike", 3), ("Velmar", 2)]


def test_a_name_of_several_words_is_one_topic():
    titles = ["The Lady Isolde sinks", "Lady Isolde’s last minutes", "Lady Isolde: what is known"]
    assert topics(titles, 5) == [("Lady Isolde", 3)]


def test_words_that_stand_in_front_of_others_too_are_topics_of_their_own():
    titles = ["Port Merrow votes", "Port Merrow is dry", "A port in Averland"]
    assert topics(titles, 5) == [("Port", 3), ("Merrow", 2)]


def test_what_headlines_say_of_anything_is_no_topic():
    titles = ["At least 5 dead in Velmar, mayor says", "At least 7 dead in Orlec, mayor says"]
    assert topics(titles, 5) == [("mayor", 2)]
