'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type SyntheticEvent } from 'react';

import type { BusinessNumber } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';
import { businessNumbersQuery } from '@/lib/client/installation-queries';
import { formatPhoneNumber } from '@/lib/messages/phone-number';

import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { useSession } from '../Session';

/** Names for the numbers that customers write to. */
export function NumberSettings() {
  const t = useTranslations('numbers');
  const { role } = useSession();
  const { data } = useQuery(businessNumbersQuery);
  return (
    <div>
      {data?.items.length === 0 && <p className="text-sm text-text-2">{t('none')}</p>}
      <ul className="space-y-4">
        {data?.items.map((number) => (
          <li key={number.id}>{role === 'admin' ? <LabelForm number={number} /> : <LabelLine number={number} />}</li>
        ))}
      </ul>
    </div>
  );
}

function LabelLine({ number }: { number: BusinessNumber }) {
  const words = useNumberWords();
  return (
    <p className="tabular">
      <bdi>{words(number)}</bdi>
      {number.label !== null && <bdi className="text-text-2"> · {number.label}</bdi>}
    </p>
  );
}

function LabelForm({ number }: { number: BusinessNumber }) {
  const t = useTranslations('numbers');
  const words = useNumberWords();
  const queryClient = useQueryClient();
  const [label, setLabel] = useState(number.label ?? '');
  const saving = useMutation({
    mutationFn: () =>
      tell(`/api/business-numbers/${encodeURIComponent(number.id)}`, {
        method: 'PATCH',
        body: { label: label.trim() === '' ? null : label.trim() },
      }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const isSame = label.trim() === (number.label ?? '');
  return (
    <form onSubmit={save} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field
          label={t('label', { number: words(number) })}
          placeholder={t('example')}
          value={label}
          onChange={setLabel}
          maxLength={60}
        />
      </div>
      <Button type="submit" className="h-11" isDisabled={isSame} isPending={saving.isPending}>
        {saving.isSuccess && isSame ? t('saved') : t('save')}
      </Button>
      {saving.isError && (
        <p role="alert" className="text-sm text-danger">
          {t('notSaved')}
        </p>
      )}
    </form>
  );
}

function useNumberWords(): (number: BusinessNumber) => string {
  const t = useTranslations('numbers');
  return ({ number }) => (number === null ? t('noNumber') : formatPhoneNumber(number));
}
