import { confirmLetters } from '#modules/city/subscriptions';
import { testSecrets } from './bare-services.ts';
import type { TestDb } from './test-db.ts';

/** The mailbox that was asked last whether it wants letters says yes, by the link in its mail. */
export async function confirmLast(t: TestDb): Promise<void> {
  const { path } = await t.db
    .selectFrom('guestMessage')
    .select('path')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await confirmLetters(t.ctx({ kind: 'anonymous' }), testSecrets, path?.split('/').at(-1) ?? '');
}
