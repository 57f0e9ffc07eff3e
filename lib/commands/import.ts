import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { config } from '@/lib/config/config';
import { ownWebhookSecret } from '@/lib/config/secrets';
import { importDeliveries } from '@/lib/inbox/receiving/import-deliveries';
import { sayWhy } from '@/lib/commands/process/say-why';

const PRINT_EVERY_MS = 2000;
const MOST_LINES_NAMED = 50;

await sayWhy(async () => {
  const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error('Name one file: npm run import -- FILE [--url ADDRESS]');
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new Error(`There is no file ${file}.`);
  const url = values.url ?? `${config().SAMPLE_ORIGIN}/api/webhooks/cm/${ownWebhookSecret()}`;

  const stream = createReadStream(file);
  let printedAt = performance.now();
  const report = await importDeliveries(createInterface({ input: stream, crlfDelay: Infinity }), url, (line) => {
    if (performance.now() - printedAt < PRINT_EVERY_MS) return;
    printedAt = performance.now();
    const share = found.size === 0 ? 1 : stream.bytesRead / found.size;
    console.log(`${line.toLocaleString('en')} lines, ${Math.floor(share * 100).toString()} %`);
  });
  console.log(`${report.taken.toLocaleString('en')} deliveries imported.`);
  nameLines('no JSON', report.notJson);
  nameLines('larger than the webhook takes', report.refused);
  if (report.notJson.length + report.refused.length > 0) process.exitCode = 1;
});

function nameLines(what: string, lines: number[]): void {
  if (lines.length === 0) return;
  const named = lines.slice(0, MOST_LINES_NAMED).join(', ');
  const more = lines.length > MOST_LINES_NAMED ? ' and others' : '';
  console.log(`${lines.length.toLocaleString('en')} lines are ${what}: ${named}${more}`);
}
