import * as z from 'zod';
import { wireText } from '@/lib/cm/wire-text';
import type { ButtonReplyContent } from '@/lib/messages/kinds/button-reply';
import { present } from './present';
import type { Reader } from './reader';

const buttonSchema = z.object({
  /** A template's button. Meta itself calls the label `text`. */
  button: z.object({ label: wireText, text: wireText, payload: wireText }).nullable().catch(null),
  interactive: z
    .object({ button_reply: z.object({ id: wireText, title: wireText }).nullable().catch(null) })
    .nullable()
    .catch(null),
});

/** CM.com, WhatsApp interactive template replies: `custom.button`; interactive message replies: `button_reply`. */
export const readButtonReply: Reader<'buttonReply'> = (mo) => {
  const { button, interactive } = buttonSchema.parse(mo.message.custom);
  const reply = interactive?.button_reply;
  return (
    (button &&
      answered({
        source: 'template',
        title: present(button.label) ?? present(button.text),
        payload: present(button.payload),
        id: null,
      })) ??
    (reply && answered({ source: 'interactive', title: present(reply.title), payload: null, id: present(reply.id) })) ??
    undefined
  );
};

function answered(content: ButtonReplyContent): ButtonReplyContent | undefined {
  return content.title === null && content.payload === null && content.id === null ? undefined : content;
}
