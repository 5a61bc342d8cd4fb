## Claims put right by hand
claims-which = أي مقال؟ اكتب معرّفه بعد ‎/claims.
claims = { $count ->
    [zero] لا أقوال
    [one] قول واحد
    [two] قولان
    [few] { $count } أقوال
    [many] { $count } قولًا
   *[other] { $count } قول
}{ $pages ->
    [1] {""}
   *[other] ، الصفحة { $page } من { $pages }
}
claim-says = { $who }: { $quote }
claim-denies = نفي من { $who }: { $quote }
claim-own = كما ورد في { $who }: { $quote }
claim-number = القول { $number } في { $id }
claim-card-how = انقر على ما فيه من خطأ. «ليس قولًا» يترك الكلمات للصحيفة نفسها.
claim-by-hand = ✎ صحّحه { $who } في { $day }
claims-by-hand = صُحّح يدويًا: { $count }
claim-none = ليس قولًا
claim-new = كان ناقصًا
claims-stale = تغيّر هذا منذ ذلك الحين: أرسل ‎/claims من جديد.
claim-who = من قال هذا؟ { $claim }
claim-name = رُدّ على هذه الرسالة بالاسم كاملًا قدر ما تعرف. ويمكن أن تكتب في سطر ثانٍ من هو.
claim-which-name = هل { $name } واحد من هؤلاء أم مصدر جديد؟ النقرة تضع القول تحت ذلك الاسم.
missed-words = رُدّ على هذه الرسالة بكلمات القول منسوخة من المقال حرفًا بحرف: دون قائلها، وسطرًا لكل جزء إن كانت في أجزاء.
missed-who = من قال هذا؟
missed-stance = هل قال { $who } هذا أم نفاه؟ نقرتك تضيف القول.
claim-given = صُحّح. { $before } → { $after }
claim-dropped = لم يعد قولًا: { $claim }
claim-added = أُضيف: { $claim }
claim-undone = تم التراجع عن: { $claim }
button-missed = قول ناقص
button-by-hand = يدويًا: { $count }
button-other-source = قاله غيره
button-no-claim = ليس قولًا
button-take-back = تراجع
button-claims = الأقوال
button-somebody = غير هؤلاء …
kind-person = جديد: شخص
kind-organisation = جديد: هيئة
kind-document = جديد: وثيقة
kind-unnamed = جديد: بلا اسم
stance-asserts = قاله
stance-denies = نفاه
menu-claims = تصحيح أقوال مقال

## Sources put right
sources-how = اكتب ‎/sources merge A B‎ أو ‎/sources rename A‎ ثم الاسم الجديد، أو ‎/sources split A‎ وانقر على ما هو لغيره. ‏A وB أرقام أو أسماء، وما كان من كلمات عدة فبين علامتي اقتباس؛ ويبقى الأول.
sources-which = { $name } قد يكون أيًّا من هؤلاء؛ اكتب الرقم:
source-last = آخر ذكر في «{ $title }»
sources-now = كما هو
sources-then = كما سيكون
source-also = وأيضًا { $names }
button-do = نفّذ
button-leave = اترك
left = لم يتغير شيء.
decided = تم: { $said }
decision-undone = تم التراجع عن: { $said }
decision-merge = { $one } هو نفسه { $other }
decision-rename = { $one } صار اسمه { $other }
decision-split = { $one } ليس هو { $other }
split-nothing = لـ{ $name } اسم واحد في مقال واحد: لا شيء يُفصل.
split-what = انقر على ما هو لمصدر آخر؛ سترى أولًا ما سيتغير. ولعدة معًا أو باسم جديد: { $command } "اسم" in معرّف-المقال as "اسم جديد"
split-name = «{ $name }» ({ $count })
split-article = في «{ $title }»
