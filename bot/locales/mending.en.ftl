## Claims put right by hand
claims-which = Which article? Write its id after /claims.
claims = { $count ->
    [one] 1 claim
   *[other] { $count } claims
}{ $pages ->
    [1] {""}
   *[other] , page { $page } of { $pages }
}
claim-says = { $who }: { $quote }
claim-denies = { $who } denies: { $quote }
claim-own = { $who }, in its own voice: { $quote }
claim-number = Claim { $number } of { $id }
claim-card-how = Tap what is wrong with it. “It is no claim” leaves its words to the outlet’s own voice.
claim-by-hand = ✎ put right by { $who } on { $day }
claims-by-hand = Put right by hand: { $count }
claim-none = no claim
claim-new = was missed
claims-stale = That has changed since: send /claims again.
claim-who = Who said it? { $claim }
claim-name = Answer this message with the name, as fully as you know it. On a second line you may say who that is.
claim-which-name = Is { $name } one of these, or somebody new? Tap to put the claim under that name.
missed-words = Answer this message with the words of the claim, copied from the article letter for letter: without who said it, a line for each piece where it stands in pieces.
missed-who = Who said this?
missed-stance = Did { $who } say this or deny it? Your tap adds the claim.
claim-given = Put right. { $before } → { $after }
claim-dropped = No claim any more: { $claim }
claim-added = Added: { $claim }
claim-undone = Taken back: { $claim }
button-missed = A claim is missing
button-by-hand = By hand: { $count }
button-other-source = Somebody else said it
button-no-claim = It is no claim
button-take-back = Take it back
button-claims = The claims
button-somebody = Somebody else …
kind-person = New: a person
kind-organisation = New: an organisation
kind-document = New: a document
kind-unnamed = New: unnamed
stance-asserts = Said it
stance-denies = Denied it
menu-claims = Put an article’s claims right

## Sources put right
sources-how = Write /sources merge A B, /sources rename A NEW NAME, or /sources split A and tap what is another’s. A and B are numbers or names, in quotation marks where they have several words; the first is kept.
sources-which = { $name } may be any of these; give the number:
source-last = last in “{ $title }”
sources-now = As it is
sources-then = As it would be
source-also = also { $names }
button-do = Do it
button-leave = Leave it
left = Nothing was changed.
decided = Done: { $said }
decision-undone = Taken back: { $said }
decision-merge = { $one } is { $other }
decision-rename = { $one } is called { $other }
decision-split = { $one } is not { $other }
split-nothing = { $name } goes by one name in one article: there is nothing to split.
split-what = Tap what is another source’s; you see first what would change. Several at once, or under a name of its own: { $command } "A NAME" in ARTICLE-ID as "NEW NAME"
split-name = “{ $name }” ({ $count })
split-article = In “{ $title }”
