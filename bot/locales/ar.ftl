### ما يقوله البوت بالعربية. القيم بين الأقواس يضعها البرنامج.

## الإجابة
status-answered = { $count ->
    [zero] لا روايات
    [one] رواية واحدة
    [two] روايتان
    [few] { $count } روايات
    [many] { $count } رواية
   *[other] { $count } رواية
}
status-disputed = { $count ->
    [zero] لا روايات
    [one] رواية واحدة عن أمر متنازع فيه
    [two] روايتان مختلفتان
    [few] { $count } روايات مختلفة
    [many] { $count } رواية مختلفة
   *[other] { $count } رواية مختلفة
}
says = بحسب { $who }:
denies = نفي من { $who }:
says-itself = كما ورد في { $who }:
in-its-own-words = باسمها
name-role = { $name }، { $role }
speaker-role = { $name }، { $role }
continued = { $head } (تابع)
superseded = (رواية سابقة حلّت محلها رواية أحدث)
agency-outlet = { $agency } في { $outlet }
via = عن طريق { $who }
same-report = التقرير نفسه
also-in = أيضًا في { $outlets }

## الإجابة بأنه لم يُذكر
not-reported = المقالات الموجودة هنا لا تذكر ذلك.
corpus-empty = لا توجد مقالات هنا بعد.
covers = هنا { $count ->
    [zero] لا مقالات.
    [one] مقال واحد.
    [two] مقالان.
    [few] { $count } مقالات.
    [many] { $count } مقالًا.
   *[other] { $count } مقال.
}
covers-day = هنا { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
} بتاريخ { $day }.
covers-days = هنا { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
} من { $first } إلى { $last }.
outlets = نشرتها: { $names }.
nearest = الأقرب إلى سؤالك:
speakers = من يتحدث فيها: { $names }

## البداية
start = أجيب عن أسئلة حول الأحداث من المقالات التي أُعطيت لي. كل ما أقوله اقتباس حرفي، مع قائله ومكانه وتاريخه. وحيث تختلف المصادر أعرض كلًّا منها، وحيث لا تقول المقالات شيئًا أقول ذلك. تبقى الاقتباسات بلغة المقال.
start-try = اسأل مباشرة، مثلًا: ماذا قالت الوزارة عن الهجوم؟
start-moderator = أنت مشرف: يعرض ‎/help ما يمكنك فعله بالمقالات.
help = اطرح سؤالًا بكلمات عادية، أو استخدم:
    ‏‎/ask السؤال – للسؤال
    ‏‎/timeline الموضوع – من قال ماذا ومتى
    ‏‎/check النص – من يتحدث عنه جملةً جملةً؛ أو أعد توجيه منشور إليّ
    ‏‎/asof اليوم السؤال – إجابة مما نُشر حتى ذلك اليوم
    ‏‎/answer الرقم – إجابة كما كانت وما تغيّر بعدها؛ ‎/revoke الرقم – لسحب عنوان صفحتها
    ‏‎/new – نسيان السؤال السابق
    ‏‎/sources – من يُقتبس منهم؛ ‎/source الاسم – كل ما قاله أحدهم
    ‏‎/coverage – ما تغطيه المقالات
    ‏‎/digest – ما نُشر، كل يوم أو كل أسبوع
    ‏‎/settings و‎/language و‎/privacy و‎/forget_me و‎/help
help-groups = في المجموعات أجيب عن ‎/ask وعن ذكر اسمي وعن الرد على رسائلي، ولا شيء غير ذلك.
help-contributors = لمن يضيفون المقالات:
    ‏‎/add نص أو عنوان – لإضافة مقال، أو أرسل ملفًا مع التعليق ‎/add، أو رُدّ بـ ‎/add على رسالة أو ملف
    ‏‎/pending – ما ينتظر النشر
    ‏‎/edit المعرّف الحقل القيمة – لتغيير حقل فيه
    ‏‎/undo – لإلغاء خطوتك الأخيرة
help-moderators = للمشرفين:
    ‏‎/articles – المقالات الموجودة
    ‏‎/article المعرّف – مقال واحد ومن يتحدث فيه؛ ‎/revisions المعرّف – كيف كان من قبل
    ‏‎/claims المعرّف – لتصحيح من قال ماذا فيه؛ ‎/sources merge وsplit وrename – أي المصادر واحد
    ‏‎/correct المعرّف النص – لوضع تصحيح على مقال؛ ‎/retract المعرّف السبب – لسحبه نهائيًا
    ‏‎/remove المعرّف – لسحب مقال؛ ‎/restore المعرّف – لإعادته
    ‏‎/revoke المعرّف – لسحب عنوان صفحته
    ‏‎/feeds و‎/watch و‎/jobs – ما يأتي من الخلاصات والقنوات وبالجملة
    ‏‎/gaps – ما سُئل عنه دون جواب؛ ‎/stats – كيف تسير الأمور
    ‏‎/mods و‎/promote و‎/demote و‎/eyes – من يحق له ماذا
    ‏‎/audit – كل تغيير ومن قام به
working = أبحث في المقالات …
working-rerank = أقرأ الأقرب إلى السؤال …
working-claims = أرتّب من قال ماذا …
working-lead = ألخّص ذلك في كلمات قليلة …
ask-what = ماذا تريد أن تعرف؟ اكتبه بعد ‎/ask أو راسلني مباشرة.
timeline-what = عن أي موضوع؟ اكتبه بعد ‎/timeline.
ask-shorter = هذا أطول من سؤال: اكتبه من فضلك في { $most ->
    [zero] صفر من الحروف
    [one] حرف واحد
    [two] حرفين
    [few] { $most } حروف
    [many] { $most } حرفًا
   *[other] { $most } حرف
} على الأكثر.
hint = أفهم الأسئلة المكتوبة. اكتب سؤالًا فقط.
hint-file = لإضافة هذا الملف رُدّ عليه بـ ‎/add.
unknown-command = لا أعرف هذا الأمر. يعرض ‎/help ما أعرفه.
moderators-only = هذا للمشرفين فقط. من يشغّل هذا البوت يعرف من هم.
code-right = أنت الآن مشرف. يعرض ‎/help ما يمكنك فعله.
code-wrong = هذا الرمز غير صالح. آخر رمز معروض حيث شُغّل البوت.

## عند حدوث خطأ
refused = { $why }
sorry = حدث خطأ من جانبي وقد سُجّل. حاول من فضلك بعد قليل.
telegram-trouble = لم يسمح لي تيليغرام بذلك الآن. حاول من فضلك بعد قليل.

## القوائم
sources = { $count ->
    [zero] لا مصادر مقتبس منها
    [one] مصدر واحد مقتبس منه
    [two] مصدران مقتبس منهما
    [few] { $count } مصادر مقتبس منها
    [many] { $count } مصدرًا مقتبسًا منه
   *[other] { $count } مصدر مقتبس منه
}
source-line = { $number ->
    [0] •
   *[other] { $number }.
} { $who } – { $claims ->
    [zero] لا أقوال
    [one] قول واحد
    [two] قولان
    [few] { $claims } أقوال
    [many] { $claims } قولًا
   *[other] { $claims } قول
}، { $articles ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $articles } مقالات
    [many] { $articles } مقالًا
   *[other] { $articles } مقال
}
articles = { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}
more-pages = المزيد: { $command }

## المقالات
add-what = ماذا أضيف؟ اكتب النص أو عنوانه بعد ‎/add، أو أرسل ملفًا مع التعليق ‎/add، أو رُدّ على رسالة بـ ‎/add.
add-too-large = الملف أكبر من 20 ميغابايت، وهو ما يسمح لي تيليغرام بتنزيله.
add-nothing = لا يوجد هنا ما يُضاف.
added-more = … و{ $count } غيرها.
add-unchanged = { $count ->
    [one] موجود من قبل: { $ids }
    [two] موجودان من قبل: { $ids }
   *[other] موجودة من قبل ({ $count }): { $ids }
}
add-skipped = لم يُضف: { $item } – { $why }
article-size = { $id } · { $count ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
article-no-date = لم يُعثر على تاريخ.
article-nobody = لا يُقتبس فيه من أحد.
article-claims = { $count ->
    [zero] لا أقوال
    [one] قول واحد
    [two] قولان
    [few] { $count } أقوال
    [many] { $count } قولًا
   *[other] { $count } قول
}، { $sources ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $sources } مصادر
    [many] { $sources } مصدرًا
   *[other] { $sources } مصدر
}: { $names }
source-count = { $name } ({ $count })
article-which = أي مقال؟ اكتب معرّفه بعد ‎/article؛ القائمة في ‎/articles.
remove-which = أي مقال؟ اكتب معرّفه بعد ‎/remove؛ القائمة في ‎/articles.
removed = سُحب: { $ids }. لن يُقتبس منه شيء بعد الآن. يعيده { $restore }
restore-which = أي مقال؟ اكتب معرّفه بعد ‎/restore.
restored = عاد: { $ids }

## قائمة تيليغرام
menu-ask = اطرح سؤالًا
menu-sources = من تقتبس منهم المقالات
menu-timeline = من قال ماذا ومتى
menu-asof = إجابة حتى يوم معيّن
menu-new = نسيان السؤال السابق
menu-answer = إجابة من جديد برقمها
menu-source = كل ما قاله مصدر واحد
menu-coverage = ما تغطيه المقالات
menu-language = اختيار اللغة
menu-privacy = ما يُحفظ عنك
menu-forget_me = حذف ما يُحفظ عنك
menu-check = من يتحدث عن منشور
menu-help = ما يمكنني فعله
menu-add = إضافة مقال
menu-articles = كل المقالات
menu-article = مقال واحد
menu-remove = سحب مقال
menu-restore = إعادة مقال

## في الطرفية
chat-welcome = اسأل في سطر واحد عمّا نُشر. ‏‎/help يعرض الأوامر، و‎/quit ينهي.
chat-example = مثلًا: ماذا حدث؟
chat-example-source = مثلًا: ماذا قال { $name }؟
chat-empty = لا توجد مقالات بعد: ‎/add مع ملف أو عنوان يضيف مقالًا.
chat-loading = (يجري تحميل النماذج؛ يستغرق ذلك بضع ثوانٍ)

## أسئلة أخرى
welcome = على الرحب والسعة. اسأل متى شئت.
asked-as = فُهم على أنه: «{ $question }» ‏‎/new يبدأ من جديد.
new = نبدأ من جديد: السؤال التالي قائم بذاته.
asof-what = اكتب يومًا ثم السؤال، مثلًا: ‎/asof 2020-01-23 كم عدد القتلى؟
asof-note = مما نُشر حتى { $day }:
no-day = بلا تاريخ
topics = موضوعات { $count ->
    [zero] العناوين
    [one] العنوان الأخير
    [two] آخر عنوانين
    [few] آخر { $count } عناوين
    [many] آخر { $count } عنوانًا
   *[other] آخر { $count } عنوان
}: { $names }
latest = الأحدث
source-which = كلام مَن؟ اكتب اسمًا بعد ‎/source؛ يعرض ‎/sources من يُقتبس منهم.
source-unknown = لا يُقتبس في المقالات هنا من أحد باسم { $name }. يعرض ‎/sources من يُقتبس منهم.
source-others = وُجد أيضًا بهذا الاسم: { $names }
articles-quoted = { $count ->
    [zero] لا اقتباسات
    [one] اقتباسات من مقال واحد
    [two] اقتباسات من مقالين
    [few] اقتباسات من { $count } مقالات
    [many] اقتباسات من { $count } مقالًا
   *[other] اقتباسات من { $count } مقال
}
article-quoted = { $headline } – { $count ->
    [zero] لا اقتباسات
    [one] اقتباس واحد
    [two] اقتباسان
    [few] { $count } اقتباسات
    [many] { $count } اقتباسًا
   *[other] { $count } اقتباس
}
language-which = بأي لغة أتكلم؟ تبقى الاقتباسات كما هي.
language-name = العربية
language-set = سأتكلم معك بالعربية من الآن.
privacy =
    ما أحتفظ به:
    • الرسالة الموجهة إليّ حتى يُجاب عنها، ثم رقمها فقط لثلاثة أيام كي لا يُجاب عنها مرتين.
    • آخر 100000 إجابة، كل منها مع سؤالها ورقم المحادثة كي تعمل أزرارها ورقمها، ورأيك فيها إن ضغطت 👍 أو 👎.
    • أرقام المحادثات والرسائل التي اقتبستُ فيها مقالًا، لآخر 200000 رد، كي أستطيع تصحيحها.
    • أوقات أسئلتك لمدة ساعة، أو لمدة يوم إن لم يسأل أحد بعدك، كي لا يُكثر أحد من الأسئلة.
    • إعداداتك وإعدادات المجموعات، ومتى تتلقى كل محادثة موجزها.
    • من هم المشرفون وما فعلوه، على الدوام.
    • ما يُنشر في القنوات التي يتابعها المشرفون.

    لا أحتفظ بأسماء ولا أرقام هواتف ولا بما ليس موجهًا إليّ. أما مراسلاتنا فيحتفظ بها تيليغرام نفسه. والأمر ‎/forget_me يحذف فورًا كل ما هو لك منه.
forget-what = سأحذف فورًا ونهائيًا: أسئلتك وإجاباتها في هذه المحادثة وما أرسلته عبر الوضع المضمّن، مع عناوين صفحاتها؛ ورأيك في الإجابات؛ وسجل ما كتبته إليك؛ وإعداداتك وموجزك. ولن تعمل أزرار رسائلي السابقة بعد ذلك، وإن صُحّح مقال لاحقًا فلن أجد الرسائل التي اقتبسته لك. أما الأسئلة في المجموعات فتبقى: فهي محفوظة دون من سألها. ورسائلنا نفسها لا يحذفها غيرك، في تيليغرام.
forget-moderator = لك دور هنا: سينتهي، ويُزال رقمك عن المقالات والخلاصات والقنوات التي أضفتها، ويبقى في سجل من غيّر ماذا، الذي لا يمكن تعديله.
forget-in-private = اكتب ‎/forget_me إليّ في محادثة خاصة: فالأمر يخصك وحدك.
button-forget = حذف كل ذلك
forgotten = حُذف كل ما كنت أحفظه عنك. وما تكتبه من الآن يُحفظ من جديد كما يقول ‎/privacy.

## الأزرار
button-more = روايات أخرى ({ $count })
button-next = المزيد
button-context = في السياق
button-articles = المقالات
button-share = مشاركة
button-stale = هذا الزر قديم. اسأل من جديد من فضلك.
mark-thanks = شكرًا، سُجّل ذلك.
mark-why = ما الخطأ؟
reason-wrong-source = نُسب إلى غير قائله
reason-beside = الإجابة عن شيء آخر
reason-missing = ينقصه شيء
reason-outdated = لم يعد صالحًا

## المشاركة
whole-answer = الإجابة كاملة
ask-in-private = اسألني على انفراد
answer-gone = لم تعد هذه الإجابة محفوظة. اطرح السؤال من جديد من فضلك.
asked-shared = السؤال: «{ $question }»

## فحص منشور
check-what = أعد توجيه منشور إليّ أو اكتبه بعد ‎/check: أعرض جملةً جملةً من يتحدث عنه في المقالات.
check-note = من يتحدث عن هذا في المقالات هنا. لا أحكم على صحته.
check-claim = «{ $claim }»
check-nobody = لا أحد يذكر ذلك هنا.
check-foreign = المنشور بلغة غير لغة المقالات، وقد يُعثر على المزيد إن أُرسل بلغتها.
check-same = من يقول الشيء نفسه:
check-otherwise = من يقول خلاف ذلك:
check-beside = من يتحدث عن ذلك:
check-more = { $count ->
    [zero] لم تُترك جمل.
    [one] تُركت جملة أخرى؛ أرسلها وحدها.
    [two] تُركت جملتان أخريان؛ أرسلهما وحدهما.
    [few] تُركت { $count } جمل أخرى؛ أرسلها وحدها.
    [many] تُركت { $count } جملة أخرى؛ أرسلها وحدها.
   *[other] تُركت { $count } جملة أخرى؛ أرسلها وحدها.
}

## What became of an answer
answer-number = الإجابة { $number }، { $day }
answer-which = أي إجابة؟ اكتب رقمها بعد ‎/answer؛ الرقم مذكور تحت كل إجابة.
answer-page = في صفحة واحدة
fate-removed = سُحب المقال في { $day }.
fate-retracted = جرى التراجع عن المقال في { $day }.
fate-corrected = عُدّل المقال في { $day }، ولم تعد هذه الكلمات فيه.
fate-corrected-stands = عُدّل المقال في { $day }، وما زالت هذه الكلمات فيه.
fate-noted = أُضيف تصحيح إلى المقال في { $day }.
fate-given = صُحِّح في { $day }: قال هذا مصدرٌ آخر.
fate-dropped = صُحِّح في { $day }: لم يقل هذا المصدر ذلك.
changed = تغيّرت هذه الإجابة: انظر ⚠️ أدناه.
changed-above = تغيّرت هذه الإجابة: انظر أعلاه.
changed-reply = تغيّر شيء مما اقتبسته هنا:
changed-removed = { $headline } – سُحب في { $day }
changed-retracted = { $headline } – جرى التراجع عنه في { $day }
changed-corrected = { $headline } – عُدّل في { $day }
changed-noted = { $headline } – أُضيف إليه تصحيح في { $day }
changed-given = { $headline } – صُحِّح في { $day } قائلُ هذا
changed-dropped = { $headline } – حُذف قول في { $day }
changed-whole = الإجابة كما هي الآن: { $command }
since-then = منذ ذلك الحين
since-nothing = لم يتغيّر شيء.
since-renamed = { $then }: الاسم الآن { $now }.
since-joined = { $then } و{ $now }: صارا مصدرًا واحدًا.
since-apart = ما نُسب هنا إلى { $then } صار منسوبًا إلى { $now }.
since-new = { $count ->
    [zero] لا روايات جديدة: { $names }
    [one] توجد الآن رواية أخرى: { $names }
    [two] توجد الآن روايتان أخريان: { $names }
    [few] توجد الآن { $count } روايات أخرى: { $names }
    [many] توجد الآن { $count } رواية أخرى: { $names }
   *[other] توجد الآن { $count } رواية أخرى: { $names }
}
since-again = للسؤال من جديد: { $command }
revoke-what = أي صفحة؟ اكتب معرّف مقال أو رقم إجابة بعد ‎/revoke.
revoked = لم يعد عنوان الصفحة صالحًا: من يفتحه يُخبَر بأنها سُحبت. والإجابة التالية تصنع عنوانًا جديدًا.
revoke-nothing = لا صفحة لذلك لها عنوان صالح.
revoke-refused = لا يفعل ذلك إلا المشرفون، ومن سأل في محادثة خاصة.
menu-revoke = سحب عنوان صفحة

## The evidence pages
page-answer = إجابة بالاقتباسات
page-article = تقرير ومن يتكلم فيه
page-skip = إلى النص
page-as-of = مما نُشر حتى { $day }
page-accounts = من يقول ماذا
page-who-speaks = من يتكلم هنا
page-else = من يتكلم أيضًا عن ذلك
page-quoted-for = مقتبس جوابًا عن السؤال
page-own-voice = ما لم يُعلَّم يقوله التقرير بصوته.
page-original = الأصل
page-in-report = في التقرير
page-changes = ما الذي تغيّر
page-corrected = صُحّح في { $day }.
page-changed-below = عُدّل في { $day }. ما كان فيه من قبل مذكور أدناه.
page-before = كان فيه من قبل:
page-before-title = كان عنوانه: { $title }
page-note = كل اقتباس موجود في التقرير حرفًا بحرف. لا شيء في هذه الصفحة يتتبعك.
page-gone-title = سُحبت هذه الصفحة
page-gone = ما كان هنا لم يعد يُعرض: سُحب التقرير أو الإجابة أو هذا العنوان. يستطيع من أعطاك العنوان أن يسأل البوت مرة أخرى.
page-none-title = لا شيء هنا
page-none = هذا العنوان لا يؤدي إلى صفحة. تحقق من أنه كامل.
page-busy-title = حدث خطأ ما
page-busy = لا يمكن عرض الصفحة الآن. حاول مرة أخرى بعد قليل من فضلك.
page-from-answer = العودة إلى الإجابة
page-folded = وأيضًا في:

## الصور
picture-quote = «{ $quote }»
picture-quote-cut = «{ $quote }» …
picture-quote-long = (أطول من أن تتسع له الصورة: انظر النص)
picture-more = { $count ->
    [zero] كل الاقتباسات في الصورة.
    [one] واقتباس آخر في النص.
    [two] واقتباسان آخران في النص.
    [few] و{ $count } اقتباسات أخرى في النص.
    [many] و{ $count } اقتباسًا آخر في النص.
   *[other] و{ $count } اقتباس آخر في النص.
}
picture-none = لا أملك الحروف اللازمة لرسم هذا في صورة، فإليكم إياه بالكلمات.
picture-timeline = من قال ماذا ومتى: { $topic }
picture-compare = الروايات جنبًا إلى جنب: { $question }
button-compare = قارن
others = يتحدث أيضًا في المقاطع التي وُجدت:
others-none = لا يتحدث أحد غيرهم عن ذلك في المقالات هنا.
button-others = من غيرهم

## الإعدادات
menu-settings = إعداداتي
settings-mine = إعداداتك: كم رواية تظهر دفعة واحدة، وهل تأتي التسلسلات الزمنية والمقارنات صورًا، فاتحة أم داكنة، وهل تظهر مسودة أثناء البحث، واللغة. تبقى الاقتباسات كما هي.
settings-group = إعدادات هذه المجموعة: من يحق له السؤال، وأين أجيب، وساعات الهدوء، وهل تكون الصور فاتحة أم داكنة، واللغة. يراها الجميع ويغيّرها المشرفون. لساعات أخرى: ‎/settings 23:00-06:30 Europe/Berlin
settings-kept = تم.
choice-size = { $count ->
    [zero] بلا روايات
    [one] رواية واحدة
    [two] روايتان
    [few] { $count } روايات
    [many] { $count } رواية
   *[other] { $count } رواية
}
choice-pictures = صور
choice-words = نص فقط
choice-light = صور فاتحة
choice-dark = صور داكنة
choice-drafts = مع مسودة
choice-no-drafts = بلا مسودة
choice-language-telegram = كما في تيليغرام
choice-language-own = لكلٍّ لغته
choice-all = الجميع يسأل
choice-admins = المشرفون فقط
choice-here = الإجابة هنا
choice-private = على انفراد
choice-no-quiet = بلا ساعات هدوء
choice-quiet = { $hours }
quiet-how = اكتب الساعات هكذا: ‎/settings 23:00-06:30 Europe/Berlin
quiet-now = ساعات الهدوء هنا حتى { $time }. أما على انفراد فأجيب في أي وقت.
zone-near = لا أعرف المنطقة الزمنية { $zone }. هل تقصد { $near }؟
zone-unknown = لا أعرف المنطقة الزمنية { $zone }. الأسماء مثل Europe/Berlin.
admins-change = لا يغيّر ذلك إلا مشرفو هذه المجموعة.
admins-ask = في هذه المجموعة لا يسألني إلا المشرفون. أما على انفراد فيمكن للجميع أن يسألوا.
private-here = في هذه المجموعة أجيب على انفراد، ولم تراسلني بعد. افتح محادثتنا واضغط «ابدأ» ثم اسأل من جديد.

## الحدود
quota-person = { $count ->
    [zero] لا يمكنك أن تسأل الآن. اسألني مجددًا { $when }.
    [one] طرحت سؤالًا واحدًا خلال ساعة، وهذا أقصى ما أستطيع. اسألني مجددًا { $when }.
    [two] طرحت سؤالين خلال ساعة، وهذا أقصى ما أستطيع. اسألني مجددًا { $when }.
    [few] طرحت { $count } أسئلة خلال ساعة، وهذا أقصى ما أستطيع. اسألني مجددًا { $when }.
    [many] طرحت { $count } سؤالًا خلال ساعة، وهذا أقصى ما أستطيع. اسألني مجددًا { $when }.
   *[other] طرحت { $count } سؤال خلال ساعة، وهذا أقصى ما أستطيع. اسألني مجددًا { $when }.
}
quota-chat = { $count ->
    [zero] لا يمكن السؤال هنا الآن. اسألوني مجددًا { $when }.
    [one] طُرح في هذه المجموعة سؤال واحد خلال ساعة، وهذا أقصى ما أستطيع. اسألوني مجددًا { $when }.
    [two] طُرح في هذه المجموعة سؤالان خلال ساعة، وهذا أقصى ما أستطيع. اسألوني مجددًا { $when }.
    [few] طُرحت في هذه المجموعة { $count } أسئلة خلال ساعة، وهذا أقصى ما أستطيع. اسألوني مجددًا { $when }.
    [many] طُرح في هذه المجموعة { $count } سؤالًا خلال ساعة، وهذا أقصى ما أستطيع. اسألوني مجددًا { $when }.
   *[other] طُرح في هذه المجموعة { $count } سؤال خلال ساعة، وهذا أقصى ما أستطيع. اسألوني مجددًا { $when }.
}
quota-inline = كانت أسئلة كثيرة: مجددًا { $when }
