'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { conversationsQuery } from '@/lib/client/conversation-queries';

import { EmptyInbox } from './EmptyInbox';

/** What stands beside the list while no conversation is open. */
export function NothingOpen() {
  const t = useTranslations('inbox');
  const { data } = useInfiniteQuery(conversationsQuery({ view: 'all' }));
  const isEmpty = data?.pages[0]?.items.length === 0;
  return (
    <div className="hidden min-w-0 flex-1 overflow-y-auto bg-canvas md:flex md:flex-col">
      {isEmpty ? (
        <div className="m-auto w-full">
          <EmptyInbox />
        </div>
      ) : (
        <div className="m-auto flex flex-col items-center gap-3 px-6 text-center text-text-2">
          <MessagesSquare aria-hidden className="size-10 text-line-strong" strokeWidth={1.4} />
          <p>{t('nothingOpen')}</p>
          <p className="text-sm text-text-3">
            {t.rich('nothingOpenKeys', {
              key: (key) => (
                <kbd className="rounded-xs bg-sunken px-1.5 py-0.5 font-sans text-xs ring-1 ring-line-strong ring-inset">
                  {key}
                </kbd>
              ),
            })}
          </p>
        </div>
      )}
    </div>
  );
}
