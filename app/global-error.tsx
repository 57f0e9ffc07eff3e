'use client';

import './globals.css';

import { failed, failedMore, tryAgain } from '@/lib/i18n/en-failed.json';

// Stands in for the root layout too, so nothing that the layout provides is here.
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <main className="grid min-h-dvh place-items-center p-6 text-center">
          <div>
            <h1 className="text-lg font-[620]">{failed}</h1>
            <p className="mt-1.5 text-text-2">{failedMore}</p>
            <button type="button" onClick={reset} className="mt-4 min-h-11 rounded-m bg-sunken px-4 font-[560]">
              {tryAgain}
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
