// A dialog over the page: focus goes in, stays in, and returns where it came from.
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useWords } from '../i18n.tsx'

type Props = { title: string; onClose: () => void; wide?: boolean; children: ReactNode }

export const Sheet = ({ title, onClose, wide = false, children }: Props) => {
  const { t } = useWords()
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={wide ? 'sheet sheet-wide' : 'sheet'}>
        <Dialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
              <X aria-hidden />
            </button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
