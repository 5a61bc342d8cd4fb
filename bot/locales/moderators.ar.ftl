## What moderators do: proposals
preview = لم يُنشر بعد: { $number }
preview-copies = بالكلمات نفسها تقريبًا:
preview-copy = { $headline } ({ $percent }٪، { $id })
preview-revision = نسخة أحدث من { $id }. ما سيتغير:
preview-same = { $id } موجود هنا؛ ولا يختلف إلا ما لا يظهر هنا.
changes-more = … وتغييرات أخرى: { $count }.
doubt-no-outlet = الوسيلة غير معروفة: أضفها بالأمر ‎/edit قبل النشر.
doubt-wall = ربما هذه البداية فقط: يطلب النص الاشتراك.
doubt-missing = ربما ليس تقريرًا: يقول النص إن الصفحة غير موجودة.
doubt-furniture = فيه من الموقع أكثر مما فيه من التقرير: راجع ما قُرئ.
doubt-machine = يوجّه النص تعليمات إلى آلة: «{ $words }». لا شيء هنا ينفذها.
button-publish = نشر
button-edit = تعديل حقل
button-discard = رفض
button-publish-all = نشر الكل
button-discard-all = رفض الكل
pending = { $count ->
    [zero] لا تقارير تنتظر
    [one] تقرير واحد ينتظر
    [two] تقريران ينتظران
    [few] { $count } تقارير تنتظر
    [many] { $count } تقريرًا ينتظر
   *[other] { $count } تقرير ينتظر
}
pending-none = لا شيء ينتظر.
pending-how = { $command } يعرضه قبل النشر.
is-published = نُشر { $number } في { $day }.
is-discarded = رُفض { $number } في { $day }.
published = نُشر
published-all = { $count ->
    [zero] لم يُنشر شيء.
    [one] نُشر تقرير واحد.
    [two] نُشر تقريران.
    [few] نُشرت { $count } تقارير.
    [many] نُشر { $count } تقريرًا.
   *[other] نُشر { $count } تقرير.
}
discarded = { $count ->
    [one] رُفض. يعيده ‎/undo.
   *[other] المرفوض: { $count }. يعيد ‎/undo آخرها.
}
two-eyes = مطلوب شخصان: ينشر ما اقترحتَه مشرفٌ آخر.
add-skipped-more = … ولم تُقرأ { $count } أخرى.
one-report = { $count ->
    [one] التقرير نفسه منشور أيضًا في: { $outlets }
   *[other] التقرير نفسه منشور أيضًا ({ $count }) في: { $outlets }
}

## Correcting
edit-how = انسخ سطرًا واكتب القيمة الجديدة بعده؛ والشرطة تُفرغ الحقل:
edit-which = اكتب المعرّف والحقل والقيمة الجديدة، مثل: ‎/edit 3fa9 date 2031-03-04. الحقول: { $fields }.
edit-same = هذا ما يقوله أصلًا.
edited = عُدّل { $id }؛ يعيده { $undo } كما كان.
revisions-which = أي مقال؟ اكتب معرّفه بعد ‎/revisions.
revisions-none = لم يتغير { $id } قط.
revisions = { $count ->
    [zero] لم يتغيّر
    [one] تغيّر مرة واحدة
    [two] تغيّر مرتين
    [few] تغيّر { $count } مرات
    [many] تغيّر { $count } مرة
   *[other] تغيّر { $count } مرة
}
revision = التغيير { $number }، { $day }
correct-what = اكتب المعرّف وما كان خطأ، مثل: ‎/correct 3fa9 العمدة هي آنا توريتش لا إيفو توريتش.
corrected = يحمل { $id } هذه الملاحظة من الآن، هنا وفي الإجابات السابقة: { $note }
retract-what = اكتب المعرّف والسبب، مثل: ‎/retract 3fa9 كانت الرسالة مزورة.
retracted = سُحب { $id }: { $why } ووُسمت الإجابات التي اقتبست منه. يعيده { $undo }.
undo-refused = لم يُتراجع عن: { $what } { $target }. { $why }
undo-earlier = خطوتك التي قبلها: { $what } { $target }، ويتراجع عنها { $command }.
undo-nothing = لا خطوة لك يمكن التراجع عنها.
undo-not = لا يمكن التراجع عن خطوتك الأخيرة: { $what } { $target }
undone = تم التراجع عن: { $what } { $target }

## Roles
owners-only = هذا للمالكين فقط.
promote-what = اكتب رقمًا ودورًا، مثل: ‎/promote 123456789 moderator. وعند الرد على رسالة شخص يكفي الدور؛ ومع كلمة here يسري في هذه المحادثة فقط. الأدوار: contributor وmoderator وowner.
demote-who = مَن؟ اكتب رقمه بعد ‎/demote أو رُدّ به على رسالة منه.
role-everywhere = { $who } الآن: { $role }
role-here = { $who } الآن في هذه المحادثة: { $role }
role-user = مستخدم
role-contributor = مساهم
role-moderator = مشرف
role-owner = مالك
mods = { $count ->
    [zero] لا دور لأحد
    [one] لشخص واحد دور
    [two] لشخصين دور
    [few] لـ{ $count } أشخاص دور
    [many] لـ{ $count } شخصًا دور
   *[other] لـ{ $count } شخص دور
}
mod-line = • { $who }: { $role }، منذ { $day }
eyes-what = اكتب ‎/eyes on أو ‎/eyes off: عند التفعيل لا ينشر أحد ما اقترحه بنفسه.
eyes-are-on = مطلوب شخصان: من اقترح تقريرًا لا ينشره.
eyes-are-off = يستطيع كل مشرف نشر كل تقرير.
audit = ما تغيّر، الأحدث أولًا (التوقيت العالمي UTC)
audit-empty = لم يتغير شيء بعد.
audit-bot = البوت
audit-terminal = مالك مجلد البيانات، في الطرفية
step = { $what ->
    [published] نُشر
    [discarded] رُفض
    [added] أُضيف
    [imported] استُورد
    [edited] عُدّل
    [removed] حُذف
    [restored] استُعيد
    [corrected] صُحّح
    [retracted] سُحب
    [claim-source] نُسب قول إلى مصدر آخر في
    [claim-dropped] حُذف قول من
    [claim-added] أُضيف قول إلى
    [sources-merged] دُمجت مصادر
    [source-split] قُسّم مصدر
    [source-renamed] أُعيدت تسمية مصدر
    [feed-added] أُضيفت خلاصة
    [feed-removed] أُزيلت خلاصة
    [watch-added] تُتابَع قناة
    [watch-removed] أُوقفت متابعة قناة
    [role] دور
    [two-eyes] زوجان من العيون
    [digest] موجز المحادثة
    [page-revoked] سُحب عنوان صفحة
    [failed] لم تتم
   *[other] { $what }
}
step-undid = تم التراجع عن: { $what }

## Feeds
feeds = { $count ->
    [zero] لا خلاصات تُتابَع
    [one] تُتابَع خلاصة واحدة
    [two] تُتابَع خلاصتان
    [few] تُتابَع { $count } خلاصات
    [many] تُتابَع { $count } خلاصة
   *[other] تُتابَع { $count } خلاصة
}
feeds-none = لا خلاصات تُتابَع. ‏‎/feeds add مع العنوان يتابع واحدة.
feeds-how = اكتب ‎/feeds add ثم العنوان، ثم إن شئت «every 60 min» و«auto» أو «review»؛ و‎/feeds remove مع رقمها يتركها. مع review، وهو المقصود إن لم تقل شيئًا، تنتظر تقاريرها في ‎/pending.
feed-line = { $number }. { $name }، { $count ->
    [zero] باستمرار
    [one] كل دقيقة
    [two] كل دقيقتين
    [few] كل { $count } دقائق
    [many] كل { $count } دقيقة
   *[other] كل { $count } دقيقة
}، { $mode }
feed-auto = تُنشر فورًا
feed-review = تُعرض أولًا
feed-proposed = { $count ->
    [zero] لا تقارير تنتظر: { $command }
    [one] تقرير واحد ينتظر: { $command }
    [two] تقريران ينتظران: { $command }
    [few] { $count } تقارير تنتظر: { $command }
    [many] { $count } تقريرًا ينتظر: { $command }
   *[other] { $count } تقرير ينتظر: { $command }
}
feed-skipped = { $count ->
    [one] لم يُقرأ: { $item } – { $why }
   *[other] ما لم يُقرأ: { $count }، أولها { $item } – { $why }
}
feed-nothing = لا جديد فيها.
feed-removed = لم تعد { $name } تُتابَع.
feed-undo = يُتراجع عن ذلك بالأمر { $undo }.
feed-dead = لا تُقرأ { $name } منذ مدة: { $why } تُجرَّب من الآن مرة في اليوم. { $command } يتركها.

## In the menu
menu-pending = ما ينتظر النشر
menu-edit = تعديل حقل في مقال
menu-revisions = كيف كان المقال من قبل
menu-correct = وضع ملاحظة على مقال
menu-retract = سحب مقال نهائيًا
menu-undo = التراجع عن خطوتك الأخيرة
menu-feeds = الخلاصات التي تُتابَع
menu-mods = لمن أي دور
menu-promote = منح شخص دورًا
menu-demote = نزع دور شخص
menu-eyes = طلب شخصين للنشر
menu-audit = من غيّر ماذا

## Looking
gaps = { $count ->
    [zero] لا سؤال بلا جواب
    [one] سؤال واحد بلا جواب
    [two] سؤالان بلا جواب
    [few] { $count } أسئلة بلا جواب
    [many] { $count } سؤالًا بلا جواب
   *[other] { $count } سؤال بلا جواب
}
gaps-none = لا سؤال بلا جواب.
gap-line = • { $count } × { $question } ({ $marks })
gap-mark = { $mark }: { $count }
gap-not-reported = لم يُذكر
gap-bad = 👎
stats = كيف تسير الأمور
stats-corpus = المقالات: { $count }، الوسائل: { $outlets }، المتحدثون: { $sources }
stats-answers = الإجابات المحفوظة: { $count }، منها بلا خبر: { $vain }
stats-marks = 👍 { $good }، 👎 { $bad }
stats-work = ينتظر: { $waiting }، الخلاصات: { $feeds }، منها لا تُقرأ: { $dead }
stats-months = المقالات المضافة حسب الشهر:
stats-weeks = الأسئلة حسب الأسبوع (من الاثنين): أُجيب عنها، واختُلف فيها، ولم يُنشر عنها شيء:
stats-until = حتى { $day }
chart-months = المقالات المضافة حسب الشهر
chart-weeks = الأسئلة حسب الأسبوع
chart-answered = أُجيب عنها
chart-disputed = اختُلف فيها
chart-not-reported = لم يُنشر عنها شيء
menu-gaps = ما بقي بلا جواب
menu-stats = كيف تسير الأمور

## الإضافة بالجملة
jobs = ما يُضاف بالجملة، الأحدث أولًا
jobs-none = لم يُضف شيء بالجملة بعد. الأمر ‎/add مع ملف فيه تقارير كثيرة يفعل ذلك.
job = المهمة { $number }: { $name } – { $state }
job-proposed = لم تبدأ
job-waiting = تنتظر دورها
job-running = تُضاف الآن
job-done = انتهت
job-cancelled = أُلغيت
job-failed = فشلت
job-reports = عدد التقارير فيها: { $count }
job-known = أُضيف منها من قبل: { $count }
job-outlets = عدد الوسائل: { $count } ({ $names })
job-days = من { $first } إلى { $last }
job-unreadable = لا تُقرأ: { $count }
job-reason = • { $count } × { $why }
job-done-of = { $done } من { $total }
job-counts = أُضيف: { $added }، موجود من قبل: { $unchanged }، متروك: { $skipped }
job-undo = يُخرج ‎/undo ما أضافته إن كانت خطوتك الأخيرة.
job-who-starts = على مشرف أن يبدأها: { $command }
job-report = المتروك وسببه: { $count }
button-start = إضافة في الخلفية
button-cancel = إلغاء
menu-jobs = ما يُضاف بالجملة
