## Channels
watches = { $count ->
    [one] 1 channel is watched
   *[other] { $count } channels are watched
}
watch-none = No channel is watched. /watch add and its @name or number watches one that I am in.
watch-how = Write /watch add @CHANNEL, then “auto” or “review” if you like; for a private channel its number, or the address of one of its posts. /watch remove and its number leaves it. With review, which is meant where you say nothing, its reports wait in /pending.
watch-line = { $number }. { $name }, { $mode }
watch-posts = Posts: { $count }, left alone because they are no reports: { $alone }
watch-gone = ⚠️ Since { $day } I am not in it any more.
watch-added = From now on each of its posts that is a report comes in. { $undo } takes that back.
watch-removed = { $name } is not watched any more; { $undo } takes that back.
watch-not-in = I am not in that channel, or there is none of that name. Open the channel, then Administrators, and add { $bot } there; it needs no right but to be in it. Then write the same again.
watch-no-channel = That is no channel. Only channels can be watched.
watch-dead = I was put out of { $name } and do not see what it posts any more. Add me again and it goes on by itself; { $command } leaves it.
watch-emptied = { $name } changed a post until nothing was left that is a report. What was taken from it stays as it was: { $post }
watch-failed = A post of { $name } could not be taken in: { $post } – { $why }
menu-watch = The channels that are watched

## Digests
digest = Reported since { $since }
digest-reports = New reports: { $count } ({ $names })
digest-outlet = { $outlet } { $count }
digest-numbers = A number below brings all that was said.
digest-notices = Put right since then
digest-retracted = { $headline } – retracted:
digest-corrected = { $headline } – corrected:
digest-nothing = Nothing was reported here since { $since }.
digest-none = No digest is sent to this chat.
digest-off = No digest is sent to this chat any more.
digest-daily = A digest comes every day at { $time } ({ $zone }), the next on { $next }; none where nothing is new.
digest-weekly = A digest comes on { $day } at { $time } ({ $zone }), the next on { $next }; none where nothing is new.
digest-how = Write /digest daily 08:00 Europe/Berlin or /digest weekly mon 08:00 Europe/Berlin; /digest now shows it at once, /digest off ends it.
digest-admins = Only the admins of this group and moderators can decide on its digest.
digest-in-telegram = Digests are sent in Telegram; here only /digest now shows one.
menu-digest = What was reported, every day or week
