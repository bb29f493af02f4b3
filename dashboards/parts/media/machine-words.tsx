// Words that a machine read or heard: marked as such, for they may be wrong.
import ScanText from 'lucide-react/icons/scan-text'
import { WordsOf } from '../words-of.tsx'

export const MachineWords = ({ title, text }: { title: string; text: string }) => (
  <figcaption className="media-words">
    <span className="quiet">
      <ScanText aria-hidden /> {title}
    </span>
    <WordsOf text={text} />
  </figcaption>
)
