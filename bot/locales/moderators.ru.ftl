## What moderators do: proposals
preview = Ещё не опубликовано: { $number }
preview-copies = Почти теми же словами:
preview-copy = { $headline } ({ $percent } %, { $id })
preview-revision = Более поздняя версия { $id }. Что изменится:
preview-same = { $id } уже есть; отличается только то, что здесь не показано.
changes-more = … и ещё изменений: { $count }.
doubt-no-outlet = Издание неизвестно: добавьте его командой /edit до публикации.
doubt-wall = Возможно, только начало: текст предлагает подписаться.
doubt-missing = Возможно, это не сообщение: текст говорит, что страницы нет.
doubt-furniture = Здесь больше от сайта, чем от сообщения: проверьте, что прочитано.
doubt-machine = Текст отдаёт указания машине: «{ $words }». Здесь их никто не исполняет.
button-publish = Опубликовать
button-edit = Изменить поле
button-discard = Отклонить
button-publish-all = Опубликовать все
button-discard-all = Отклонить все
pending = { $count ->
    [one] Ждёт { $count } сообщение
    [few] Ждут { $count } сообщения
   *[many] Ждут { $count } сообщений
}
pending-none = Ничего не ждёт.
pending-how = { $command } покажет его до публикации.
is-published = { $number } опубликовано: { $day }.
is-discarded = { $number } отклонено: { $day }.
published = Опубликовано
published-all = { $count ->
    [one] Опубликовано { $count } сообщение.
    [few] Опубликованы { $count } сообщения.
   *[many] Опубликовано { $count } сообщений.
}
discarded = { $count ->
    [one] Отклонено: { $count }. /undo вернёт.
   *[many] Отклонено: { $count }. /undo вернёт последнее.
}
two-eyes = Здесь нужны двое: предложенное вами публикует другой модератор.
add-skipped-more = … и ещё не прочитано: { $count }.
one-report = { $count ->
    [one] То же сообщение есть ещё здесь: { $outlets }
   *[many] То же сообщение есть ещё в { $count } местах: { $outlets }
}

## Correcting
edit-how = Скопируйте строку и допишите новое значение; тире очищает поле:
edit-which = Напишите ID, поле и новое значение, например: /edit 3fa9 date 2031-03-04. Поля: { $fields }.
edit-same = Там это уже сказано.
edited = { $id } изменено; { $undo } вернёт как было.
revisions-which = Какая статья? Напишите её ID после /revisions.
revisions-none = { $id } не менялась.
revisions = { $count ->
    [one] Менялась { $count } раз
    [few] Менялась { $count } раза
   *[many] Менялась { $count } раз
}
revision = Изменение { $number }, { $day }
correct-what = Напишите ID и что было неверно, например: /correct 3fa9 Мэр – Ана Торич, а не Иво Торич.
corrected = У { $id } теперь есть примечание, здесь и в данных раньше ответах: { $note }
retract-what = Напишите ID и причину, например: /retract 3fa9 Письмо оказалось подделкой.
retracted = { $id } отозвана: { $why } Ответы, где её цитировали, отмечены. { $undo } вернёт её.
undo-refused = Не отменено: { $what } { $target }. { $why }
undo-earlier = Ваш шаг до него – { $what } { $target }: { $command } отменит его.
undo-nothing = Ваших шагов, которые можно отменить, нет.
undo-not = Ваш последний шаг отменить нельзя: { $what } { $target }
undone = Отменено: { $what } { $target }

## Roles
owners-only = Это могут только владельцы.
promote-what = Напишите номер и роль, например: /promote 123456789 moderator. В ответ на чьё-то сообщение хватит роли; со словом here она действует только в этом чате. Роли: contributor, moderator и owner.
demote-who = Кого? Напишите номер после /demote или ответьте этой командой на сообщение.
role-everywhere = { $who } теперь: { $role }
role-here = { $who } теперь, в этом чате: { $role }
role-user = пользователь
role-contributor = автор предложений
role-moderator = модератор
role-owner = владелец
mods = { $count ->
    [one] Роль есть у { $count } человека
   *[many] Роль есть у { $count } человек
}
mod-line = • { $who }: { $role }, с { $day }
eyes-what = Напишите /eyes on или /eyes off: если включено, никто не публикует предложенное им самим.
eyes-are-on = Нужны двое: кто предложил сообщение, тот его не публикует.
eyes-are-off = Каждый модератор может публиковать любое сообщение.
audit = Что менялось, начиная с последнего (время UTC)
audit-empty = Ещё ничего не менялось.
audit-bot = бот
audit-terminal = владелец папки данных, в терминале
step = { $what ->
    [published] опубликовано
    [discarded] отклонено
    [added] добавлено
    [imported] загружено
    [edited] изменено
    [removed] удалено
    [restored] восстановлено
    [corrected] исправлено
    [retracted] отозвано
    [claim-source] утверждение отдано другому источнику в
    [claim-dropped] утверждение убрано в
    [claim-added] утверждение добавлено в
    [sources-merged] источники объединены
    [source-split] источник разделён
    [source-renamed] источник переименован
    [feed-added] лента добавлена
    [feed-removed] лента убрана
    [watch-added] канал отслеживается
    [watch-removed] канал больше не отслеживается
    [role] роль
    [two-eyes] две пары глаз
    [digest] сводка чата
    [page-revoked] адрес страницы отозван
    [failed] не удалось
   *[other] { $what }
}
step-undid = отменено: { $what }

## Feeds
feeds = { $count ->
    [one] Отслеживается { $count } лента
    [few] Отслеживаются { $count } ленты
   *[many] Отслеживается { $count } лент
}
feeds-none = Лент нет. /feeds add и адрес добавят ленту.
feeds-how = Напишите /feeds add АДРЕС, затем, если нужно, «every 60 min» и «auto» или «review»; /feeds remove и номер убирают ленту. С review, и если ничего не сказано, её сообщения ждут в /pending.
feed-line = { $number }. { $name }, { $count ->
    [one] каждую { $count } минуту
    [few] каждые { $count } минуты
   *[many] каждые { $count } минут
}, { $mode }
feed-auto = публикуется сразу
feed-review = сначала на просмотр
feed-proposed = { $count ->
    [one] Ждёт { $count } сообщение: { $command }
    [few] Ждут { $count } сообщения: { $command }
   *[many] Ждут { $count } сообщений: { $command }
}
feed-skipped = { $count ->
    [one] Не прочитано: { $item } – { $why }
   *[many] Не прочитано: { $count }, первое из них { $item } – { $why }
}
feed-nothing = Нового в ней не было.
feed-removed = { $name } больше не отслеживается.
feed-undo = { $undo } отменяет это.
feed-dead = { $name } давно не читается: { $why } Теперь её пробуют раз в день. { $command } убирает её.

## In the menu
menu-pending = Что ждёт публикации
menu-edit = Изменить поле статьи
menu-revisions = Какой статья была раньше
menu-correct = Дать статье примечание
menu-retract = Отозвать статью
menu-undo = Отменить свой последний шаг
menu-feeds = Ленты, за которыми мы следим
menu-mods = У кого какая роль
menu-promote = Дать роль
menu-demote = Снять роль
menu-eyes = Публиковать вдвоём
menu-audit = Кто что изменил

## Looking
gaps = { $count ->
    [one] { $count } вопрос остался без ответа
    [few] { $count } вопроса остались без ответа
   *[many] { $count } вопросов остались без ответа
}
gaps-none = Без ответа ничего не осталось.
gap-line = • { $count } × { $question } ({ $marks })
gap-mark = { $mark }: { $count }
gap-not-reported = не сообщается
gap-bad = 👎
stats = Как обстоят дела
stats-corpus = Статей: { $count }, изданий: { $outlets }, говорящих: { $sources }
stats-answers = Сохранённых ответов: { $count }, из них без сообщений: { $vain }
stats-marks = 👍 { $good }, 👎 { $bad }
stats-work = Ждут: { $waiting }, лент: { $feeds }, из них не читаются: { $dead }
stats-months = Добавлено статей, по месяцам:
stats-weeks = Вопросы по неделям (с понедельника): с ответом, с расхождениями, без сообщений:
stats-until = По состоянию на { $day }
chart-months = Добавлено статей, по месяцам
chart-weeks = Вопросы, по неделям
chart-answered = с ответом
chart-disputed = источники расходятся
chart-not-reported = нет сообщений
menu-gaps = Что осталось без ответа
menu-stats = Как обстоят дела

## Добавление многих статей
jobs = Что добавляется списком, последнее первым
jobs-none = Списком пока ничего не добавляли. Для этого есть /add с файлом из многих сообщений.
job = Задание { $number }: { $name } – { $state }
job-proposed = не начато
job-waiting = ждёт очереди
job-running = добавляется
job-done = готово
job-cancelled = отменено
job-failed = не удалось
job-reports = Сообщений в нём: { $count }
job-known = Из них добавлены раньше: { $count }
job-outlets = Изданий: { $count } ({ $names })
job-days = С { $first } по { $last }
job-unreadable = Не читаются: { $count }
job-reason = • { $count } × { $why }
job-done-of = { $done } из { $total }
job-counts = Добавлено: { $added }, уже были: { $unchanged }, пропущено: { $skipped }
job-undo = /undo уберёт то, что добавлено, если это был ваш последний шаг.
job-who-starts = Начать должен модератор: { $command }
job-report = Что пропущено и почему: { $count }
button-start = Добавить в фоне
button-cancel = Отменить
menu-jobs = Что добавляется списком
