import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { enter, expect, test } from '../support/journey';
import { everyField } from '../support/every-field';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { xssPayloads } from '../support/xss-payloads';

const TEXTS_A_FIELD = 4;

/** All payloads in every field, in a few texts each. */
function hostileMos(): object[] {
  const share = Math.ceil(xssPayloads.length / TEXTS_A_FIELD);
  const texts = Array.from({ length: TEXTS_A_FIELD }, (_, index) =>
    xssPayloads.slice(index * share, (index + 1) * share).join('\n'),
  );
  return Object.values(everyField).flatMap((make) => texts.map((text) => make(`${text}\n${randomUUID()}`)));
}

const hostileLinks = [
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
  ],
  ...[
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://evil.example/1',
    'file:///etc/passwd',
  ],
  ...[
    '//evil.example',
    '\\\\evil.example\\x',
    '/\\evil.example',
    'https:evil.example',
    'http://evil.example%0ajavascript:alert(1)',
  ],
  ...[
    'https://good.example@evil.example',
    'https://аррӏе.com',
    'intent://x#Intent;end',
    'view-source:https://evil.example',
  ],
  ...[
    'https://evil.example/?a=javascript:alert(1)',
    'HTTPS://EVIL.EXAMPLE',
    'www.evil.example',
    'mailto:a@evil.example',
    'tel:+31612345678',
  ],
];

test('nothing that anybody writes becomes part of a page', async ({ page, emptyInlet }) => {
  test.setTimeout(180_000);
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  const mos = hostileMos();
  for (let at = 0; at < mos.length; at += 20) await emptyInlet.deliver(mos.slice(at, at + 20));
  const links = { number: '+31687654321', name: 'Link Sender' };
  await emptyInlet.deliver([
    ...hostileLinks.map((url) => mo({ ...links, text: `See ${url} now` })),
    mo({ ...links, text: '', custom: { contacts: [{ urls: hostileLinks.map((url) => ({ url, type: url })) }] } }),
  ]);
  const api = await signIn(emptyInlet);
  await expect.poll(async () => (await emptyInlet.rows('Message')).length).toBe(mos.length + hostileLinks.length + 1);
  await enter(page.context(), emptyInlet, api);

  const conversations = await api.conversations();
  const crowded = [...conversations].sort((a, b) => b.unread - a.unread).slice(0, 1);
  const linking = conversations.filter(({ customer }) => customer.name === links.name);
  const named = conversations.filter(({ customer }) => customer.name?.includes('<')).slice(0, 2);
  const paths = [
    '/',
    '/search?q=alert',
    '/?q=alert',
    '/places',
    '/media',
    '/orders',
    '/settings/numbers',
    '/settings/blocked',
  ];
  for (const path of paths) {
    const answer = await page.goto(emptyInlet.url + path);
    if (answer?.status() === 404) continue;
    await expect(page.getByRole('main')).toContainText(/alert|Blocked/);
    expect(await foreignParts(page), path).toEqual([]);
  }
  for (const { id } of [...crowded, ...named, ...linking]) {
    await page.goto(`${emptyInlet.url}/conversations/${id}`);
    const log = page.getByRole('log');
    await expect(log.locator('[data-message-id]').first()).toBeVisible();
    expect(await foreignParts(page), id).toEqual([]);
    await log.hover();
    for (let step = 0; step < 12; step += 1) {
      await page.mouse.wheel(0, step % 2 === 0 ? -4000 : -9000);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(await foreignParts(page), id).toEqual([]);
    }
  }
  const target = page.getByRole('log').locator('a[href]');
  const hrefs = await target.evaluateAll((all) =>
    all.map((link) => ({ href: link.getAttribute('href') ?? '', rel: link.getAttribute('rel') ?? '' })),
  );
  expect(hrefs.length).toBeGreaterThan(3);
  for (const { href, rel } of hrefs.filter((link) => !link.href.startsWith('/api/') && !link.href.startsWith('#'))) {
    expect(href).toMatch(/^(https?:\/\/|mailto:|tel:)/);
    if (href.startsWith('http')) expect(rel).toMatch(/noopener noreferrer/);
  }
  expect(dialogs).toBe(0);
});

/** Elements and attributes that only an injected text could have made. */
function foreignParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const tags =
      'iframe, object, embed, base, marquee, math, portal, keygen, layer, xml, bgsound, isindex, applet, frameset';
    const made = [
      ...document.querySelectorAll(`${tags}, custom-element, foreignObject, svg script, svg animate, svg use`),
    ];
    const acting = [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some(
        ({ name, value }) =>
          /^on/i.test(name) ||
          name === 'srcdoc' ||
          (/^(href|src|action|formaction|data|xlink:href|poster|background)$/i.test(name) &&
            // What a browser takes for one address of a script, however it is spaced.
            /^[\p{Cc} ]*(j[\s]*a[\s]*v[\s]*a[\s]*s[\s]*c|vbs|data:text)/iu.test(value)),
      ),
    );
    const scripts = [...document.scripts].filter(
      (script) => script.nonce === '' && !(script.getAttribute('src') ?? '').startsWith('/_next/'),
    );
    return [...made, ...acting, ...scripts].map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}
