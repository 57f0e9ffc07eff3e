'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { auditHeadQuery } from '@/lib/client/access-queries';

import { CopyButton } from '../controls/CopyButton';
import { Notice } from '../controls/Notice';

/** The end of the audit log, to be noted elsewhere: a later comparison shows entries that are missing. */
export function AuditHead() {
  const t = useTranslations('audit');
  const { data } = useQuery(auditHeadQuery);
  if (data === undefined) return null;
  if (data.head === null) {
    return (
      <div className="mb-5">
        <Notice icon={CircleAlert} tone="danger">
          {t('headDamaged')}
        </Notice>
      </div>
    );
  }
  return (
    <div className="mb-5 rounded-m bg-sunken px-3.5 py-2.5 ring-1 ring-line ring-inset">
      <div className="flex items-center justify-between gap-3">
        <span id="audit-head" className="text-xs font-semibold text-text-2">
          {t('head')}
        </span>
        <CopyButton text={data.head} name={t('copyHead')} />
      </div>
      <code aria-labelledby="audit-head" className="block font-mono text-xs/5 break-all select-all">
        {data.head}
      </code>
      <p className="mt-1 text-sm text-text-2">{t('headMore')}</p>
    </div>
  );
}
