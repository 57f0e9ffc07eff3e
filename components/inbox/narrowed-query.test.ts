import { describe, expect, it } from 'vitest';
import { isKind } from '@/lib/messages/kinds';
import { parseQuery } from '@/lib/messages/search-query';
import { readInboxAddress } from './inbox-url';
import { narrowedQuery } from './narrowed-query';

const queryOf = (address: string) => narrowedQuery(readInboxAddress(new URLSearchParams(address)));

describe('narrowedQuery', () => {
  it.each([
    ['q=refund', 'refund'],
    ['view=unread&q=refund', 'is:unread refund'],
    ['view=new&number=%2B31201234567&q=a', 'is:new number:+31201234567 a'],
    ['view=done&kind=order&q="a b', 'is:done kind:order "a b'],
    ['kind=media&after=2026-01-31&before=2026-02-01&q=x', 'kind:media after:2026-01-31 before:2026-02-01 x'],
  ])('of %j is %j', (address, q) => {
    expect(queryOf(address)).toBe(q);
    expect(parseQuery(q).hints.filter(({ code }) => code !== 'openQuote')).toEqual([]);
  });

  it('lets a day and a kind hold that were typed', () => {
    expect(queryOf('kind=order&q=kind:media')).toBe('kind:media');
    expect(parseQuery(queryOf('after=2026-01-31&q=after:2026-03')).after).toMatchObject({ month: 3 });
  });

  it.each(['buttonReply', 'listReply', 'flowReply', 'welcomeRequest', 'unknown'])('names the kind %s', (kind) => {
    expect(isKind(kind) && parseQuery(queryOf(`kind=${kind}&q=x`)).kinds).toEqual([kind]);
  });
});
