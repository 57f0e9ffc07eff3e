import { answer, json, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { listSavedViews, namedView, saveView } from '@/lib/inbox/reading/saved-views';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listSavedViews(caller) }));
}

export function POST(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'inbox.read');
    return json(await saveView(caller, await readJson(request, namedView)), 201);
  });
}
