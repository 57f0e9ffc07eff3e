'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, Undo2, UserRoundCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { ConversationDetails, StandingDeclaration } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';
import type { Conversation } from '@/lib/messages/conversation';

import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { Instant } from '../controls/Instant';
import { useSession } from '../Session';
import { useCustomerName } from '../hooks/use-customer-name';
import { DeclaredPair } from './DeclaredPair';
import { DeclareSame } from './DeclareSame';

/** Who was declared to be this customer, and the way to declare it or to take it back. */
export function Declarations({ conversation, details }: { conversation: Conversation; details: ConversationDetails }) {
  const t = useTranslations('declarations');
  const { role } = useSession();
  const { declarations, messages } = details;
  const mayDeclare = role !== 'viewer';
  return (
    <>
      {declarations.length > 0 && (
        <>
          <h3 className="mt-6 mb-1 text-xs font-[620] text-text-2">{t('title')}</h3>
          <ul className="divide-y divide-line">
            {declarations.map((declaration) => (
              <Row key={declaration.id} declaration={declaration} mayUndo={mayDeclare} />
            ))}
          </ul>
        </>
      )}
      {mayDeclare && (
        <div className="mt-4">
          <DeclareSame conversation={conversation} messages={messages} />
        </div>
      )}
    </>
  );
}

function Row({ declaration, mayUndo }: { declaration: StandingDeclaration; mayUndo: boolean }) {
  const t = useTranslations('declarations');
  const { customer, sameAs, declaredBy, declaredAt } = declaration;
  const nameOf = useCustomerName();
  return (
    <li className="flex items-start gap-2.5 py-2.5 text-sm">
      <UserRoundCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-text-2" strokeWidth={1.75} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-[560]">
          <bdi>{nameOf(customer)}</bdi>
        </p>
        {!customer.identified && <p className="text-text-2">{t('unidentified')}</p>}
        <p className="truncate">{t.rich('is', { sameAs: () => <bdi className="font-[560]">{nameOf(sameAs)}</bdi> })}</p>
        <p className="text-text-2">
          {t.rich('by', {
            who: declaredBy ?? t('somebody'),
            at: () => <Instant at={declaredAt} look="full" className="tabular" />,
          })}
        </p>
      </div>
      {mayUndo && <Undo declaration={declaration} />}
    </li>
  );
}

function Undo({ declaration }: { declaration: StandingDeclaration }) {
  const t = useTranslations('declarations');
  const queryClient = useQueryClient();
  const nameOf = useCustomerName();
  const names = { customer: nameOf(declaration.customer), sameAs: nameOf(declaration.sameAs) };
  const undoing = useMutation({
    mutationFn: () => tell(`/api/declarations/${encodeURIComponent(declaration.id)}`, { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        look="inline"
        className="shrink-0"
        aria-label={t('undoName', names)}
        onPress={() => {
          undoing.reset();
          setOpen(true);
        }}
      >
        <Undo2 aria-hidden className="size-3.5" />
        {t('undo')}
      </Button>
      <Dialog alert title={t('undoTitle')} isOpen={isOpen} onOpenChange={setOpen}>
        {(close) => (
          <div className="overflow-y-auto px-5 pb-5">
            <div className="mt-2 mb-4">
              <DeclaredPair customer={declaration.customer} sameAs={declaration.sameAs} />
            </div>
            <p className="text-text-2">{t('undoMore')}</p>
            {undoing.isError && (
              <div role="alert" className="mt-4">
                <Notice icon={CircleAlert} tone="danger">
                  {t('failed')}
                </Notice>
              </div>
            )}
            <div className="mt-6 flex flex-wrap justify-end gap-2">
              <Button autoFocus isDisabled={undoing.isPending} onPress={close}>
                {t('cancel')}
              </Button>
              <Button look="primary" isPending={undoing.isPending} onPress={() => undoing.mutate()}>
                {t('undoConfirm')}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  );
}
