'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { spaceQuery } from '@/lib/client/media-queries';

import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { useSession } from '../Session';
import { DeletionSetting } from './DeletionSetting';
import { StoreSpace } from './StoreSpace';
import { StoreSweep } from './StoreSweep';

/** Where customers' files are; for administrators how much room they take, and what happens when a customer deletes one. */
export function MediaSettings() {
  const t = useTranslations('mediaSettings');
  const { role } = useSession();
  return (
    <div className="space-y-8">
      <div className="space-y-3">
        <p className="max-w-prose">{t('kept')}</p>
        <Link href="/media" className="font-[560] text-accent-strong underline underline-offset-2">
          {t('all')}
        </Link>
      </div>
      {role === 'admin' && <Space />}
    </div>
  );
}

function Space() {
  const states = useTranslations('states');
  const { data: space, error, refetch } = useQuery(spaceQuery);
  if (space === undefined) {
    if (error !== null) return <LoadFailed error={error} retry={() => void refetch()} />;
    return (
      <div aria-busy className="space-y-3">
        <span className="sr-only">{states('loading')}</span>
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-3 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  return (
    <>
      <StoreSpace space={space} />
      <StoreSweep space={space} />
      <DeletionSetting isOn={space.deletesOnNotice} />
    </>
  );
}
