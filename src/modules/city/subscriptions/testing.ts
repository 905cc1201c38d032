import type { Ctx } from '#platform/context';
import { addTopic } from './topics/edit-topics.ts';
import { savePastSubscriber, type PastSubscriber } from './save-sample.ts';

export { savePastSubscriber, savePastTopic, type PastSubscriber } from './save-sample.ts';
export { lettersPersonalData, requestRetention, stoppedRetention } from './personal-data.ts';

/** Where a test has its database and clock. */
interface Here {
  ctx(): Ctx;
}

let made = 0;

/** A topic of a test, of the network unless a library is named. @returns its id */
export async function aTopic(
  t: Here,
  { libraryId = null, name }: { libraryId?: number | null; name?: string } = {},
): Promise<number> {
  made += 1;
  const nameId = name ?? `Topik uji ${made}`;
  return addTopic(t.ctx(), libraryId, { nameId, nameEn: `${nameId} (en)` });
}

/** Somebody who has confirmed that they want letters about these topics. @returns the id */
export async function aSubscriber(
  t: Here,
  { email, topicIds, language = 'id', ...more }: Pick<PastSubscriber, 'email' | 'topicIds'> & Partial<PastSubscriber>,
): Promise<number> {
  const ctx = t.ctx();
  const confirmedAt = more.confirmedAt ?? ctx.clock.now();
  return ctx.db
    .transaction()
    .execute(async (trx) => savePastSubscriber(trx, ctx, { ...more, email, topicIds, language, confirmedAt }));
}
