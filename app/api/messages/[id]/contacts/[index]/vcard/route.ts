import { answer, readId } from '@/app/api/answer';
import { recordExport } from '@/lib/access/record-export';
import { Refusal } from '@/lib/access/refusal';
import { findMessage } from '@/lib/inbox/reading/find-message';
import { writeVcard } from '@/lib/inbox/reading/write-vcard';

export function GET(request: Request, { params }: RouteContext<'/api/messages/[id]/contacts/[index]/vcard'>) {
  return answer(request, async (caller) => {
    const { id, index } = await params;
    const message = await findMessage(caller, readId(id, 'message_not_found'));
    const partial = message.kind === 'error' && message.content ? message.content.partial : null;
    const said = partial ?? message;
    const card =
      said.kind === 'contacts' && /^\d{1,3}$/.test(index) ? said.content?.contacts[Number(index)] : undefined;
    if (!card) throw new Refusal('not_found');
    await recordExport(caller, `contact of message ${message.id}`);
    return new Response(writeVcard(card), {
      headers: {
        'content-type': 'text/vcard; charset=utf-8',
        'content-disposition': 'attachment; filename="contact.vcf"',
        'cache-control': 'no-store',
      },
    });
  });
}
