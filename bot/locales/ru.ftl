### Что говорит бот, по-русски. Значения в скобках даёт программа.

## Ответ
status-answered = { $count ->
    [one] { $count } свидетельство
    [few] { $count } свидетельства
   *[many] { $count } свидетельств
}
status-disputed = { $count ->
    [one] { $count } свидетельство, и оно противоречит себе
    [few] { $count } свидетельства, они расходятся
   *[many] { $count } свидетельств, они расходятся
}
says = { $who } – сообщает:
denies = { $who } – отрицает:
says-itself = { $who }, от своего имени:
name-role = { $name }, { $role }
speaker-role = { $name }, { $role }
continued = { $head } (продолжение)
superseded = (раньше; заменено более поздним сообщением)
agency-outlet = { $agency } в { $outlet }
via = через { $who }
same-report = там же
also-in = также в { $outlets }

## Ответ, что об этом не сообщается
not-reported = В имеющихся статьях об этом не сообщается.
corpus-empty = Статей здесь пока нет.
covers = Всего здесь { $count ->
    [one] { $count } статья.
    [few] { $count } статьи.
   *[many] { $count } статей.
}
covers-day = Всего здесь { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[many] { $count } статей
} за { $day }.
covers-days = Всего здесь { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[many] { $count } статей
}: { $first } – { $last }.
outlets = Издания: { $names }.
nearest = Ближе всего к вашему вопросу:
speakers = Кто в них говорит: { $names }

## Начало
start = Я отвечаю на вопросы о событиях по статьям, которые мне дали. Всё, что я говорю, – дословная цитата: кто, где и когда это сказал. Где источники расходятся, я показываю каждого; где статьи молчат, я так и говорю. Цитаты остаются на языке статьи.
start-try = Просто спросите, например: Что министерство сказало о нападении?
start-moderator = Вы модератор: /help покажет, что вы можете делать со статьями.
help = Задайте вопрос обычными словами или используйте:
    /ask ВОПРОС – спросить
    /timeline ТЕМА – кто что сказал и когда
    /check ТЕКСТ – кто об этом говорит, по предложениям; или перешлите мне запись
    /asof ДЕНЬ ВОПРОС – ответ по тому, что было опубликовано к этому дню
    /new – забыть предыдущий вопрос
    /sources – кого цитируют; /source ИМЯ – всё, что сказал один из них
    /coverage – о чём здесь статьи
    /language, /privacy, /help
help-groups = В группе я отвечаю на /ask, на упоминание моего имени и на ответ на моё сообщение – и больше ни на что.
help-moderators = Для модераторов:
    /add ТЕКСТ или АДРЕС – добавить статью; или пришлите файл с подписью /add, или ответьте /add на сообщение или файл
    /articles – что есть
    /article ID – одна статья и кто в ней говорит
    /remove ID – убрать статью
    /restore ID – вернуть её
working = Просматриваю статьи …
ask-what = Что вы хотите узнать? Напишите это после /ask или просто напишите мне лично.
ask-shorter = Для вопроса это слишком длинно: уложитесь, пожалуйста, в { $most } знаков.
hint = Я понимаю вопросы словами. Просто напишите вопрос.
hint-file = Чтобы добавить этот файл, ответьте на него командой /add.
unknown-command = Я не знаю такой команды. /help покажет те, что знаю.
moderators-only = Это могут только модераторы. Кто они, знает тот, кто запустил этого бота.
code-right = Теперь вы модератор. /help покажет, что вы можете.
code-wrong = Этот код не действует. Последний код показан там, где запущен бот.

## Когда что-то не так
refused = { $why }
sorry = Что-то пошло не так с моей стороны. Это записано; попробуйте, пожалуйста, чуть позже.
telegram-trouble = Telegram сейчас не дал мне это сделать. Попробуйте, пожалуйста, чуть позже.

## Списки
sources = { $count ->
    [one] Цитируется { $count } источник
    [few] Цитируются { $count } источника
   *[many] Цитируются { $count } источников
}
source-line = • { $who } – { $claims ->
    [one] { $claims } утверждение
    [few] { $claims } утверждения
   *[many] { $claims } утверждений
}, { $articles ->
    [one] { $articles } статья
    [few] { $articles } статьи
   *[many] { $articles } статей
}
articles = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[many] { $count } статей
}
more-pages = Дальше: { $command }

## Статьи
add-what = Что добавить? Напишите текст или его адрес после /add, пришлите файл с подписью /add или ответьте на сообщение командой /add.
add-too-large = Файл больше 20 МБ – столько мне не даёт скачать Telegram.
add-nothing = Добавлять здесь нечего.
added = Добавлено
added-more = … и ещё { $count }.
add-unchanged = { $count ->
    [one] Уже есть: { $ids }
   *[other] Уже есть ({ $count }): { $ids }
}
add-skipped = Не добавлено: { $item } – { $why }
article-size = { $id } · { $count ->
    [one] { $count } слово
    [few] { $count } слова
   *[many] { $count } слов
}
article-no-date = Дата не найдена.
article-nobody = Никого в ней не цитируют.
article-claims = { $count ->
    [one] { $count } утверждение
    [few] { $count } утверждения
   *[many] { $count } утверждений
}, { $sources ->
    [one] { $sources } источник
    [few] { $sources } источника
   *[many] { $sources } источников
}: { $names }
source-count = { $name } ({ $count })
article-which = Какая статья? Напишите её ID после /article; список – /articles.
remove-which = Какую статью? Напишите её ID после /remove; список – /articles.
removed = Убрано: { $ids }. Больше оттуда ничего не цитируется. { $restore } вернёт.
restore-which = Какую статью? Напишите её ID после /restore.
restored = Снова здесь: { $ids }

## Меню Telegram
menu-ask = Задать вопрос
menu-sources = Кого цитируют статьи
menu-timeline = Кто что сказал и когда
menu-asof = Ответ на определённый день
menu-new = Забыть предыдущий вопрос
menu-source = Всё, что сказал один источник
menu-coverage = О чём здесь статьи
menu-language = Выбрать язык
menu-privacy = Что обо мне хранится
menu-check = Кто говорит о записи
menu-help = Что я умею
menu-add = Добавить статью
menu-articles = Все статьи
menu-article = Одна статья
menu-remove = Убрать статью
menu-restore = Вернуть статью

## В терминале
chat-welcome = Спрашивайте о том, что сообщалось, одной строкой. /help – команды, /quit – конец.
chat-example = Например: Что случилось?
chat-example-source = Например: Что говорит { $name }?
chat-empty = Статей пока нет: /add ФАЙЛ или /add АДРЕС добавит.
chat-loading = (загружаются модели; это займёт несколько секунд)

## Дальнейшие вопросы
asked-as = Понято как: «{ $question }» /new начнёт заново.
new = Начинаем заново: следующий вопрос – сам по себе.
asof-what = Напишите день, а за ним вопрос, например: /asof 2020-01-23 Сколько погибло?
asof-note = По тому, что было опубликовано до { $day }:
no-day = Без даты
latest = Последние
source-which = Чьи слова? Напишите имя после /source; /sources покажет, кого цитируют.
source-unknown = Никого по имени { $name } в этих статьях не цитируют.
source-others = Под этим именем есть ещё: { $names }
articles-quoted = { $count ->
    [one] Цитаты из { $count } статьи
   *[other] Цитаты из { $count } статей
}
article-quoted = { $headline } – { $count ->
    [one] { $count } цитата
    [few] { $count } цитаты
   *[many] { $count } цитат
}
language-which = На каком языке мне говорить? Цитаты остаются как есть.
language-name = Русский
language-set = Теперь я говорю с вами по-русски.
privacy = Что я храню: сообщение ко мне – пока на него нет ответа, потом три дня только его номер, чтобы не отвечать дважды. Вопрос к каждому из последних 10 000 ответов и номер чата, чтобы работали кнопки, и вашу оценку, если вы нажали 👍 или 👎. Выбранный вами язык. Кто модераторы. Я не храню ни имён, ни телефонов, ни того, что обращено не ко мне. Нашу переписку хранит сам Telegram.

## Кнопки
button-more = Ещё свидетельства ({ $count })
button-context = В контексте
button-articles = Статьи
button-share = Поделиться
button-stale = Эта кнопка устарела. Спросите, пожалуйста, ещё раз.
mark-thanks = Спасибо, записано.
mark-why = Что не так?
reason-wrong-source = Назван не тот источник
reason-beside = Ответ о другом
reason-missing = Чего-то не хватает
reason-outdated = Это устарело

## Передача
whole-answer = Весь ответ
ask-in-private = Спросить лично
answer-gone = Этот ответ больше не хранится. Задайте, пожалуйста, вопрос ещё раз.
asked-shared = Вопрос: «{ $question }»

## Проверка записи
check-what = Перешлите мне запись или напишите её после /check: я покажу по предложениям, кто в статьях об этом говорит.
check-note = Кто говорит об этом в имеющихся статьях. Правда ли это, я не сужу.
check-claim = «{ $claim }»
check-nobody = Об этом здесь никто не сообщает.
check-more = { $count ->
    [one] Пропущено ещё { $count } предложение
    [few] Пропущено ещё { $count } предложения
   *[many] Пропущено ещё { $count } предложений
}; пришлите их отдельно.

## What became of an answer
answer-number = Ответ { $number }, { $day }
answer-page = на одной странице
fate-removed = Статья отозвана { $day }.
fate-retracted = Издание отказалось от статьи { $day }.
fate-corrected = Статья изменена { $day }; этих слов в ней больше нет.
fate-corrected-stands = Статья изменена { $day }; эти слова в ней остались.
changed = Этот ответ изменился: см. ⚠️ ниже.
changed-above = Этот ответ изменился: см. выше.
changed-reply = Изменилось то, что я здесь цитировал:
changed-removed = { $headline } – статья отозвана { $day }
changed-retracted = { $headline } – издание отказалось от статьи { $day }
changed-corrected = { $headline } – статья изменена { $day }
changed-whole = Ответ, каков он теперь: { $command }
since-then = С тех пор
since-nothing = С тех пор ничего не изменилось.
since-new = { $count ->
    [one] Появилось ещё { $count } сообщение: { $names }
    [few] Появилось ещё { $count } сообщения: { $names }
   *[many] Появилось ещё { $count } сообщений: { $names }
}
since-again = Спросить заново: { $command }
revoke-what = Какая страница? Напишите id статьи или номер ответа после /revoke.
revoked = Адрес страницы больше не действует: кто его откроет, узнает, что страница отозвана. Следующий ответ создаст новый.
revoke-nothing = У этого нет страницы с действующим адресом.
revoke-refused = Это могут только модераторы и, в личном чате, тот, кто спросил.
menu-revoke = Отозвать адрес страницы

## The evidence pages
page-answer = Ответ в цитатах
page-article = Статья и те, кто в ней говорит
page-skip = К тексту
page-as-of = По тому, что было опубликовано до { $day }
page-accounts = Кто что говорит
page-who-speaks = Кто здесь говорит
page-else = Кто ещё об этом говорит
page-quoted-for = Цитируется в ответ на вопрос
page-own-voice = Что не отмечено, статья говорит от себя.
page-original = Оригинал
page-in-report = В статье
page-changes = Что изменилось
page-corrected = Исправлено { $day }.
page-changed-below = Изменено { $day }. Что там было раньше, стоит ниже.
page-before = Раньше там было:
page-before-title = Заголовок был: { $title }
page-note = Каждая цитата стоит в статье слово в слово. Эта страница за вами не следит.
page-gone-title = Эта страница отозвана
page-gone = То, что здесь было, больше не показывается: отозваны статья или ответ либо этот адрес. Кто дал вам адрес, может спросить бота снова.
page-none-title = Здесь ничего нет
page-none = Этот адрес не ведёт ни на какую страницу. Проверьте, полон ли он.
page-busy-title = Что-то не получилось
page-busy = Страницу сейчас нельзя показать. Попробуйте, пожалуйста, чуть позже.
page-from-answer = Назад к ответу
page-folded = Также:

## Картинки
picture-quote = «{ $quote }»
picture-quote-cut = «{ $quote }» …
picture-quote-long = (слишком длинно для картинки: см. текст)
picture-more = { $count ->
    [one] Ещё { $count } цитата – в тексте.
    [few] Ещё { $count } цитаты – в тексте.
   *[many] Ещё { $count } цитат – в тексте.
}
picture-timeline = Кто что сказал и когда: { $topic }
picture-compare = Рядом друг с другом: { $question }
button-compare = Сравнить
others = В найденных местах говорят также:
others-none = Больше никто об этом в имеющихся статьях не говорит.
button-others = Кто ещё
