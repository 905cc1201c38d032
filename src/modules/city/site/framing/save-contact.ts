import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { findContact, writeContact } from '../data/links.queries.ts';
import { contactInput, type ContactInput } from '../schema-frame.ts';
import { writeList } from './write-list.ts';

/**
 * Writes what the foot of every page says of the network in place of its main library's address. Needs `site.edit` network-wide. Throws
 * `platform.forbidden`, `version_conflict`, `invalid_input`.
 */
export async function saveContact(ctx: Ctx, version: number, input: ContactInput): Promise<void> {
  const words = parseInput(contactInput, input);
  await writeList(ctx, { libraryId: null, kind: 'contact', version }, async (trx, listId) => {
    const before = (await findContact(trx)) ?? {};
    await writeContact(trx, listId, words);
    return { before, after: words };
  });
}
