'use client';

import { Download, ImageOff, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components';

import { IconButton } from './controls/IconButton';

const looks = {
  // A frame of fixed shape: a picture that arrives late must not move what somebody is reading.
  photo: { frame: 'aspect-[4/3] w-full rounded-[11px]', fit: 'object-cover' },
  sticker: { frame: 'size-40 rounded-l', fit: 'object-contain' },
  tile: { frame: 'aspect-square w-full rounded-m', fit: 'object-cover' },
};

/** A picture in a frame; a click shows it whole. */
export function Picture({ path, name, look }: { path: string; name: string; look: keyof typeof looks }) {
  const t = useTranslations('picture');
  const [isBroken, setBroken] = useState(false);
  const { frame, fit } = looks[look];
  if (isBroken) {
    return (
      <div className={`grid place-items-center bg-quote text-text-2 ${frame}`}>
        <span className="flex flex-col items-center gap-1.5 p-3 text-center text-sm">
          <ImageOff aria-hidden className="size-5" />
          {t('broken')}
        </span>
      </div>
    );
  }
  return (
    <DialogTrigger>
      <Button
        aria-label={t('open', { name })}
        className={`block cursor-zoom-in overflow-hidden ${look === 'sticker' ? '' : 'bg-quote'} ${frame}`}
      >
        <img
          src={path}
          alt={name}
          loading="lazy"
          decoding="async"
          className={`size-full ${fit}`}
          onError={() => {
            setBroken(true);
          }}
        />
      </Button>
      <ModalOverlay isDismissable className="fixed inset-0 z-40 animate-appear bg-[rgb(6_12_11/88%)]">
        <Modal className="size-full">
          <Dialog aria-label={name} className="flex size-full flex-col outline-none">
            {({ close }) => (
              <>
                <div className="flex items-center gap-2 p-2 ps-4 text-white">
                  <bdi className="me-auto min-w-0 truncate">{name}</bdi>
                  <a
                    href={path}
                    download
                    aria-label={t('save')}
                    className="grid size-11 place-items-center rounded-m hover:bg-white/15"
                  >
                    <Download aria-hidden className="size-[18px]" />
                  </a>
                  <IconButton
                    icon={X}
                    name={t('close')}
                    onPress={close}
                    className="!text-white hover:!bg-white/15 md:!size-11"
                  />
                </div>
                <img src={path} alt={name} className="min-h-0 flex-1 object-contain p-4 pt-0" />
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
