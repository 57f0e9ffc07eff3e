'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

import { Button } from './Button';
import type { ButtonLook } from './button-look';

/** Copies a text and says that it did. */
export function CopyButton({
  text,
  name,
  label,
  look = 'inline',
}: {
  text: string;
  name?: string;
  label?: string;
  look?: ButtonLook;
}) {
  const t = useTranslations('controls');
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => {
      setOutcome('idle');
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };

  const words = { idle: label ?? t('copy'), copied: t('copied'), failed: t('copyFailed') };
  const Icon = outcome === 'copied' ? Check : Copy;
  return (
    <>
      <Button look={look} {...(name === undefined ? {} : { 'aria-label': name })} onPress={() => void copy()}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span aria-hidden={name !== undefined}>{words[outcome]}</span>
      </Button>
      <span role="status" className="sr-only">
        {outcome === 'idle' ? '' : words[outcome]}
      </span>
    </>
  );
}
