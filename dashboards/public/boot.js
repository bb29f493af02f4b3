// Sets language, direction, theme and density before the first paint; a separate file because the policy forbids inline scripts.
;(() => {
  const root = document.documentElement
  let kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('sada.settings') ?? '{}') ?? {}
  } catch {
    // Storage may be closed to us: the defaults below serve.
  }
  const lang = kept.lang === 'en' ? 'en' : 'ar'
  root.lang = lang
  root.dir = lang === 'ar' ? 'rtl' : 'ltr'
  root.dataset.theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system'
  root.dataset.density = kept.density === 'compact' ? 'compact' : 'comfortable'
})()
