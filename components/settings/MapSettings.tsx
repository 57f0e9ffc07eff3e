'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import { tell } from '@/lib/client/ask';
import { setupQuery } from '@/lib/client/installation-queries';

import { Toggle } from '../controls/Toggle';
import { useRememberedStreets } from '../map/use-streets';
import { useSession } from '../Session';

/** Whether maps may ask another server for streets. */
export function MapSettings() {
  const t = useTranslations('maps');
  const { role } = useSession();
  const queryClient = useQueryClient();
  const { data: setup } = useQuery(setupQuery);
  const [isRemembered, remember] = useRememberedStreets();
  const changing = useMutation({
    mutationFn: (streetTilesForAll: boolean) => tell('/api/settings', { method: 'PUT', body: { streetTilesForAll } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: setupQuery.queryKey }),
  });
  const onForAll = setup?.streetTiles?.onForAll ?? false;
  if (setup?.streetTiles === null) return <p>{t('none')}</p>;
  return (
    <div>
      <div className="space-y-4">
        <Toggle
          label={t('mine')}
          description={t('mineMore')}
          isSelected={isRemembered || onForAll}
          isDisabled={onForAll}
          onChange={remember}
        />
        {role === 'admin' && (
          <Toggle
            label={t('all')}
            description={t('allMore')}
            isSelected={changing.isPending ? changing.variables : onForAll}
            isDisabled={setup === undefined}
            onChange={(isOn) => changing.mutate(isOn)}
          />
        )}
        {changing.isError && (
          <p role="alert" className="text-sm text-danger">
            {t('notSaved')}
          </p>
        )}
      </div>
    </div>
  );
}
