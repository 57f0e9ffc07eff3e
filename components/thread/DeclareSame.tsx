'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, UserRoundCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';

import { ApiProblem } from '@/lib/client/api-problem';
import { ask } from '@/lib/client/ask';
import { conversationPath } from '@/lib/client/conversation-queries';
import type { Conversation } from '@/lib/messages/conversation';

import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { later } from '../controls/later';
import { useCustomerName } from '../hooks/use-customer-name';
import { DeclaredPair } from './DeclaredPair';

const CustomerPicker = later(() => import('./CustomerPicker').then((module) => module.CustomerPicker), {
  inPlace: true,
});

type Props = { conversation: Conversation; messages: number };

/** Declares the customer of a conversation to be another one: choose whom, read what will happen, say yes. */
export function DeclareSame({ conversation, messages }: Props) {
  const t = useTranslations('declarations');
  const { identified } = conversation.customer;
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Conversation | null>(null);
  const title =
    chosen === null ? t(identified ? 'sameTitle' : 'assignTitle') : t(identified ? 'confirmSame' : 'confirmAssign');
  return (
    <>
      <Button
        look="inline"
        onPress={() => {
          setChosen(null);
          setOpen(true);
        }}
      >
        <UserRoundCheck aria-hidden className="size-3.5" />
        {t(identified ? 'same' : 'assign')}
      </Button>
      <Dialog title={title} isOpen={isOpen} onOpenChange={setOpen}>
        {(close) =>
          chosen === null ? (
            <CustomerPicker conversation={conversation} onChoose={setChosen} />
          ) : (
            <Confirm
              conversation={conversation}
              messages={messages}
              chosen={chosen}
              goBack={() => setChosen(null)}
              close={close}
            />
          )
        }
      </Dialog>
    </>
  );
}

function Confirm({
  conversation,
  messages,
  chosen,
  goBack,
  close,
}: Props & { chosen: Conversation; goBack: () => void; close: () => void }) {
  const t = useTranslations('declarations');
  const router = useRouter();
  const queryClient = useQueryClient();
  const nameOf = useCustomerName();
  const declaring = useMutation({
    mutationFn: () =>
      ask('declared', `${conversationPath(conversation.id)}/declarations`, {
        method: 'POST',
        body: { customerId: chosen.customer.id },
      }),
    onSuccess: ({ conversationId }) => {
      close();
      router.replace(`/conversations/${encodeURIComponent(conversationId)}`);
      void queryClient.invalidateQueries();
    },
  });
  const names = {
    customer: () => <Name>{nameOf(conversation.customer)}</Name>,
    sameAs: () => <Name>{nameOf(chosen.customer)}</Name>,
  };
  return (
    <div className="overflow-y-auto px-5 pb-5">
      <div className="mt-2">
        <DeclaredPair customer={conversation.customer} sameAs={chosen.customer} />
      </div>
      <ul className="mt-4 list-disc space-y-1.5 ps-5 text-text-2">
        <li>{t.rich('willMove', { ...names, count: messages })}</li>
        <li>{t.rich('willShow', names)}</li>
        {conversation.customer.identified && <li>{t('elsewhere')}</li>}
        <li>{t('willErase')}</li>
        <li>{t('willUndo')}</li>
      </ul>
      {declaring.isError && (
        <div role="alert" className="mt-4">
          <Notice icon={CircleAlert} tone="danger">
            {declaring.error instanceof ApiProblem && declaring.error.status < 500 ? t('impossible') : t('failed')}
          </Notice>
        </div>
      )}
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button autoFocus isDisabled={declaring.isPending} onPress={goBack}>
          {t('back')}
        </Button>
        <Button look="primary" isPending={declaring.isPending} onPress={() => declaring.mutate()}>
          {t(conversation.customer.identified ? 'declareSame' : 'declareAssign')}
        </Button>
      </div>
    </div>
  );
}

function Name({ children }: { children: ReactNode }) {
  return <bdi className="inline-block max-w-56 truncate align-bottom font-[560] text-text">{children}</bdi>;
}
