'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { reasonOf } from '@/lib/client/api-problem';

import { Button } from './Button';
import { Dialog } from './Dialog';
import { Notice } from './Notice';

type Act = { mutate: () => void; isPending: boolean; isError: boolean; error: Error | null };

/** Asks before something is done that cannot simply be taken back, and says what will happen. */
export function Confirm({
  title,
  confirm,
  isDangerous = true,
  isOpen,
  onOpenChange,
  act,
  children,
}: {
  title: string;
  /** The words of the button that does it. */
  confirm: string;
  isDangerous?: boolean;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  act: Act;
  children: ReactNode;
}) {
  const t = useTranslations('controls');
  return (
    <Dialog alert title={title} isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => (
        <div className="space-y-4 px-5 pt-1 pb-5">
          <div className="text-text-2">{children}</div>
          {act.isError && (
            <div role="alert">
              <Notice icon={CircleAlert} tone="danger">
                {reasonOf(act.error) ?? t('notDone')}
              </Notice>
            </div>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onPress={close}>{t('cancel')}</Button>
            <Button look={isDangerous ? 'danger' : 'primary'} isPending={act.isPending} onPress={() => act.mutate()}>
              {confirm}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
