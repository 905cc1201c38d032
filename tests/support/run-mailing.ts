// A process that sends what is due of mailings, for tests that kill it. `ADDRESS` is JSON, `SMTP` a URL.
import { sendLetters } from '#modules/city/mailings/testing';
import { systemClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { openDb, poolConfig, type DbAddress } from '#platform/database/db';
import { makeSecrets } from '#platform/rights/secrets';
import { createMailer } from '#platform/sending/mail';

const { db } = openDb(poolConfig(JSON.parse(process.env.ADDRESS ?? '') as DbAddress, 6));
const mailFrom = 'perpus@example.org';
const sent = await sendLetters({
  db,
  clock: systemClock,
  config: { ...readConfig({}), mailFrom },
  mailer: createMailer(process.env.SMTP ?? null, mailFrom),
  secrets: makeSecrets('k1', new Map([['k1', Buffer.alloc(32, 7)]])),
  mayStillReceive: async (_db, ids) => Promise.resolve(new Set(ids)),
});
await db.destroy();
process.stdout.write(`sent ${sent}\n`);
