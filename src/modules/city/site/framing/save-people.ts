import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { replacePeople, selectPeople, type PersonRow } from '../data/people.queries.ts';
import { refuseForeignPictures } from '../managed-page.ts';
import { keptIds } from '../rules/frame.ts';
import { peopleInput, type PersonInput } from '../schema-frame.ts';
import { writeList } from './write-list.ts';

/** Who is the same person with the same picture, or without one, has agreed before; another name or picture is agreed to anew. */
const agreedBefore = (person: Pick<PersonRow, 'name' | 'pictureId'>, was: PersonRow | undefined): was is PersonRow =>
  was?.name === person.name && (person.pictureId === null || person.pictureId === was.pictureId);

/** What of a person a list shows, for the trace to say that it was changed. */
const wordsOf = ({ name, role, roleEn, about, aboutEn, pictureId }: Omit<PersonRow, 'id' | 'agreedAt'>) =>
  JSON.stringify([name, role, roleEn, about, aboutEn, pictureId]);

/**
 * Writes whom of its staff a library shows, each with their consent; who is no longer among them is gone, and the trace says how many were
 * added, changed and taken out, not who. Needs `site.edit` at the library. Throws `platform.forbidden`, `version_conflict`, `invalid_input`,
 * `site.picture_unknown`, `libraries.not_found`.
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
    const rows = people.map(({ agreed, ...person }, i) => {
      const id = ids[i] ?? null;
      const was = before.find((one) => one.id === id);
      if (agreedBefore(person, was)) return { ...person, id, agreedAt: was.agreedAt };
      if (!agreed) throw platformErrors.invalidInput({}, { [`people.${i}.agreed`]: 'person_agrees' });
      return { ...person, id, agreedAt: ctx.clock.now() };
    });
    await replacePeople(trx, listId, rows);
    const stayed = rows.flatMap((row) => before.filter(({ id }) => id === row.id).map((was) => ({ was, row })));
    return {
      before: { people: before.length },
      after: {
        people: rows.length,
        added: rows.length - stayed.length,
        changed: stayed.filter(({ was, row }) => wordsOf(was) !== wordsOf(row)).length,
        removed: before.length - stayed.length,
      },
    };
  });
}
