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
