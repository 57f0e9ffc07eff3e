'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { tell } from '@/lib/client/ask';
import { conversationPath } from '@/lib/client/conversation-queries';
import type { Conversation } from '@/lib/messages/conversation';

import { Button } from '../controls/Button';
import { Confirm } from '../controls/Confirm';
import { Notice } from '../controls/Notice';
import { useSession } from '../Session';

/** Hides what a customer sends from now on, after asking; or shows it again. */
export function BlockCustomer({ conversation, customerName }: { conversation: Conversation; customerName: string }) {
  const t = useTranslations('blocked');
  const { role } = useSession();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { blocked } = conversation.customer;
  const changing = useMutation({
    mutationFn: () => tell(`${conversationPath(conversation.id)}/block`, { method: blocked ? 'DELETE' : 'POST' }),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      setAsking(false);
    },
  });
  return (
    <div className="mt-6 space-y-2">
      {blocked && <Notice icon={ShieldOff}>{t('isBlocked')}</Notice>}
      {role !== 'viewer' && (
        <Button
          look={blocked ? 'inline' : 'inlineDanger'}
          isPending={blocked && changing.isPending}
          onPress={() => (blocked ? changing.mutate() : setAsking(true))}
        >
          <ShieldOff aria-hidden className="size-3.5" />
          {t(blocked ? 'unblock' : 'block')}
        </Button>
      )}
      <Confirm
        title={t('blockTitle', { name: customerName })}
        confirm={t('blockConfirm')}
        isOpen={isAsking}
        onOpenChange={setAsking}
        act={changing}
      >
        {t('blockMore')}
      </Confirm>
    </div>
  );
}
