import {
  addRecord,
  createCollection,
  getCollection,
  publishCollection,
  viewCollection,
  type RuleInput,
} from '#modules/city/collections';
import { makeBib } from '#modules/collection/catalog/testing';
import type { Ctx } from '#platform/context';
import { refusal } from './refusal.ts';
import type { TestDb } from './test-db.ts';

/** What a new collection is made of. */
export type NewCollection = Parameters<typeof createCollection>[1];

/** With which code some work is refused. */
export const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

/** Who makes collections and who reads them, in the database of a test. */
export function collectionHouse(t: TestDb) {
  const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
  const maker = (libraryId: number | null = null): Ctx =>
    t.ctx({ grants: [{ libraryId, permissions: ['collections.edit'] }] });
  const versionOf = async (id: number): Promise<number> => (await getCollection(maker(), id)).version;
  const draft = async (collection: Partial<NewCollection> & { title: string }): Promise<number> =>
    createCollection(maker(), { kind: 'hand', libraryId: null, ...collection });
  const add = async (id: number, bibId: number, sentence = ''): Promise<void> =>
    addRecord(maker(), id, { version: await versionOf(id), bibId, sentence });
  const publish = async (id: number): Promise<void> => publishCollection(maker(), id, await versionOf(id));
  /** A collection with books of these titles, for everybody. */
  async function published(
    title: string,
    books: readonly string[],
    more: Partial<NewCollection> = {},
  ): Promise<{ id: number; bibIds: number[] }> {
    const id = await draft({ title, ...more });
    const bibIds: number[] = [];
    for (const book of books) {
      const bibId = await makeBib(t.ctx(), { title: book });
      bibIds.push(bibId);
      await add(id, bibId);
    }
    await publish(id);
    return { id, bibIds };
  }
  /** A collection by a rule, for everybody. */
  async function byRule(title: string, rule: RuleInput, libraryId: number | null = null): Promise<number> {
    const id = await draft({ title, kind: 'rule', rule, libraryId });
    await publish(id);
    return id;
  }
  const titlesIn = async (slug: string): Promise<string[]> =>
    (await viewCollection(guest(), slug)).records.map(({ card }) => card.title);
  return { guest, maker, versionOf, draft, add, publish, published, byRule, titlesIn };
}
