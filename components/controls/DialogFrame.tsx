'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

import { IconButton } from './IconButton';

const widths = { narrow: 'md:max-w-md', wide: 'md:max-w-3xl' };

export type DialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  width?: keyof typeof widths;
  alert?: boolean;
  children: (close: () => void) => ReactNode;
};

/** The dialog itself, see `Dialog`. */
export function DialogFrame({ title, width = 'narrow', alert = false, children, ...opening }: DialogProps) {
  const t = useTranslations('controls');
  return (
    <ModalOverlay
      {...opening}
      isDismissable={!alert}
      className="fixed inset-0 z-40 flex animate-appear items-end justify-center bg-scrim md:items-center md:p-6"
    >
      <Modal className={`w-full max-md:animate-rise ${widths[width]}`}>
        <Dialog
          role={alert ? 'alertdialog' : 'dialog'}
          className="flex max-h-[88dvh] flex-col overflow-hidden rounded-t-xl bg-surface shadow-2 outline-none md:rounded-xl"
        >
          {({ close }) => (
            <>
              <header className="flex items-start justify-between gap-4 ps-5 pe-3 pt-4 pb-1">
                <Heading slot="title" className="py-1 text-lg font-[650] tracking-tight">
                  {title}
                </Heading>
                {!alert && <IconButton icon={X} name={t('close')} onPress={close} />}
              </header>
              {children(close)}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
