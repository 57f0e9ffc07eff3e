'use client';

import { Ban, CircleAlert, Ellipsis, Sparkles, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components';

import { isErased } from '@/lib/messages/erased';
import type { Kind, KindAndContent } from '@/lib/messages/kind';
import type { Message, MessageOf, PresentMessage, Tombstone } from '@/lib/messages/message';
import { lookOf } from '@/lib/messages/shown-type';

import { Instant } from '../controls/Instant';
import { KindBubble } from './KindBubble';
import { MessageBoundary } from './MessageBoundary';
import { QuotedReply } from './QuotedReply';
import { useThreadActions } from './ThreadContext';
import { useMessageSummary } from './use-message-summary';
import { ViewSourceButton } from './ViewSource';

/** The frame of a message: side, quoted reply, time and menu. What is inside belongs to the kind. */
export const MessageBubble = memo(function MessageBubble({
  message,
  follows,
  highlighted,
  isStop,
}: {
  message: Message;
  follows: boolean;
  highlighted: boolean;
  /** Whether Tab leads here: of all messages of the thread to one only. */
  isStop: boolean;
}) {
  const summary = useMessageSummary();
  const { customerName } = useThreadActions();
  const isSystem = !isErased(message) && (message.kind === 'welcomeRequest' || message.kind === 'error');
  const side = isSystem ? 'justify-center' : message.direction === 'MT' ? 'justify-end' : 'justify-start';
  return (
    <article
      data-message-id={message.id}
      data-kind={message.kind}
      data-direction={message.direction}
      {...(isErased(message) ? { 'data-erased': '' } : {})}
      aria-label={summary(message, customerName)}
      tabIndex={isStop ? 0 : -1}
      className={`group/message flex rounded-m -outline-offset-1 ${side} ${follows ? 'pt-0.5' : 'pt-2'} ${highlighted ? 'animate-highlight' : ''}`}
    >
      {isErased(message) ? <ErasedMessage message={message} /> : <Framed message={message} follows={follows} />}
    </article>
  );
});

function Framed({ message, follows }: { message: PresentMessage; follows: boolean }) {
  const body = (
    <MessageBoundary key={message.kind} fallback={<BrokenMessage message={message} />}>
      <KindBubble message={message} />
    </MessageBoundary>
  );
  if (message.kind === 'welcomeRequest') return <SystemLine message={message}>{body}</SystemLine>;
  if (message.kind === 'error') return <FailedMessage message={message}>{body}</FailedMessage>;
  return (
    <Frame message={message} follows={follows}>
      <QuotedReply message={message} />
      {body}
    </Frame>
  );
}

const corners = {
  MO: { first: 'rounded-l rounded-ss-xs', later: 'rounded-l' },
  MT: { first: 'rounded-l rounded-se-xs', later: 'rounded-l' },
};

function Frame({ message, follows, children }: { message: PresentMessage; follows: boolean; children: ReactNode }) {
  const isBare =
    message.kind === 'media' &&
    message.content.state === 'stored' &&
    lookOf(message.content, message.file ?? null) === 'sticker';
  const tone = isBare ? '' : `shadow-1 ${message.direction === 'MT' ? 'bg-mt' : 'bg-mo'}`;
  const width = isBare ? 'w-44' : isWide(message.kind) ? 'w-[min(21.5rem,88%)]' : 'max-w-[min(29rem,88%)] min-w-24';
  const padding = isBare ? '' : 'px-3 pt-2 pb-1.5';
  return (
    <div
      className={`min-w-0 text-md ${width} ${padding} ${tone} ${corners[message.direction][follows ? 'later' : 'first']}`}
    >
      {children}
      <Foot message={message} />
    </div>
  );
}

function isWide(kind: Kind): boolean {
  return kind === 'media' || kind === 'location' || kind === 'contacts' || kind === 'order' || kind === 'flowReply';
}

function Foot({ message }: { message: Message }) {
  return (
    <div className="tabular mt-0.5 flex items-center justify-end gap-1 text-2xs text-text-2">
      <MessageMenu message={message} />
      <Instant at={message.sentAt} look="time" />
    </div>
  );
}

function MessageMenu({ message }: { message: Message }) {
  const t = useTranslations('messageMenu');
  const button = useRef<HTMLButtonElement>(null);
  const { openMenu } = useThreadActions();
  return (
    <Button
      ref={button}
      aria-label={t('name')}
      aria-haspopup="menu"
      onPress={() => {
        if (button.current !== null) openMenu(message, button.current);
      }}
      className="relative grid h-4 w-6 place-items-center rounded-s text-text-2 opacity-100 transition-opacity after:absolute after:-inset-x-2.5 after:-inset-y-3.5 hover:text-text focus-visible:opacity-100 aria-expanded:opacity-100 md:opacity-0 md:group-focus-within/message:opacity-100 md:group-hover/message:opacity-100 fine:after:-inset-1 [@media(hover:none)]:opacity-100"
    >
      <Ellipsis aria-hidden className="size-4" />
    </Button>
  );
}

function SystemLine({ message, children }: { message: PresentMessage; children: ReactNode }) {
  return (
    <div className="flex max-w-[min(30rem,94%)] items-start gap-2 px-3 py-1.5 text-sm text-text-2">
      <Sparkles aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent" />
      <div className="min-w-0">
        {children}
        <Foot message={message} />
      </div>
    </div>
  );
}

function FailedMessage({ message, children }: { message: MessageOf<'error'>; children: ReactNode }) {
  const t = useTranslations('bubbles.error');
  const { partial } = message.content;
  return (
    <div className="flex w-[min(30rem,94%)] items-start gap-2 rounded-m bg-notice px-3.5 pt-2.5 pb-1.5 text-sm text-notice-text">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <QuotedReply message={message} />
        {children}
        {partial !== null && (
          <div className="mt-2.5 rounded-m bg-mo px-3 py-2.5 text-md text-text">
            <p className="mb-1.5 text-xs font-semibold text-text-2">{t('partial')}</p>
            <MessageBoundary fallback={<BrokenMessage message={message} />}>
              <KindBubble message={withPartial(message, partial)} />
            </MessageBoundary>
          </div>
        )}
        <div className="[&_*]:text-notice-text">
          <Foot message={message} />
        </div>
      </div>
    </div>
  );
}

function withPartial(message: MessageOf<'error'>, partial: KindAndContent): MessageOf<Kind> {
  return { ...message, kind: partial.kind, content: partial.content };
}

function ErasedMessage({ message }: { message: Tombstone }) {
  const t = useTranslations('tombstone');
  const { customerName } = useThreadActions();
  return (
    <div className="flex max-w-[88%] items-start gap-2 rounded-l rounded-ss-xs border border-line-strong px-3 py-1.5 text-text-2">
      <Ban aria-hidden className="mt-1 size-3.5 shrink-0" />
      <p className="min-w-0 italic">
        {t.rich('erased', { customer: () => <bdi>{customerName ?? t('somebody')}</bdi> })}
      </p>
      <span className="tabular mt-0.5 text-2xs">
        <Instant at={message.sentAt} look="time" />
      </span>
    </div>
  );
}

function BrokenMessage({ message }: { message: Message }) {
  const t = useTranslations('bubbles');
  return (
    <div className="text-sm">
      <p className="flex items-center gap-2 text-text-2">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {t('broken')}
      </p>
      <ViewSourceButton messageId={message.id} />
    </div>
  );
}
