## القنوات
watches = { $count ->
    [zero] لا تُتابَع أي قناة
    [one] تُتابَع قناة واحدة
    [two] تُتابَع قناتان
    [few] تُتابَع { $count } قنوات
    [many] تُتابَع { $count } قناة
   *[other] تُتابَع { $count } قناة
}
watch-none = لا تُتابَع أي قناة. اكتب ‎/watch add ثم اسم القناة بعلامة @ أو رقمها لمتابعة قناة أنا فيها.
watch-how = اكتب ‎/watch add @CHANNEL ثم «auto» أو «review» إن شئت؛ وللقناة الخاصة رقمها أو عنوان أحد منشوراتها. ‎/watch remove ورقمها يوقف المتابعة. مع review، وهو المقصود إن لم تذكر شيئًا، تنتظر التقارير في ‎/pending.
watch-line = { $number }. { $name }، { $mode }
watch-posts = المنشورات: { $count }، وتُرك منها ما ليس تقريرًا: { $alone }
watch-gone = ⚠️ لم أعد فيها منذ { $day }.
watch-added = من الآن يدخل كل منشور فيها يكون تقريرًا. { $undo } يلغي ذلك.
watch-removed = لم تعد { $name } متابَعة؛ { $undo } يلغي ذلك.
watch-not-in = لست في تلك القناة، أو لا توجد قناة بهذا الاسم. افتح القناة ثم «المشرفون» وأضف { $bot }؛ لا يحتاج إلى أي صلاحية سوى أن يكون فيها. ثم اكتب الشيء نفسه مرة أخرى.
watch-no-channel = تلك ليست قناة. لا يمكن متابعة غير القنوات.
watch-dead = أُخرجتُ من { $name } ولم أعد أرى ما تنشره. أضفني من جديد وسيستمر كل شيء وحده؛ { $command } يوقف المتابعة.
watch-emptied = عدّلت { $name } منشورًا حتى لم يبق فيه تقرير. ما أُخذ منه يبقى كما كان: { $post }
watch-failed = تعذّر أخذ منشور من { $name }: { $post } – { $why }
menu-watch = القنوات المتابَعة

## الموجزات
digest = ما نُشر منذ { $since }
digest-reports = تقارير جديدة: { $count } ({ $names })
digest-outlet = { $outlet } { $count }
digest-numbers = رقم من الأرقام أدناه يأتي بكل ما قيل.
digest-notices = ما صُحّح منذ ذلك الحين
digest-retracted = { $headline } – سُحب:
digest-corrected = { $headline } – صُحّح:
digest-nothing = لم يُنشر شيء هنا منذ { $since }.
digest-none = لا يُرسل موجز إلى هذه المحادثة.
digest-off = لم يعد يُرسل موجز إلى هذه المحادثة.
digest-daily = يأتي موجز كل يوم في { $time } ({ $zone })، والتالي في { $next }؛ ولا يأتي إن لم يكن هناك جديد.
digest-weekly = يأتي موجز كل أسبوع ({ $day }) في { $time } ({ $zone })، والتالي في { $next }؛ ولا يأتي إن لم يكن هناك جديد.
digest-how = اكتب ‎/digest daily 08:00 Europe/Berlin أو ‎/digest weekly mon 08:00 Europe/Berlin؛ ‎/digest now يعرضه الآن، و‎/digest off يوقفه.
digest-admins = لا يقرر في الموجز إلا مشرفو هذه المجموعة والمشرفون على المقالات.
digest-in-telegram = تُرسل الموجزات في تيليغرام؛ هنا يعرض ‎/digest now واحدًا فقط.
menu-digest = ما نُشر، كل يوم أو كل أسبوع
