import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newCustomer } from '../support/customer';
import { conversationList, expect, expectAccessible, messages, open, reveal, test } from '../support/journey';
import { mediaMo } from '../support/media-mo';

async function sample(name: string, contentType: string) {
  return { bytes: await readFile(path.join('lib/samples/files', name)), contentType };
}

test('what customers send is seen, played and read, by the keyboard too', async ({ inbox, inlet, cdn }) => {
  const customer = newCustomer('Sven Seen');
  const [photo, other, voice, video, pdf] = await Promise.all([
    sample('cappuccino.jpg', 'image/jpeg'),
    sample('payment.png', 'image/png'),
    sample('voice-message.ogg', 'audio/ogg; codecs=opus'),
    sample('counter.mp4', 'video/mp4'),
    sample('quotation-2291.pdf', 'application/pdf'),
  ]);
  const sent = [
    { file: pdf, title: 'quotation-2291.pdf', type: 'document' },
    { file: video, title: 'counter.mp4', type: 'video' },
    { file: voice, title: 'first.ogg', type: 'voice' },
    { file: voice, title: 'second.ogg', type: 'voice' },
    { file: photo, title: 'cappuccino.jpg', type: 'image' },
    { file: other, title: 'payment.png', type: 'image' },
  ];
  await inlet.deliver(
    sent.map(({ file, title, type }, index) =>
      mediaMo({
        ...customer,
        url: cdn.put(1, file),
        contentType: file.contentType,
        title,
        type,
        timeUtc: `2024-05-06T11:3${index}:00`,
      }),
    ),
  );
  await expect(conversationList(inbox)).toContainText('payment.png');
  const log = await open(inbox, customer.name);
  const media = messages(log, 'media');

  const first = media.getByRole('button', { name: 'Open cappuccino.jpg' });
  await reveal(log, first);
  await first.focus();
  await inbox.keyboard.press('Enter');
  const lightbox = inbox.getByRole('dialog', { name: 'Pictures and videos' });
  await expect(lightbox.getByRole('img', { name: 'cappuccino.jpg' })).toBeVisible();
  await expectAccessible(inbox, '[role="dialog"]');
  await inbox.keyboard.press('ArrowRight');
  await expect(lightbox.getByRole('img', { name: 'payment.png' })).toBeVisible();
  await inbox.keyboard.press('+');
  await expect(lightbox.getByRole('button', { name: 'Zoom out' })).toBeEnabled();
  await inbox.keyboard.press('Escape');
  await expect(lightbox).toHaveCount(0);
  await expect(first).toBeFocused();

  const recording = log.getByRole('group', { name: 'first.ogg' });
  await reveal(log, recording);
  await recording.getByRole('button', { name: 'Play' }).click();
  await expect
    .poll(() => recording.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0);
  await recording.getByRole('button', { name: 'Speed: 1×' }).click();
  expect(await recording.locator('audio').evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(1.5);

  // A browser that cannot play Ogg gets it decoded, and what played before stops.
  await inbox.evaluate(() => {
    HTMLMediaElement.prototype.canPlayType = () => '';
  });
  const detour = log.getByRole('group', { name: 'second.ogg' });
  await detour.getByRole('button', { name: 'Play' }).click();
  await expect
    .poll(() => detour.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0);
  expect(await detour.locator('audio').evaluate((audio: HTMLAudioElement) => audio.src)).toMatch(/^blob:/);
  expect(await recording.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(true);
  const slider = detour.getByRole('slider', { name: 'Position' });
  await slider.focus();
  await inbox.keyboard.press('End');
  await expect(detour.getByRole('button', { name: 'Play' })).toBeVisible();

  const film = log.getByLabel('counter.mp4', { exact: true });
  await reveal(log, film);
  await media
    .filter({ has: inbox.locator('video') })
    .getByRole('button', { name: 'Silent loop' })
    .click();
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => video.loop && video.muted && !video.paused))
    .toBe(true);

  const preview = log.getByRole('button', { name: 'Preview' });
  await reveal(log, preview);
  await preview.click();
  await expect(inbox.getByRole('dialog', { name: 'quotation-2291.pdf' })).toContainText('2291');
});

test('files of all conversations are found, chosen and deleted together, each with its own outcome', async ({
  inbox,
  inlet,
  cdn,
}) => {
  const customer = newCustomer('Bulk Bob');
  const file = await sample('payment.png', 'image/png');
  const urls = ['alpha', 'beta', 'gamma'].map(() => cdn.put(2, file));
  await inlet.deliver(
    urls.map((url, index) =>
      mediaMo({ ...customer, url, title: `${customer.name} ${index}.png`, timeUtc: `2024-05-06T11:3${index}:00` }),
    ),
  );
  await expect(conversationList(inbox)).toContainText(customer.name);
  await inbox.getByRole('link', { name: 'Media' }).first().click();
  await inbox.getByRole('searchbox', { name: 'Search media' }).fill(customer.name);
  const tiles = inbox.getByRole('main').getByRole('listitem');
  await expect(tiles).toHaveCount(3);
  await expectAccessible(inbox);

  await tiles.first().getByRole('button').first().focus();
  await inbox.keyboard.press('Space');
  await inbox.keyboard.press('Shift+ArrowRight');
  await expect(inbox.getByRole('toolbar', { name: '2 selected' })).toBeVisible();
  cdn.answerDeletesWith(500);
  await inbox.getByRole('button', { name: 'Delete media' }).click();
  const dialog = inbox.getByRole('alertdialog');
  await expect(dialog).toContainText('2 photos');
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await expect(dialog.getByRole('progressbar')).toContainText('0 deleted, 2 not confirmed');
  await expectAccessible(inbox, '[role="alertdialog"]');
  cdn.answerDeletesWith(204);
  await dialog.getByRole('button', { name: 'Retry 2 files' }).click();
  await expect(dialog.getByRole('progressbar')).toContainText('All 2 deleted');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(inbox.getByRole('toolbar')).toHaveCount(0);
  await expect(tiles.getByText('deleted', { exact: true })).toHaveCount(2);
  expect(urls.map((url) => cdn.has(url))).toEqual([true, false, false]);
});
