### What the bot says, in English. Values in braces come from the program.

## An answer
status-answered = { $count ->
    [one] 1 account
   *[other] { $count } accounts
}
status-disputed = { $count ->
    [one] 1 account, and it contradicts itself
   *[other] { $count } accounts, they differ
}
says = { $who } said:
denies = { $who } denied:
says-itself = { $who }, in its own words:
name-role = { $name }, { $role }
continued = { $head } (continued)
superseded = (earlier; a later report replaces it)
agency-outlet = { $agency } in { $outlet }
via = through { $who }
also-in = also in { $outlets }

## An answer that nothing is reported
not-reported = The articles here do not report that.
corpus-empty = There are no articles here yet.
covers = They are { $count ->
    [one] 1 article.
   *[other] { $count } articles.
}
covers-day = They are { $count ->
    [one] 1 article of { $day }.
   *[other] { $count } articles of { $day }.
}
covers-days = They are { $count ->
    [one] 1 article of { $first }.
   *[other] { $count } articles, from { $first } to { $last }.
}
outlets = Published by { $names }.
nearest = Nearest to your question:
speakers = Who speaks in them: { $names }
