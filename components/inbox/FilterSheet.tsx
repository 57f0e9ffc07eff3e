'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, CircleAlert, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId, useState, type ReactNode } from 'react';

import { ask, tell } from '@/lib/client/ask';
import { businessNumbersQuery, savedViewsQuery } from '@/lib/client/installation-queries';
import type { Kind } from '@/lib/messages/kind';
import { isKind } from '@/lib/messages/kinds';

import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { IconButton } from '../controls/IconButton';
import { Notice } from '../controls/Notice';
import { inboxHref, isNarrowed, type InboxAddress } from './inbox-url';
import { RenameView } from './RenameView';

const kinds: Kind[] = [
  'text',
  'media',
  'location',
  'contacts',
  'order',
  'buttonReply',
  'listReply',
  'flowReply',
  'welcomeRequest',
  'error',
  'unknown',
];

const control = 'h-11 w-full rounded-m bg-sunken px-3 text-base text-text max-md:text-[16px] fine:h-9';

/** Narrows the list by number, kind and date, and keeps what one looks for often under a name. */
export function FilterSheet({
  address,
  openId,
  onClose,
}: {
  address: InboxAddress;
  openId: string | null;
  onClose: () => void;
}) {
  const t = useTranslations('narrow');
  const [clearings, setClearings] = useState(0);
  const { data: numbers } = useQuery(businessNumbersQuery);
  const show = (next: InboxAddress) => {
    // The list asks for itself; the page beside it stays as it is.
    window.history.pushState(null, '', inboxHref(next, openId === null ? {} : { conversationId: openId }));
  };
  const { kind, ...withoutKind } = address;
  return (
    <Dialog title={t('title')} isOpen onOpenChange={onClose}>
      {() => (
        <div className="overflow-y-auto px-5 pt-1 pb-6">
          <SavedViews onOpen={onClose} />
          <div className="grid grid-cols-2 gap-3">
            <Labelled label={t('number')}>
              {(id) => (
                <select
                  id={id}
                  className={control}
                  value={address.businessNumber ?? ''}
                  onChange={({ target }) => show({ ...address, businessNumber: target.value })}
                >
                  <option value="">{t('any')}</option>
                  {(numbers?.items ?? []).map(({ id: numberId, number, label }) => (
                    <option key={numberId} value={number ?? ''} disabled={number === null}>
                      {label ?? number ?? t('none')}
                    </option>
                  ))}
                </select>
              )}
            </Labelled>
            <Labelled label={t('holds')}>
              {(id) => (
                <select
                  id={id}
                  className={control}
                  value={kind ?? ''}
                  onChange={({ target: { value } }) => show(isKind(value) ? { ...address, kind: value } : withoutKind)}
                >
                  <option value="">{t('anything')}</option>
                  {kinds.map((each) => (
                    <option key={each} value={each}>
                      {t(`kind.${each}`)}
                    </option>
                  ))}
                </select>
              )}
            </Labelled>
            <Labelled label={t('from')}>
              {(id) => (
                <DayInput
                  key={clearings}
                  id={id}
                  day={address.after}
                  onChange={(after) => show({ ...address, after })}
                />
              )}
            </Labelled>
            <Labelled label={t('before')}>
              {(id) => (
                <DayInput
                  key={clearings}
                  id={id}
                  day={address.before}
                  onChange={(before) => show({ ...address, before })}
                />
              )}
            </Labelled>
          </div>
          {isNarrowed(address) && (
            <Button
              look="quiet"
              className="mt-3"
              onPress={() => {
                setClearings(clearings + 1);
                show({ view: address.view, q: address.q });
              }}
            >
              {t('clear')}
            </Button>
          )}
          <SaveView address={address} />
        </div>
      )}
    </Dialog>
  );
}

/** The browser keeps what is typed: a year grows digit by digit, and counts when it has four. */
function DayInput({ id, day, onChange }: { id: string; day: string | undefined; onChange: (day: string) => void }) {
  return (
    <input
      id={id}
      type="date"
      className={control}
      defaultValue={day}
      onChange={({ target: { value } }) => {
        if (value !== (day ?? '') && !value.startsWith('0')) onChange(value);
      }}
    />
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm text-text-2">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function SavedViews({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations('narrow');
  const queryClient = useQueryClient();
  const { data } = useQuery(savedViewsQuery);
  const removal = useMutation({
    mutationFn: (id: string) => tell(`/api/views/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['saved-views'] }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="mb-4">
      <h3 className="pb-1 text-xs font-[620] text-text-2">{t('saved')}</h3>
      <ul aria-label={t('saved')} className="divide-y divide-line">
        {data.items.map(({ id, name, address }) => (
          <li key={id} className="flex items-center gap-2">
            <Link
              href={address}
              onClick={onOpen}
              className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-s font-[560] hover:underline fine:min-h-9"
            >
              <Bookmark aria-hidden className="size-4 shrink-0 text-text-2" strokeWidth={1.75} />
              <bdi className="truncate">{name}</bdi>
            </Link>
            <RenameView view={{ id, name, address }} />
            <IconButton icon={Trash2} name={t('remove', { name })} onPress={() => removal.mutate(id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SaveView({ address }: { address: InboxAddress }) {
  const t = useTranslations('narrow');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const saving = useMutation({
    mutationFn: () =>
      ask('savedView', '/api/views', { method: 'POST', body: { name: name.trim(), address: inboxHref(address) } }),
    onSuccess: () => {
      setName('');
      return queryClient.invalidateQueries({ queryKey: ['saved-views'] });
    },
  });
  return (
    <form
      className="mt-5 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') saving.mutate();
      }}
    >
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t('saveAs')} value={name} onChange={setName} maxLength={60} />
        </div>
        <Button type="submit" look="primary" isPending={saving.isPending} isDisabled={name.trim() === ''}>
          {t('save')}
        </Button>
      </div>
      {saving.isError && (
        <div role="alert" className="mt-3">
          <Notice icon={CircleAlert} tone="danger">
            {t('notSaved')}
          </Notice>
        </div>
      )}
    </form>
  );
}
