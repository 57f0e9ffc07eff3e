'use client';

import type { ReactNode, SyntheticEvent } from 'react';

import { Button } from './Button';
import { Failed } from './Failed';

const looks = {
  /** A page of its own: one wide button. */
  page: { form: 'space-y-4', foot: 'grid', button: '!min-h-11' },
  /** Inside a dialog: the fields scroll, the button stands at the end. */
  dialog: { form: 'space-y-4 overflow-y-auto px-5 pt-1 pb-6', foot: 'flex justify-end', button: '' },
};

/** Fields that are sent together: why that failed stands below them, and the button waits while it is under way. */
export function WorkForm({
  work,
  look,
  failed,
  button,
  leaves = false,
  children,
}: {
  work: { mutate: () => void; error: Error | null; isPending: boolean; isSuccess: boolean };
  look: keyof typeof looks;
  /** What is said when the server gives no reason. */
  failed: string;
  button: string;
  /** When it has worked, another page comes: the button waits until then. */
  leaves?: boolean;
  children: ReactNode;
}) {
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    work.mutate();
  };
  return (
    <form onSubmit={send} className={looks[look].form}>
      {children}
      <Failed error={work.error} otherwise={failed} />
      <div className={looks[look].foot}>
        <Button
          look="primary"
          type="submit"
          className={looks[look].button}
          isPending={work.isPending || (leaves && work.isSuccess)}
        >
          {button}
        </Button>
      </div>
    </form>
  );
}
