'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { SavedView } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';
import { savedViewsQuery } from '@/lib/client/installation-queries';

import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { IconButton } from '../controls/IconButton';
import { WorkForm } from '../controls/WorkForm';

/** The button beside a saved view that gives it another name. */
export function RenameView({ view }: { view: SavedView }) {
  const t = useTranslations('narrow');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton icon={Pencil} name={t('rename', { name: view.name })} onPress={() => setOpen(true)} />
      <Dialog title={t('renameTitle')} isOpen={isOpen} onOpenChange={setOpen}>
        {(close) => <RenameForm view={view} onDone={close} />}
      </Dialog>
    </>
  );
}

function RenameForm({ view, onDone }: { view: SavedView; onDone: () => void }) {
  const t = useTranslations('narrow');
  const queryClient = useQueryClient();
  const [name, setName] = useState(view.name);
  const saving = useMutation({
    mutationFn: () =>
      tell(`/api/views/${encodeURIComponent(view.id)}`, { method: 'PATCH', body: { name: name.trim() } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
      onDone();
    },
  });
  return (
    <WorkForm work={saving} look="dialog" failed={t('notSaved')} button={t('save')}>
      <Field label={t('name')} value={name} onChange={setName} isRequired maxLength={60} autoFocus autoComplete="off" />
    </WorkForm>
  );
}
