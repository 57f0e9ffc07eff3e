import { expect, it } from 'vitest';
import { inboxHref, readInboxAddress } from './inbox-url';

const again = (address: string) => inboxHref(readInboxAddress(new URLSearchParams(address)));

it.each([
  ['view=unread&q=refund&number=%2B31&kind=order', '/?view=unread&q=refund&number=%2B31&kind=order'],
  ['after=2024-02-29&before=2026-01-31', '/?after=2024-02-29&before=2026-01-31'],
  ['after=2026-02-31&before=2026-13-01', '/'],
  ['after=2026-2-3&before=soon&kind=hologram&view=secret', '/'],
])('reads %j as %j', (address, href) => {
  expect(again(address)).toBe(href);
});
