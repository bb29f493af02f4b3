// WhatsApp's own words in an export, by language. Data: a new language is a new entry, not new code.
// Compared after `plain()`, without case, brackets and full stop.

/** Android: `IMG-….jpg (file attached)`. */
export const fileAttached: readonly string[] = [
  'file attached',
  'الملف مرفق',
  'ملف مرفق',
  'تم إرفاق الملف',
  'پیوستہ فائل',
  'फाइल अटैच कर दी गई है',
  'फाइल संलग्न',
  'ফাইল সংযুক্ত হয়েছে',
  'ഫയൽ ചേർത്തു',
  'nakalakip na file',
  'پیوست شد',
  'dosya ekli',
  'fichier joint',
  'archivo adjunto',
  'archivo adjuntado',
  'datei angehängt',
  'arquivo anexado',
  'ficheiro anexado',
  'file allegato',
  'bestand bijgevoegd',
  'файл добавлен',
  'file terlampir',
  'fail dilampirkan',
]

export const deleted: readonly string[] = [
  'this message was deleted',
  'you deleted this message',
  'تم حذف هذه الرسالة',
  'حُذفت هذه الرسالة',
  'أنت حذفت هذه الرسالة',
  'لقد حذَفت هذه الرسالة',
  'لقد حذفت هذه الرسالة',
  'یہ میسج حذف کر دیا گیا ہے',
  'آپ نے یہ میسج حذف کر دیا ہے',
  'یہ پیغام حذف کیا گیا',
  'यह मैसेज डिलीट कर दिया गया है',
  'आपने यह मैसेज डिलीट किया',
  'এই মেসেজটি বাদ দেওয়া হয়েছে',
  'itong mensahe ay binura na',
  'این پیام حذف شده است',
  'bu mesaj silindi',
  'bu mesajı sildiniz',
  'ce message a été supprimé',
  'vous avez supprimé ce message',
  'se eliminó este mensaje',
  'este mensaje fue eliminado',
  'eliminaste este mensaje',
  'diese nachricht wurde gelöscht',
  'du hast diese nachricht gelöscht',
  'mensagem apagada',
  'esta mensagem foi apagada',
  'você apagou esta mensagem',
  'questo messaggio è stato eliminato',
  'hai eliminato questo messaggio',
  'данное сообщение удалено',
  'вы удалили данное сообщение',
  'pesan ini dihapus',
  'anda menghapus pesan ini',
]

/** A group's admin took somebody's words away. */
export const deletedByAdmin =
  /^(this message was deleted by admin|تم حذف هذه الرسالة (من قبل|بواسطة) (المشرف|مشرف)|حذف المشرف .{1,60} هذه الرسالة)/i

/** The phrases above that only the phone which made the export shows for its own lines: they tell who `self` is. */
export const deletedByExporter: readonly string[] = [
  'you deleted this message',
  'أنت حذفت هذه الرسالة',
  'لقد حذَفت هذه الرسالة',
  'لقد حذفت هذه الرسالة',
  'آپ نے یہ میسج حذف کر دیا ہے',
  'आपने यह मैसेज डिलीट किया',
  'bu mesajı sildiniz',
  'vous avez supprimé ce message',
  'eliminaste este mensaje',
  'du hast diese nachricht gelöscht',
  'você apagou esta mensagem',
  'hai eliminato questo messaggio',
  'вы удалили данное сообщение',
  'anda menghapus pesan ini',
]

export const edited: readonly string[] = [
  'this message was edited',
  'تم تعديل هذه الرسالة',
  'تم تعديل هذا المحتوى',
  'اس میسج میں ترمیم کی گئی ہے',
  'इस मैसेज को एडिट किया गया है',
  'bu mesaj düzenlendi',
  'ce message a été modifié',
  'se editó este mensaje',
  'diese nachricht wurde bearbeitet',
  'mensagem editada',
  'esta mensagem foi editada',
  'questo messaggio è stato modificato',
  'данное сообщение изменено',
  'pesan ini diedit',
]

/** The notice every chat starts with; long enough to be known in any dress. */
export const encryptionNotice: readonly RegExp[] = [
  /^(messages (and calls )?(to|in|you send to) .{0,60}|messages and calls are|messages are) (now )?(secured|end-to-end)/i,
  /^(الرسائل والمكالمات|الرسائل|إن الرسائل التي ترسلها) .{0,40}(مشفرة|مشفّرة|محمية|محميّة)/,
  /^(میسجز اور کالز|मैसेजेस और कॉल्स|les messages et les appels|los mensajes y las llamadas|nachrichten und anrufe|mesajlar ve aramalar|сообщения и звонки|as mensagens e (as )?chamadas|i messaggi e le chiamate|pesan dan panggilan|پیام‌?ها و تماس‌?ها)/i,
]

/** Lines about nobody's words, looked for only where WhatsApp marks a line as its own (iOS gives even these a sender). */
export const system: readonly RegExp[] = [
  /^(your security code with|تغيّر رمز أمانك|تغير رمز أمانك|تغير رمز الأمان)/i,
  /(سیکیورٹی کوڈ|सुरक्षा कोड|güvenlik kodu|code de sécurité|código de (seguridad|segurança)|sicherheitsnummer|codice di sicurezza|код (безопасности|безпеки)|kode keamanan)/i,
  /(تغيّر رمز الأمان|انقر هنا لمعرفة المزيد\.?|tap to learn more\.?|tap to change\.?|click to learn more\.?)$/i,
  /\b(changed (the|this) (subject|group|description|settings)|changed their phone number|changed to \+|created (this )?group|created this (community|broadcast)|joined using (this|a|your)|joined from the community|was added$|was removed$|pinned a message|is a contact$|blocked this contact|unblocked this contact|are now an admin|no longer an admin|turned (on|off) disappearing|turned (on|off) admin approval|requested to join|updated the message timer|reset (this|the) group's invite link)/i,
  /^[^.!?،]{1,60}\b(added|removed) [^.!?]{1,80}$/i,
  /^.{1,60} (left|joined)\.?$/i,
  /^(انضم|انضمّ|انضممت|لقد انضممت|غادر|غادرت|أضاف|أضافك|تمت إضافت|أزال|قمت بإزالة|قمت بإضافة|أنشأ|أنشأت|قام .{1,60} بإنشاء|غيّر|غيَّر|غيرت|تم تغيير|قمت بتغيير|ثبّت|أصبحت الآن|لقد تغير|تم تشغيل الرسائل ذاتية|الرسائل ذاتية الاختفاء|حظرت جهة|تم حظر)(?=\s).{1,160}$/,
  /(غيّر|غيَّر|غير|قام بتغيير|أنشأ|أزال|أضاف) (رقم هاتفه|رقم هاتفها|إلى رقم|صورة|اسم|وصف|إعدادات|المجموعة|مجموعة|هذه المجموعة)|غادر$|انضم باستخدام|انضم إلى هذه المجموعة/,
  /^(this (chat|business)|هذه الدردشة مع|هذا الحساب التجاري)/i,
]

export const calls: readonly RegExp[] = [
  /^(missed (group )?(voice|video) call|silenced (voice|video) call|(voice|video) call|(voice|video) chat)\b/i,
  /^(مكالمة (صوتية|فيديو|جماعية)|لم يتم الرد)/,
  /^(مسڈ (وائس|ویڈیو) کال|मिस्ड (वॉइस|वीडियो) कॉल|cevapsız (sesli|görüntülü) arama|appel (vocal|vidéo) manqué|(videol|l)lamada perdida|verpasster (sprach|video)anruf)/i,
]
/** The whole text, where no mark tells a call from words about calls. */
export const missedCalls: readonly string[] = [
  'missed voice call',
  'missed video call',
  'missed group voice call',
  'missed group video call',
  'مكالمة صوتية فائتة',
  'مكالمة فيديو فائتة',
  'مسڈ وائس کال',
  'مسڈ ویڈیو کال',
]

/** Shown in place of what this phone could not show. */
export const unreadable: readonly RegExp[] = [
  /^waiting for this message\b/i,
  /^(في انتظار هذه الرسالة|بانتظار هذه الرسالة)/,
  /^(you received a view once|view once (photo|video|message|voice)|لقد تلقيت (رسالة|صورة|فيديو) .{0,20}(مرة واحدة))/i,
  /^(صورة|فيديو|رسالة صوتية) للعرض (لمرة واحدة|مرة واحدة)/,
]
export const poll = /^[\u200e\u200f]?(POLL|استطلاع رأي|استطلاع|پول|पोल):\s*\n[\s\S]*\n(OPTION|خيار|الخيار|آپشن|विकल्प)/

export const liveLocation: readonly string[] = [
  'live location shared',
  'تمت مشاركة الموقع المباشر',
  'تمت مشاركة الموقع الحالي',
]
