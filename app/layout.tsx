import './globals.css';

import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { Providers } from '@/components/Providers';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    robots: { index: false, follow: false },
    icons: { icon: '/icon.svg', apple: '/apple-touch-icon.png' },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#111917' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('theme')?.value;
  const locale = await getLocale();
  return (
    <html lang={locale} {...(theme === 'light' || theme === 'dark' ? { 'data-theme': theme } : {})}>
      <head>
        {/* With it React Aria may add the one style sheet that it makes in the browser. */}
        <meta property="csp-nonce" nonce={(await headers()).get('x-nonce') ?? ''} />
      </head>
      <body>
        <NextIntlClientProvider>
          <Providers locale={locale} timeZone={await getTimeZone()}>
            {children}
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
