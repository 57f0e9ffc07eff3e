import { mo } from './mo';

/** Every text that a customer, or whoever makes up a delivery, can write. */
export const everyField: Record<string, (text: string) => object> = {
  text: (text) => mo({ text }),
  reference: (reference) => mo({ reference }),
  messageContext: (messageContext) => mo({ messageContext }),
  'name of the customer': (name) => mo({ name }),
  'number of the customer': (number) => mo({ number }),
  'business number': (to) => mo({ to }),
  channel: (channel) => ({ ...mo(), channel }),
  'title of a file': (title) => mo({ media: { mediaUri: '', contentType: 'image/png', title } }),
  'content type': (contentType) => mo({ media: { mediaUri: '', contentType, title: '' } }),
  'address of a file': (mediaUri) => mo({ media: { mediaUri, contentType: '', title: '' } }),
  label: (label) => mo({ custom: { location: { latitude: 1, longitude: 1, label } } }),
  searchQuery: (searchQuery) => mo({ custom: { location: { latitude: 1, longitude: 1, searchQuery } } }),
  'name of a contact': (name) => mo({ custom: { contacts: [{ name: { formatted_name: name } }] } }),
  'phone of a contact': (phone) => mo({ custom: { contacts: [{ phones: [{ phone }] }] } }),
  'field of a contact': (field) => mo({ custom: { contacts: [{ org: { [field]: 'x', company: 'c' } }] } }),
  'product of an order': (text) => mo({ custom: { order: { product_items: [{ product_retailer_id: text }] } } }),
  'price of an order': (text) => mo({ custom: { order: { product_items: [{ item_price: text, currency: text }] } } }),
  'text of an order': (text) => mo({ custom: { order: { product_items: [], text } } }),
  'label of a button': (label) => mo({ custom: { button: { label, payload: label } } }),
  'title in a list': (title) =>
    mo({ custom: { interactive: { list_reply: { title, description: title, id: title } } } }),
  'answer in a flow': (text) => mo({ custom: { interactive: { nfm_reply: { response_json: { [text]: [text] } } } } }),
  'answer in JSON text': (text) =>
    mo({ custom: { interactive: { nfm_reply: { response_json: JSON.stringify({ flow_token: text, text }) } } } }),
  error: (error) => mo({ error }),
  'message type': (type) => mo({ text: '', custom: { message_type: type } }),
};
