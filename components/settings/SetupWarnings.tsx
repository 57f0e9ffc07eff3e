import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { Setup } from '@/lib/client/answers';

import { Notice } from '../controls/Notice';

/** Why CM.com cannot reach this installation, when it cannot. */
export function SetupWarnings({ setup }: { setup: Setup }) {
  const t = useTranslations('setup');
  const [warning] = setup.warnings;
  if (warning === undefined) return null;
  return (
    <Notice icon={TriangleAlert}>
      <p className="font-[620]">{t('unreachable')}</p>
      <p>{t(`warning.${warning}`, { url: setup.publicUrl })}</p>
    </Notice>
  );
}
