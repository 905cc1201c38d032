import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { replacePeople, selectPeople } from '../data/people.queries.ts';
import { refuseForeignPictures } from '../managed-page.ts';
import { keptIds } from '../rules/frame.ts';
import { peopleInput, type PersonInput } from '../schema-frame.ts';
import { writeList } from './write-list.ts';

/**
 * Writes whom of its staff a library shows, each with their consent; who is no longer among them is gone, and the trace says how many they
 * are, not who. Needs `site.edit` at the library. Throws `platform.forbidden`, `version_conflict`, `invalid_input`, `site.picture_unknown`,
 * `libraries.not_found`.
 */
export async function savePeople(
  ctx: Ctx,
  { libraryId, version }: { libraryId: number; version: number },
  input: readonly PersonInput[],
): Promise<void> {
  const { people } = parseInput(peopleInput, { people: input });
  await writeList(ctx, { libraryId, kind: 'people', version }, async (trx, listId) => {
    const before = await selectPeople(trx, { libraryId, open: false });
    const pictures = new Set(before.map(({ pictureId }) => pictureId));
    const chosen = people.flatMap(({ pictureId }) =>
      pictureId === null || pictures.has(pictureId) ? [] : [pictureId],
    );
    await refuseForeignPictures(trx, ctx, { kind: 'page', libraryId }, chosen);
    const ids = keptIds(
      new Set(before.map(({ id }) => id)),
      people.map(({ id }) => id),
    );
    const rows = people.map(({ agreed: _, ...person }, i) => {
      const id = ids[i] ?? null;
      // another name is another person, who agrees anew
      const same = before.find((one) => one.id === id && one.name === person.name);
      return { ...person, id, agreedAt: same?.agreedAt ?? ctx.clock.now() };
    });
    await replacePeople(trx, listId, rows);
    return { before: { people: before.length }, after: { people: rows.length } };
  });
}
