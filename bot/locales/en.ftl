### What the bot says, in English. Values in braces come from the program.

## An answer
status-answered = { $count ->
    [one] 1 account
   *[other] { $count } accounts
}
status-disputed = { $count ->
    [one] 1 account of what is disputed
   *[other] { $count } accounts, they differ
}
says = { $who } said:
denies = { $who } denied:
says-itself = { $who }, in its own words:
in-its-own-words = in its own words
name-role = { $name }, { $role }
speaker-role = { $name }, { $role },
continued = { $head } (continued)
superseded = (earlier; a later report replaces it)
agency-outlet = { $agency } in { $outlet }
via = through { $who }
same-report = same report
also-in = also in { $outlets }

## An answer that nothing is reported
not-reported = The articles here do not report that.
corpus-empty = There are no articles here yet.
covers = { $count ->
    [one] There is 1 article here.
   *[other] There are { $count } articles here.
}
covers-day = { $count ->
    [one] There is 1 article here, of { $day }.
   *[other] There are { $count } articles here, of { $day }.
}
covers-days = { $count ->
    [one] There is 1 article here, of { $first }.
   *[other] There are { $count } articles here, from { $first } to { $last }.
}
outlets = Published by { $names }.
nearest = Nearest to your question:
speakers = Who speaks in them: { $names }

## Beginning
start = I answer questions about reported events from the articles that were given to me. Everything I say is a quote, word for word, with who said it, where and when. Where sources differ I show each of them; where the articles say nothing I say so.
start-try = Just ask, for example: What did the ministry say about the attack?
start-moderator = You are a moderator: /help lists what you can do with the articles.
help = Ask a question in plain words, or use:
    /ask QUESTION – ask
    /timeline TOPIC – who said what when
    /check TEXT – who speaks to it, sentence by sentence; or forward me a post
    /asof DAY QUESTION – an answer from what had been published by then
    /answer NUMBER – an answer as it was, and what has changed since; /revoke NUMBER – take back the address of its page
    /new – forget the question before
    /sources – who is quoted; /source NAME – all that one of them said
    /coverage – what the articles cover
    /digest – what was reported, every day or week
    /settings, /language, /privacy, /forget_me, /help
help-groups = In a group I answer to /ask, to a mention of my name and to a reply to what I wrote, and to nothing else.
help-contributors = For those who add articles:
    /add TEXT or ADDRESS – add an article; or send a file with the caption /add, or answer a message or file with /add
    /pending – what waits to be published
    /edit ID FIELD VALUE – change a field of it
    /undo – take your last step back
help-moderators = For moderators:
    /articles – what there is
    /article ID – one of them, and who speaks in it; /revisions ID – what it was before
    /claims ID – put right who said what in it; /sources merge, split, rename – which sources are one
    /correct ID TEXT – put a note on an article; /retract ID REASON – take it out for good
    /remove ID – take an article out; /restore ID – bring it back
    /revoke ID – take back the address of its page
    /feeds, /watch, /jobs – what comes in from feeds, from channels and in bulk
    /gaps – what was asked in vain; /stats – how things stand
    /mods, /promote, /demote, /eyes – who may do what
    /audit – every change, and who made it
working = Looking through the articles …
working-rerank = Reading what comes nearest …
working-claims = Sorting out who said what …
working-lead = Putting it into a few words …
ask-what = What would you like to know? Write it after /ask, or just write it to me in private.
timeline-what = Which topic? Write it after /timeline.
ask-shorter = That is too long for a question: please ask in at most { $most } characters.
hint = I understand questions in words. Just write one.
hint-file = To add this file, answer it with /add.
unknown-command = I do not know that command. /help lists those that I know.
moderators-only = Only moderators can do that. Whoever runs this bot can tell you who they are.
code-right = You are a moderator now. /help lists what you can do.
code-wrong = That code is not valid. The latest one is where the bot was started.

## When something goes wrong
refused = { $why }
sorry = Something went wrong on my side. It is noted; please try again in a little while.
telegram-trouble = Telegram did not let me do that just now. Please try again in a little while.

## Lists
sources = { $count ->
    [one] 1 source is quoted
   *[other] { $count } sources are quoted
}
source-line = { $number ->
    [0] •
   *[other] { $number }.
} { $who } – { $claims ->
    [one] 1 claim
   *[other] { $claims } claims
}, { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
more-pages = More: { $command }

## Articles
add-what = What shall I add? Write the text or its address after /add, send a file with the caption /add, or answer a message with /add.
add-too-large = That file is larger than the 20 MB that Telegram lets me fetch.
add-nothing = There was nothing to add in that.
added-more = … and { $count } more.
add-unchanged = { $count ->
    [one] Already here: { $ids }
   *[other] { $count } are already here: { $ids }
}
add-skipped = Not added: { $item } – { $why }
article-size = { $id } · { $count ->
    [one] 1 word
   *[other] { $count } words
}
article-no-date = No date was found.
article-nobody = Nobody is quoted in it.
article-claims = { $count ->
    [one] 1 claim
   *[other] { $count } claims
} by { $sources ->
    [one] 1 source
   *[other] { $sources } sources
}: { $names }
source-count = { $name } ({ $count })
article-which = Which article? Write its id after /article; /articles lists them.
remove-which = Which article? Write its id after /remove; /articles lists them.
removed = Taken out: { $ids }. Nothing is quoted from it any more. { $restore } brings it back.
restore-which = Which article? Write its id after /restore.
restored = Back again: { $ids }

## Telegram's menu
menu-ask = Ask a question
menu-sources = Who is quoted
menu-timeline = Who said what when
menu-asof = An answer as of a day
menu-new = Forget the question before
menu-answer = An answer again, by its number
menu-source = All that one source said
menu-coverage = What the articles cover
menu-language = Choose a language
menu-privacy = What is kept about you
menu-forget_me = Delete what is kept about you
menu-check = Who speaks to a post
menu-help = What I can do
menu-add = Add an article
menu-articles = All articles
menu-article = One article
menu-remove = Take an article out
menu-restore = Bring an article back

## In a terminal
chat-welcome = Ask about what was reported, in one line. /help lists the commands; /quit ends.
chat-example = For example: What happened?
chat-example-source = For example: What did { $name } say?
chat-empty = There are no articles yet: /add FILE or /add ADDRESS adds one.
chat-loading = (the models are being loaded; this takes a few seconds)

## Asking further
welcome = You are welcome. Ask whenever you like.
asked-as = Taken as: “{ $question }” /new starts afresh.
new = We start afresh: the next question stands alone.
asof-what = Write a day and then the question, for example: /asof 2020-01-23 How many were killed?
asof-note = From what had been published up to { $day }:
no-day = Undated
topics = { $count ->
    [one] What the headline is about: { $names }
   *[other] What the latest { $count } headlines are about: { $names }
}
latest = The latest
source-which = Whose words? Write a name after /source; /sources lists those who are quoted.
source-unknown = Nobody of the name { $name } is quoted in the articles here. /sources lists those who are.
source-others = Also found under that name: { $names }
articles-quoted = { $count ->
    [one] Quoted from 1 article
   *[other] Quoted from { $count } articles
}
article-quoted = { $headline } – { $count ->
    [one] 1 quote
   *[other] { $count } quotes
}
language-which = Which language shall I speak? Quotes stay as they are.
language-name = English
language-set = I speak English with you now.
privacy =
    What I keep:
    • A message to me until it is answered, then only its number, for three days, so that nothing is answered twice.
    • The last 100,000 answers, each with its question and the number of its chat, so that its buttons and its number work, and what you thought of it if you pressed 👍 or 👎.
    • In which chats and messages I quoted an article, by their numbers, for the last 200,000 replies, so that I can correct them.
    • When you asked, for an hour, or for a day where nobody asks after you, so that nobody asks too much.
    • Your settings, and those of groups; when which chat gets a digest.
    • Who the moderators are, and what they did, for good.
    • What is posted in channels that moderators watch.

    I keep no names, no telephone numbers and nothing that is not addressed to me. Telegram itself keeps what we write to each other. /forget_me deletes all of it that is yours, at once.
forget-what = I will delete, at once and for good: your questions and answers in this chat and those that you sent through inline mode, with the addresses of their pages; what you thought of answers; the record of what I wrote to you; your settings and your digest. Buttons of my earlier messages will not work any more, and where an article is corrected later, I will not find the messages that quoted it to you. Questions in groups stay: they are kept without who asked. Our messages themselves only you can delete, in Telegram.
forget-moderator = You have a role here: it ends, your number is taken off the articles, feeds and channels that you brought in, and stays in the record of who changed what, which nothing can alter.
forget-in-private = Write /forget_me to me in private: that concerns only you.
button-forget = Delete all of it
forgotten = All that I kept about you is deleted. What you write from now on is kept anew, as /privacy says.

## Buttons
button-more = More accounts ({ $count })
button-next = More
button-context = In context
button-articles = Articles
button-share = Share
button-stale = This button is too old. Please ask again.
mark-thanks = Thank you, that is noted.
mark-why = What was wrong?
reason-wrong-source = It names the wrong source
reason-beside = It answers something else
reason-missing = Something is missing
reason-outdated = It is out of date

## Sharing
whole-answer = The whole answer
ask-in-private = Ask me in private
answer-gone = That answer is not kept any more. Please ask the question again.
asked-shared = Asked: “{ $question }”

## Checking a post
check-what = Forward me a post, or write it after /check: I show, sentence by sentence, who in the articles speaks to it.
check-note = Who speaks to this in the articles here. Whether it is true I do not judge.
check-claim = “{ $claim }”
check-nobody = Nobody reports that here.
check-foreign = The post is in another language than the articles: in theirs more may be found.
check-same = These say the same:
check-otherwise = These say otherwise:
check-beside = These speak to it:
check-more = { $count ->
    [one] 1 more sentence was
   *[other] { $count } more sentences were
} left out; send them on their own.

## What became of an answer
answer-number = Answer { $number }, { $day }
answer-which = Which answer? Write its number after /answer; the number stands under each answer.
answer-page = on one page
fate-removed = The article was withdrawn on { $day }.
fate-retracted = The article was retracted on { $day }.
fate-corrected = The article was changed on { $day }; these words no longer stand in it.
fate-corrected-stands = The article was changed on { $day }; these words still stand in it.
fate-noted = A correction was added to the article on { $day }.
fate-given = Put right on { $day }: somebody else said this.
fate-dropped = Put right on { $day }: this is not a claim of theirs.
changed = This answer has changed: see ⚠️ below.
changed-above = This answer has changed: see above.
changed-reply = Something that I quoted here has changed:
changed-removed = { $headline } – withdrawn on { $day }
changed-retracted = { $headline } – retracted on { $day }
changed-corrected = { $headline } – changed on { $day }
changed-noted = { $headline } – a correction was added on { $day }
changed-given = { $headline } – put right on { $day } who said this
changed-dropped = { $headline } – a claim was taken out on { $day }
changed-whole = The answer as it is now: { $command }
since-then = Since then
since-nothing = Nothing has changed.
since-renamed = { $then } is now called { $now }.
since-joined = { $then } was joined with { $now }: they are one source now.
since-apart = What was quoted here as { $then } now stands under { $now }.
since-new = { $count ->
    [one] There is 1 more account now: { $names }
   *[other] There are { $count } more accounts now: { $names }
}
since-again = To ask anew: { $command }
revoke-what = Which page? Write an article's id or an answer's number after /revoke.
revoked = The page’s address holds no more: whoever opens it is told that it was withdrawn. The next answer makes a new one.
revoke-nothing = No page of that has an address that holds.
revoke-refused = Only moderators can do that, and whoever asked, in private.
menu-revoke = Withdraw a page’s address

## The evidence pages
page-answer = An answer in quotes
page-article = A report and who speaks in it
page-skip = To the text
page-as-of = From what had been published up to { $day }
page-accounts = Who says what
page-who-speaks = Who speaks here
page-else = Who else speaks about it
page-quoted-for = Quoted for the question
page-own-voice = What is not marked the report says in its own words.
page-original = The original
page-in-report = In the report
page-changes = What has changed
page-corrected = Corrected on { $day }.
page-changed-below = Changed on { $day }. What it said before stands below.
page-before = It said before:
page-before-title = Its title was: { $title }
page-note = Every quote stands in the report word for word. Nothing on this page follows you.
page-gone-title = This page was withdrawn
page-gone = What stood here is not shown any more: the report or the answer was taken back, or this address was. Whoever gave you the address can ask the bot again.
page-none-title = There is nothing here
page-none = This address leads to no page. Check that it is whole.
page-busy-title = Something went wrong
page-busy = The page cannot be shown just now. Please try again in a little while.
page-from-answer = Back to the answer
page-folded = Also in:

## Pictures
picture-quote = “{ $quote }”
picture-quote-cut = “{ $quote }” …
picture-quote-long = (too long for a picture: see the text)
picture-more = { $count ->
    [one] 1 more quote is in the text.
   *[other] { $count } more quotes are in the text.
}
picture-none = I have no letters to draw this as a picture, so here it is in words.
picture-timeline = Who said what when: { $topic }
picture-compare = Side by side: { $question }
button-compare = Compare
others = Also speaking in the passages that were found for this:
others-none = Nobody else speaks about it in the articles here.
button-others = Who else

## Settings
menu-settings = What you want of me
settings-mine = Your settings: how many accounts are seen at once, whether timelines and comparisons come as pictures, light or dark ones, whether a draft shows that I am at work, and the language. Quotes stay as they are.
settings-group = The settings of this group: who may ask, where I answer, quiet hours, whether pictures are light or dark, and the language. Everybody sees them, admins change them. Other hours: /settings 23:00-06:30 Europe/Berlin
settings-kept = That is settled.
choice-size = { $count ->
    [one] 1 account
   *[other] { $count } accounts
}
choice-pictures = Pictures
choice-words = Words only
choice-light = Light pictures
choice-dark = Dark pictures
choice-drafts = Show drafts
choice-no-drafts = No drafts
choice-language-telegram = As in Telegram
choice-language-own = Each their own
choice-all = All may ask
choice-admins = Only admins
choice-here = Answer here
choice-private = In private
choice-no-quiet = No quiet hours
choice-quiet = { $hours }
quiet-how = Write the hours like this: /settings 23:00-06:30 Europe/Berlin
quiet-now = It is quiet here until { $time }. In private I answer at any hour.
zone-near = I do not know the time zone { $zone }. Do you mean { $near }?
zone-unknown = I do not know the time zone { $zone }. Names look like Europe/Berlin.
admins-change = Only the admins of this group can change that.
admins-ask = In this group only admins ask me. In private everybody can.
private-here = In this group I answer in private, and you have not written to me yet. Open our chat, press “Start”, and ask again.

## Quotas
quota-person = { $count ->
    [one] You have asked 1 question within an hour, which is as much as I can take. Ask me again { $when }.
   *[other] You have asked { $count } questions within an hour, which is as many as I can take. Ask me again { $when }.
}
quota-chat = { $count ->
    [one] This group has asked 1 question within an hour, which is as much as I can take. Ask me again { $when }.
   *[other] This group has asked { $count } questions within an hour, which is as many as I can take. Ask me again { $when }.
}
quota-inline = That was a lot: again { $when }
