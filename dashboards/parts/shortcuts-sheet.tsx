// The keys, by room. They are matched by place on the keyboard, so the caps shown are those of the Latin layout.
import { type Key, useWords } from '../i18n.tsx'
import { Sheet } from './sheet.tsx'
import { StoredAndSent } from './stored-and-sent.tsx'
import './shortcuts-sheet.css'

type Entry = readonly [keys: string, does: Key]
const groups: readonly { readonly title: Key; readonly entries: readonly Entry[] }[] = [
  {
    title: 'keys.everywhere',
    entries: [
      ['?', 'keys.help'],
      ['/', 'keys.search'],
      ['Ctrl K', 'keys.search'],
      ['Z', 'keys.undo'],
      ['Esc', 'keys.close'],
    ],
  },
  {
    title: 'keys.lists',
    entries: [
      ['J', 'keys.next'],
      ['K', 'keys.previous'],
      ['Enter', 'keys.open'],
      ['X', 'keys.choose'],
      ['Shift X', 'keys.chooseAll'],
      ['C', 'keys.makeCase'],
      ['E', 'keys.makeEmergency'],
      ['R', 'keys.answerPost'],
      ['S', 'keys.spam'],
    ],
  },
  {
    title: 'keys.case',
    entries: [
      ['X', 'keys.select'],
      ['I', 'keys.reveal'],
      ['S', 'keys.split'],
      ['M', 'keys.merge'],
      ['E', 'edit.open'],
      ['N', 'case.notes'],
      ['R', 'keys.reply'],
      ['H', 'keys.history'],
    ],
  },
  {
    title: 'keys.review',
    entries: [
      ['S', 'review.same'],
      ['D', 'review.different'],
      ['N', 'review.notReport'],
      ['J', 'review.skip'],
      ['1–3', 'keys.candidate'],
    ],
  },
]

export const ShortcutsSheet = ({ onClose }: { onClose: () => void }) => {
  const { t } = useWords()
  return (
    <Sheet title={t('keys.title')} onClose={onClose} wide>
      <div className="keys">
        {groups.map(({ title, entries }) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {entries.map(([keys, does]) => (
                <div key={keys}>
                  <dt>
                    <kbd dir="ltr">{keys}</kbd>
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet">{t('keys.note')}</p>
      <StoredAndSent />
    </Sheet>
  )
}
