/** A part of an export as people read it: named facts of one thing, of each thing in a list. */
export interface ExportSection {
  title: string;
  /** One entry for each thing; none = nothing is kept. */
  entries: { label: string; text: string }[][];
}

/** How parts, fields and values are said. A word that nobody wrote is shown as it is stored: an export leaves nothing out. */
export interface ExportWords {
  part(key: string): string;
  field(key: string): string;
  /** @param field the field that holds it, since one code may mean several things */
  value(field: string, value: unknown): string;
}

/** What only the machine needs. */
export const INTERNAL: ReadonlySet<string> = new Set([
  'id',
  'categoryId',
  'homeLibraryId',
  'timeZone',
  'isSample',
  'version',
]);

const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function factsOf(thing: Record<string, unknown>, words: ExportWords): { label: string; text: string }[] {
  return Object.entries(thing).flatMap(([key, value]) =>
    INTERNAL.has(key) || isEmpty(value) ? [] : [{ label: words.field(key), text: words.value(key, value) }],
  );
}

/** An export in the order of its parts; empty fields are left out, empty parts are said to be empty. */
export function exportSections(parts: Record<string, unknown>, words: ExportWords): ExportSection[] {
  return Object.entries(parts).flatMap(([key, part]): ExportSection[] => {
    const things = Array.isArray(part) ? part : [part];
    if (!things.every(isThing)) return [];
    return [{ title: words.part(key), entries: things.map((thing) => factsOf(thing, words)) }];
  });
}
