import { config } from '@/lib/config/config';
import { issuePasswordLink } from '@/lib/access/password-links';
import { findAccountByEmail } from '@/lib/db/tables/accounts';
import { recordAudit } from '@/lib/db/tables/audit';
import { installDatabase } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { sayWhy } from '@/lib/commands/process/say-why';

/** `npm run admin -- reset EMAIL`: a one-time link for somebody who cannot sign in and whom nobody else can help. */
await sayWhy(async () => {
  const [action, email] = process.argv.slice(2);
  if (action !== 'reset' || email === undefined) throw new Error('Name the account: npm run admin -- reset EMAIL');
  const settings = config();
  const database = await openDatabase(settings.DATABASE_URL, { allowUnsafe: settings.ALLOW_UNSAFE_DATABASE });
  installDatabase(database);
  try {
    await adoptKeys(database);
    const { link, expiresAt } = await database.write(async (tx) => {
      const account = await findAccountByEmail(tx, email.trim().toLowerCase());
      if (!account) throw new Error(`There is no account with the address ${email}.`);
      const now = new Date();
      await recordAudit(tx, null, { at: now, action: 'account.link-made', subject: `account ${account.id}` });
      return issuePasswordLink(tx, account.id, now);
    });
    console.log(`Works once, until ${expiresAt}:\n${link}`);
  } finally {
    await database.close();
  }
});
