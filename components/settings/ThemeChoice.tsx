'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components';

import { useTheme } from '@/lib/client/use-theme';

const themes = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
] as const;

/** Light, dark, or as the device. */
export function ThemeChoice() {
  const t = useTranslations('shell');
  const [theme, setTheme] = useTheme();
  return (
    <RadioGroup
      aria-label={t('appearance')}
      value={theme}
      onChange={(chosen) => {
        const next = themes.find((known) => known.theme === chosen);
        if (next) setTheme(next.theme);
      }}
      className="grid grid-cols-3 gap-2 sm:max-w-md"
    >
      {themes.map(({ theme: choice, icon: Icon }) => (
        <RadioField key={choice} value={choice}>
          <RadioButton className="flex min-h-20 cursor-pointer flex-col items-center justify-center gap-2 rounded-m px-2 text-center text-sm font-[560] text-text-2 ring-1 ring-line-strong ring-inset data-[selected]:bg-accent-soft data-[selected]:text-accent-strong data-[selected]:ring-accent">
            <Icon aria-hidden className="size-5" strokeWidth={1.75} />
            {t(`theme.${choice}`)}
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
