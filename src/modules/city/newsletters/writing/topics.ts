import { listLetterTopics } from '#modules/city/subscriptions';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';

/** A topic as those who write letters choose it. */
export type TopicChoice = Awaited<ReturnType<typeof listLetterTopics>>[number];

/** The topics about which a letter can be: those of the network, and of its own library; a letter of the network takes all. */
export const topicsFor = async (db: Db | Tx, libraryId: number | null): Promise<TopicChoice[]> =>
  (await listLetterTopics(db)).filter(
    (topic) => libraryId === null || topic.libraryId === null || topic.libraryId === libraryId,
  );

/** Refuses topics of other libraries, and those that are none. Throws `platform.invalid_input`. */
export async function refuseForeignTopics(
  trx: Tx,
  libraryId: number | null,
  topicIds: readonly number[],
): Promise<void> {
  const known = new Set((await topicsFor(trx, libraryId)).map(({ id }) => id));
  if (!topicIds.every((id) => known.has(id))) throw platformErrors.invalidInput({}, { topicIds: 'unknown' });
}
