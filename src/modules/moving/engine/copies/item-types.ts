import { listItemTypes } from '#modules/collection/catalog';
import { findItemType } from '#modules/collection/imports';
import type { Run } from '../run.ts';

/** Which kind of copies a collection type of the old system is here, by its name: matched exactly, never by likeness. */
export async function itemTypesOf(
  { ctx, library }: Pick<Run, 'ctx' | 'library'>,
  names: Iterable<string>,
): Promise<(name: string) => { itemType: string; known: boolean }> {
  const itemTypes = await listItemTypes(ctx.db);
  const around = { libraries: [], defaultLibraryId: library.id, itemTypes, categories: [] };
  const types = new Map<string, { itemType: string; known: boolean }>();
  for (const name of names) {
    const { itemType, word } = findItemType(around, name);
    types.set(name, { itemType, known: word === null });
  }
  return (name) => types.get(name) ?? { itemType: 'umum', known: false };
}
