import type { Db, Tx } from '#platform/database/db';
import { personNameKey } from '#shared/text/person-name';
import { selectFoldedNames } from '../data/members.queries.ts';

/** Those of some texts that are the whole name of a member, however it is spelt: so that nothing is made public that names a reader. */
export async function namesAmong(db: Db | Tx, texts: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = new Map(texts.map((text) => [text, personNameKey(text)]));
  const known = new Set(await selectFoldedNames(db, [...keys.values()]));
  return new Set(texts.filter((text) => known.has(keys.get(text) ?? '')));
}
