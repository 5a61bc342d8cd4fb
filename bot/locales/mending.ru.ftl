## Claims put right by hand
claims-which = Какая статья? Напишите её ID после /claims.
claims = { $count ->
    [one] { $count } утверждение
    [few] { $count } утверждения
   *[many] { $count } утверждений
}{ $pages ->
    [1] {""}
   *[other] , страница { $page } из { $pages }
}
claim-says = { $who }: { $quote }
claim-denies = { $who } – опровержение: { $quote }
claim-own = { $who } от своего имени: { $quote }
claim-number = Утверждение { $number } в { $id }
claim-card-how = Нажмите, что в нём не так. «Это не утверждение» оставит слова самому изданию.
claim-by-hand = ✎ исправлено: { $who }, { $day }
claims-by-hand = Исправлено вручную: { $count }
claim-none = не утверждение
claim-new = было пропущено
claims-stale = С тех пор это изменилось: отправьте /claims ещё раз.
claim-who = Кто это сказал? { $claim }
claim-name = Ответьте на это сообщение именем, как можно полнее. На второй строке можно написать, кто это.
claim-which-name = { $name } – кто-то из этих или кто-то новый? Нажатие запишет утверждение за этим именем.
missed-words = Ответьте на это сообщение словами утверждения, скопированными из статьи буква в букву: без того, кто это сказал, по строке на каждую часть, если оно стоит по частям.
missed-who = Кто это сказал?
missed-stance = { $who } – утверждает или отрицает? Нажатие добавит утверждение.
claim-given = Исправлено. { $before } → { $after }
claim-dropped = Больше не утверждение: { $claim }
claim-added = Добавлено: { $claim }
claim-undone = Отменено: { $claim }
button-missed = Утверждение пропущено
button-by-hand = Вручную: { $count }
button-other-source = Это сказал другой
button-no-claim = Это не утверждение
button-take-back = Отменить
button-claims = Утверждения
button-somebody = Кто-то другой …
kind-person = Новый: человек
kind-organisation = Новый: организация
kind-document = Новый: документ
kind-unnamed = Новый: без имени
stance-asserts = Утверждает
stance-denies = Отрицает
menu-claims = Исправить утверждения статьи

## Sources put right
sources-how = Напишите /sources merge A B, /sources rename A НОВОЕ ИМЯ или /sources split A и нажмите, что принадлежит другому. A и B – номера или имена, из нескольких слов – в кавычках; остаётся первое.
sources-which = { $name } – это может быть любой из них; укажите номер:
source-last = последний раз в «{ $title }»
sources-now = Как есть
sources-then = Как станет
source-also = также { $names }
button-do = Сделать
button-leave = Оставить
left = Ничего не изменено.
decided = Сделано: { $said }
decision-undone = Отменено: { $said }
decision-merge = { $one } – это { $other }
decision-rename = { $one } – теперь под именем { $other }
decision-split = { $one } – это не { $other }
split-nothing = { $name } встречается под одним именем в одной статье: разделять нечего.
split-what = Нажмите, что принадлежит другому источнику; сначала вы увидите, что изменится. Сразу несколько или под новым именем: { $command } "ИМЯ" in ID-СТАТЬИ as "НОВОЕ ИМЯ"
split-name = «{ $name }» ({ $count })
split-article = В «{ $title }»
