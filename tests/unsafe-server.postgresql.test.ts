import { expect, it } from 'vitest';
import { startPostgresql } from '@/lib/commands/checks/start-postgresql';
import { openDatabase } from '@/lib/db/engine/open-database';

it.each(['fsync', 'synchronous_commit'])('a server with %s off is refused, unless it is allowed', async (setting) => {
  const server = await startPostgresql({ durable: true, settings: { [setting]: 'off' } });
  const url = await server.createDatabase('inlet');
  await expect(openDatabase(url)).rejects.toThrow(`${setting}=off`);
  await (await openDatabase(url, { allowUnsafe: true })).close();
  await server.stop();
});
