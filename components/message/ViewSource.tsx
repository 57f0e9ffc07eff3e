'use client';

import { useQuery } from '@tanstack/react-query';
import { Braces } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { ApiProblem } from '@/lib/client/api-problem';
import { sourceQuery } from '@/lib/client/installation-queries';
import { prettyJson } from '@/lib/client/pretty-json';

import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { Dialog } from '../controls/Dialog';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { RevealedText } from './RevealedText';

/** More than anybody reads, and than a browser lays out at once; copying takes the whole. */
const mostShown = 100_000;

/** A button that shows the raw delivery behind a message. */
export function ViewSourceButton({ messageId }: { messageId: string }) {
  const t = useTranslations('source');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        look="inline"
        onPress={() => {
          setOpen(true);
        }}
      >
        <Braces aria-hidden className="size-3.5" />
        {t('view')}
      </Button>
      <SourceDialog path={messageSourcePath(messageId)} isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
}

/** Where the source of a message is read. */
export function messageSourcePath(messageId: string): string {
  return `/api/messages/${encodeURIComponent(messageId)}/source`;
}

/** The raw text behind a message or a problem, as text. */
export function SourceDialog({
  path,
  isOpen,
  onOpenChange,
}: {
  path: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const t = useTranslations('source');
  return (
    <Dialog title={t('title')} width="wide" isOpen={isOpen} onOpenChange={onOpenChange}>
      {() => <Source path={path} />}
    </Dialog>
  );
}

function Source({ path }: { path: string }) {
  const t = useTranslations('source');
  const source = useQuery(sourceQuery(path));
  if (source.isError) {
    if (source.error instanceof ApiProblem && source.error.status === 410) {
      return <p className="px-5 pb-6 text-text-2">{t('erased')}</p>;
    }
    return <LoadFailed error={source.error} retry={() => void source.refetch()} />;
  }
  if (source.data === undefined) {
    return (
      <div aria-busy className="space-y-2 px-5 pb-6">
        <span className="sr-only">{t('loading')}</span>
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-2/3" />
      </div>
    );
  }
  const text = prettyJson(source.data);
  return (
    <>
      <div className="flex items-center justify-between gap-3 px-5 pb-2 text-sm text-text-2">
        <p className="min-w-0 flex-1">
          {text.length > mostShown
            ? t('explainLong', { shown: mostShown, length: text.length })
            : t(/\\x[0-9A-F]{2}/.test(text) ? 'explainBytes' : 'explain')}
        </p>
        <div className="shrink-0">
          <CopyButton text={source.data} />
        </div>
      </div>
      <pre
        tabIndex={0}
        aria-label={t('title')}
        className="mx-5 mb-5 overflow-auto rounded-m bg-sunken p-4 font-mono text-xs/[1.25rem] whitespace-pre-wrap"
      >
        <RevealedText text={text.slice(0, mostShown)} />
      </pre>
    </>
  );
}
