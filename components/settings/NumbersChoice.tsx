'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CheckboxButton, CheckboxField, CheckboxGroup } from 'react-aria-components';

import type { Numbers } from '@/lib/client/answers';
import { businessNumbersQuery } from '@/lib/client/installation-queries';
import { formatPhoneNumber } from '@/lib/messages/phone-number';

import { RadioCards } from '../controls/RadioCards';

/** Which business numbers somebody sees: all, or some by name. */
export function NumbersChoice({ value, onChange }: { value: Numbers; onChange: (numbers: Numbers) => void }) {
  const t = useTranslations('people');
  const { data } = useQuery(businessNumbersQuery);
  const known = data?.items ?? [];
  return (
    <div className="space-y-2">
      <RadioCards
        label={t('numbers')}
        value={value === 'all' ? 'all' : 'some'}
        onChange={(choice) => onChange(choice === 'all' ? 'all' : [])}
        choices={[
          { value: 'all', title: t('allNumbers') },
          { value: 'some', title: t('someNumbers'), more: t('someNumbersMore') },
        ]}
      />
      {value !== 'all' && (
        <CheckboxGroup aria-label={t('numbers')} value={value} onChange={onChange} className="ps-3">
          {known.map((number) => (
            <CheckboxField key={number.id} value={number.id}>
              <CheckboxButton className="group flex min-h-11 cursor-pointer items-center gap-3 fine:min-h-9">
                <span className="grid size-5 shrink-0 place-items-center rounded-xs ring-2 ring-text-3 ring-inset group-data-[selected]:bg-accent group-data-[selected]:ring-accent">
                  <Check aria-hidden className="size-3.5 text-on-accent opacity-0 group-data-[selected]:opacity-100" />
                </span>
                <bdi className="tabular">
                  {[number.label, number.number === null ? t('noNumber') : formatPhoneNumber(number.number)]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </bdi>
              </CheckboxButton>
            </CheckboxField>
          ))}
        </CheckboxGroup>
      )}
    </div>
  );
}
