// Ways people say twelve common troubles.
export const phrasings: readonly { readonly ar: readonly string[]; readonly en: readonly string[] }[] = [
  {
    ar: [
      'الكهربا مقطوعة',
      'طفت علينا الكهربا',
      'ماكو كهربا',
      'انقطاع التيار الكهربائي',
      'التيار فاصل',
      'البيت ظلام',
      'el kahraba ga63a',
      'mako kahraba',
    ],
    en: ['no electricity', 'power cut', 'the power is out', 'blackout since an hour', 'lights and AC are dead'],
  },
  {
    ar: ['الماي مقطوع', 'ماكو ماي', 'انقطاع المياه', 'الماي ما يوصل', 'الحنفية ناشفة', 'mako may', 'el may magtoo3'],
    en: ['no water', 'water cut', 'taps are dry', 'the water supply stopped'],
  },
  {
    ar: ['حفرة كبيرة بالشارع', 'الشارع مكسر', 'هبوط بالاسفلت', 'حفرة خربت تايري', 'الرقعة طارت'],
    en: ['huge pothole', 'broken road surface', 'the asphalt sank', 'a hole burst my tyre'],
  },
  {
    ar: ['المجاري طافحة', 'منهول يفور', 'طفح المجاري', 'ريحة المجاري ذبحتنا', 'مياه آسنة بالشارع'],
    en: ['sewage overflow', 'manhole overflowing', 'sewer water on the street', 'terrible sewage smell'],
  },
  {
    ar: ['الحاوية مليانة', 'الزبالة متكدسة', 'محد شال القمامة', 'تراكم النفايات', 'الحاوية ما تفرغت'],
    en: ['garbage not collected', 'the bin is overflowing', 'rubbish piling up', 'waste everywhere'],
  },
  {
    ar: ['عمود النور طافي', 'إنارة الشارع ما تشتغل', 'الشارع ظلام بدون إنارة', 'الليتات محترقة'],
    en: ['street lights are off', 'lamp post not working', 'the whole street is dark'],
  },
  {
    ar: ['ماسورة مكسورة والماي يهدر', 'تسريب ماي بالشارع', 'انفجار بايب ماي', 'كسر بخط المياه'],
    en: ['water leak on the street', 'burst water pipe', 'pipe broken and flooding'],
  },
  {
    ar: ['الإشارة الضوئية خربانة', 'الإشارة طافية', 'إشارة المرور معلقة على الأحمر', 'عطل بالإشارة الضوئية'],
    en: ['traffic light broken', 'signal stuck on red', 'traffic signal is off'],
  },
  {
    ar: ['كلاب ضالة', 'كلاب سايبة تخرع العيال', 'مجموعة كلاب بالفريج', 'كلب ضال هاجم ولدي'],
    en: ['stray dogs', 'a pack of dogs', 'dogs attacking children'],
  },
  {
    ar: ['سيارة مهملة من شهور', 'سيارة سكراب واقفة', 'سيارة متروكة وماخذة موقف', 'سيارات خربانة بالساحة'],
    en: ['abandoned car', 'scrap car left here', 'a wrecked car takes the parking'],
  },
  {
    ar: ['بناء مخالف', 'جارنا يبني دور زيادة', 'مخالفة بناء بدون ترخيص', 'توسعة على أملاك الدولة'],
    en: ['illegal building', 'neighbour adds a floor without a permit', 'construction without licence'],
  },
  {
    ar: ['زحمة وايد', 'الطريق واقف', 'ازدحام مروري خانق', 'الشارع مسكر والسير معطل'],
    en: ['terrible traffic jam', 'the road is blocked', 'traffic not moving at all'],
  },
]
