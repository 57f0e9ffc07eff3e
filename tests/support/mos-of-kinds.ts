import type { Kind } from '@/lib/messages/kind';
import { mo } from './mo';

type Envelope = Parameters<typeof mo>[0];

/** An MO of each kind, in an envelope that is given. */
export const mosOfKinds: Record<Kind, (envelope: Envelope) => object> = {
  text: (envelope) => mo(envelope),
  media: (envelope) =>
    mo({
      ...envelope,
      text: '',
      media: {
        mediaUri: 'https://cdn-2.messaging.cm.com/fileproxy/files/db1c9ba779aa4f6da061c4d8e3601cf3',
        contentType: 'image/jpeg',
        title: 'photo.jpg',
      },
    }),
  location: (envelope) => mo({ ...envelope, text: '', custom: { location: { latitude: 51.6, longitude: 4.77 } } }),
  contacts: (envelope) => mo({ ...envelope, text: '', custom: { contacts: [{ name: { formatted_name: 'Eve' } }] } }),
  order: (envelope) => mo({ ...envelope, text: '', custom: { order: { catalog_id: 'c', product_items: [] } } }),
  buttonReply: (envelope) => mo({ ...envelope, custom: { button: { label: 'Yes', payload: 'p' } } }),
  listReply: (envelope) => mo({ ...envelope, custom: { interactive: { list_reply: { id: '1', title: 'Row' } } } }),
  flowReply: (envelope) =>
    mo({ ...envelope, text: '', custom: { interactive: { nfm_reply: { response_json: { city: 'Breda' } } } } }),
  welcomeRequest: (envelope) => mo({ ...envelope, custom: { message_type: 'request_welcome' } }),
  error: (envelope) => mo({ ...envelope, text: '', error: 'Message type is not currently supported' }),
  unknown: (envelope) => mo({ ...envelope, text: '', custom: { message_type: 'reaction', reaction: { emoji: '👍' } } }),
};
