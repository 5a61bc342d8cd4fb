## What moderators do: proposals
preview = Not published yet: { $number }
preview-copies = In much the same words as:
preview-copy = { $headline } ({ $percent } %, { $id })
preview-revision = A later version of { $id }. What would change:
preview-same = { $id } is there already; only what is not shown here differs.
changes-more = … and { $count } more changes.
doubt-no-outlet = The outlet is not known: add it with /edit before you publish.
doubt-wall = Perhaps only the beginning: the text asks to subscribe.
doubt-missing = Perhaps no report: the text says that the page is not there.
doubt-furniture = More of the page than of a report: check what was read.
doubt-machine = The text gives instructions to a machine: “{ $words }”. Nothing here obeys them.
button-publish = Publish
button-edit = Edit a field
button-discard = Discard
button-publish-all = Publish all
button-discard-all = Discard all
pending = { $count ->
    [one] 1 report waits
   *[other] { $count } reports wait
}
pending-none = Nothing waits.
pending-how = { $command } shows that one before it is published.
is-published = { $number } was published on { $day }.
is-discarded = { $number } was discarded on { $day }.
published = Published
published-all = { $count ->
    [one] 1 report is published.
   *[other] { $count } reports are published.
}
discarded = { $count ->
    [one] Discarded. /undo brings it back.
   *[other] { $count } discarded. /undo brings the last one back.
}
two-eyes = Two pairs of eyes are asked for: another moderator has to publish what you proposed.
add-skipped-more = … and { $count } more were not read.
one-report = { $count ->
    [one] The same report also stands in: { $outlets }
   *[other] The same report also stands in { $count } more: { $outlets }
}

## Correcting
edit-how = Copy a line, and write the new value behind it; a dash empties a field:
edit-which = Write an id, a field and its new value, as in: /edit 3fa9 date 2031-03-04. The fields are { $fields }.
edit-same = It says that already.
edited = { $id } is changed; { $undo } takes it back.
revisions-which = Which article? Write its id after /revisions.
revisions-none = { $id } never changed.
revisions = { $count ->
    [one] It changed once
   *[other] It changed { $count } times
}
revision = Change { $number }, { $day }
correct-what = Write an id and what was wrong, as in: /correct 3fa9 The mayor is Ana Toric, not Ivo Toric.
corrected = { $id } carries this note from now on, here and in the answers that were given: { $note }
retract-what = Write an id and the reason, as in: /retract 3fa9 The letter was a forgery.
retracted = { $id } is retracted: { $why } The answers that quoted it are marked. { $undo } takes it back.
undo-refused = Not taken back: { $what } { $target }. { $why }
undo-earlier = The step of yours before it is { $what } { $target }: { $command } takes that back.
undo-nothing = There is no step of yours to take back.
undo-not = Your last step cannot be taken back: { $what } { $target }
undone = Taken back: { $what } { $target }

## Roles
owners-only = Only owners can do that.
promote-what = Write a number and a role, as in: /promote 123456789 moderator. As an answer to somebody’s message the role alone will do; with “here” it holds in this chat only. The roles are contributor, moderator and owner.
demote-who = Whom? Write their number after /demote, or answer a message of theirs with it.
role-everywhere = { $who } is now: { $role }
role-here = { $who } is now, in this chat: { $role }
role-user = user
role-contributor = contributor
role-moderator = moderator
role-owner = owner
mods = { $count ->
    [one] 1 person has a role
   *[other] { $count } people have a role
}
mod-line = • { $who }: { $role }, since { $day }
eyes-what = Write /eyes on or /eyes off: with it on, nobody publishes what they proposed themselves.
eyes-are-on = Two pairs of eyes are asked for: who proposed a report may not publish it.
eyes-are-off = Every moderator may publish every report.
audit = What was changed, the latest first (times are UTC)
audit-empty = Nothing was changed yet.
audit-bot = the bot
audit-terminal = the owner of the data folder, at the terminal
step = { $what ->
    [published] published
    [discarded] discarded
    [added] added
    [imported] imported
    [edited] edited
    [removed] removed
    [restored] restored
    [corrected] corrected
    [retracted] retracted
    [claim-source] claim given to another source in
    [claim-dropped] claim dropped in
    [claim-added] claim added in
    [sources-merged] sources merged
    [source-split] source split
    [source-renamed] source renamed
    [feed-added] feed added
    [feed-removed] feed removed
    [watch-added] channel watched
    [watch-removed] channel left
    [role] role of
    [two-eyes] two pairs of eyes
    [digest] digest of
    [page-revoked] page address taken back
    [failed] came to nothing
   *[other] { $what }
}
step-undid = taken back: { $what }

## Feeds
feeds = { $count ->
    [one] 1 feed is followed
   *[other] { $count } feeds are followed
}
feeds-none = No feed is followed. /feeds add and an address follows one.
feeds-how = Write /feeds add ADDRESS, then “every 60 min” and “auto” or “review” if you like; /feeds remove and its number leaves it. With review, which is meant where you say nothing, its reports wait in /pending.
feed-line = { $number }. { $name }, { $count ->
    [one] every minute
   *[other] every { $count } minutes
}, { $mode }
feed-auto = published at once
feed-review = shown first
feed-proposed = { $count ->
    [one] 1 report waits: { $command }
   *[other] { $count } reports wait: { $command }
}
feed-skipped = { $count ->
    [one] Not read: { $item } – { $why }
   *[other] { $count } not read, the first of them { $item } – { $why }
}
feed-nothing = There was nothing new in it.
feed-removed = { $name } is not followed any more.
feed-undo = { $undo } takes that back.
feed-dead = { $name } could not be read for some time: { $why } It is tried once a day from now on. { $command } leaves it.

## In the menu
menu-pending = What waits to be published
menu-edit = Change a field of an article
menu-revisions = What an article was before
menu-correct = Put a note on an article
menu-retract = Take an article back for good
menu-undo = Take your last step back
menu-feeds = The feeds that are followed
menu-mods = Who has which role
menu-promote = Give somebody a role
menu-demote = Take somebody’s role away
menu-eyes = Ask for two pairs of eyes
menu-audit = Who changed what

## Looking
gaps = { $count ->
    [one] 1 thing was asked in vain
   *[other] { $count } things were asked in vain
}
gaps-none = Nothing was asked in vain.
gap-line = • { $count } × { $question } ({ $marks })
gap-mark = { $mark }: { $count }
gap-not-reported = not reported
gap-bad = 👎
stats = How things stand
stats-corpus = Articles: { $count }, outlets: { $outlets }, those who speak: { $sources }
stats-answers = Answers that are kept: { $count }, of them without a report: { $vain }
stats-marks = 👍 { $good }, 👎 { $bad }
stats-work = Waiting: { $waiting }, feeds: { $feeds }, of them dead: { $dead }
stats-months = Articles added, by month:
stats-weeks = Questions by week (from Monday): answered, disputed, not reported:
stats-until = Until { $day }
chart-months = Articles added, by month
chart-weeks = Questions, by week
chart-answered = answered
chart-disputed = disputed
chart-not-reported = not reported
menu-gaps = What was asked in vain
menu-stats = How things stand

## Adding in bulk
jobs = What is added in bulk, the latest first
jobs-none = Nothing was added in bulk yet. /add with a file of many reports does that.
job = Job { $number }: { $name } – { $state }
job-proposed = not started
job-waiting = waits its turn
job-running = is being added
job-done = done
job-cancelled = cancelled
job-failed = failed
job-reports = Reports in it: { $count }
job-known = Of them taken in before: { $count }
job-outlets = Outlets: { $count } ({ $names })
job-days = From { $first } to { $last }
job-unreadable = Cannot be read: { $count }
job-reason = • { $count } × { $why }
job-done-of = { $done } of { $total }
job-counts = Added: { $added }, there already: { $unchanged }, skipped: { $skipped }
job-undo = /undo takes out again what it added, where that was your last step.
job-who-starts = A moderator has to start it: { $command }
job-report = What was skipped, and why: { $count }
button-start = Add in the background
button-cancel = Cancel
menu-jobs = What is added in bulk
