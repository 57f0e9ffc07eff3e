import { answer, json } from '@/app/api/answer';
import { removeSamples } from '@/lib/inbox/setup/remove-samples';
import { sendSamples } from '@/lib/inbox/setup/send-samples';

export function POST(request: Request) {
  return answer(request, async (caller) => json({ sent: await sendSamples(caller) }));
}

export function DELETE(request: Request) {
  return answer(request, async (caller) => json({ removed: await removeSamples(caller) }));
}
