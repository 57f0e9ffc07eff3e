import { CircleAlert } from 'lucide-react';

import { reasonOf } from '@/lib/client/api-problem';

import { Notice } from './Notice';

/** Why something did not work, in the server's words where it has any. */
export function Failed({ error, otherwise }: { error: Error | null; otherwise: string }) {
  if (error === null) return null;
  return (
    <div role="alert">
      <Notice icon={CircleAlert} tone="danger">
        {reasonOf(error) ?? otherwise}
      </Notice>
    </div>
  );
}
