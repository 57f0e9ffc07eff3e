'use client';

import { Button } from '../controls/Button';
import { SecretToCopy } from './SecretToCopy';

/** The end of a dialog that has made something which is shown this once. */
export function SecretMade({
  secret,
  name,
  more,
  done,
  onDone,
}: {
  secret: string;
  name: string;
  more: string;
  done: string;
  onDone: () => void;
}) {
  return (
    <div className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
      <SecretToCopy secret={secret} name={name} more={more} />
      <div className="flex justify-end">
        <Button look="primary" onPress={onDone}>
          {done}
        </Button>
      </div>
    </div>
  );
}
