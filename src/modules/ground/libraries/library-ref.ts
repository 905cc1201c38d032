import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Library } from './client.ts';
import { findLibraryByRef, selectLibraryNames } from './data/libraries.queries.ts';
import { libraryErrors } from './errors.ts';

/**
 * A library as the API is told of one, in a path, a query or a body alike: its code in any case, or its id (a number, or its digits).
 * {@link resolveLibrary} says which one it is.
 */
export const libraryRef = z
  .union([
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{1,40}$/),
    z.int().positive(),
  ])
  .meta({ description: 'a library: its code (in any case) or its id', examples: ['PUSAT'] });
export type LibraryRef = z.output<typeof libraryRef>;

/** `{library}` in a path. */
export const libraryParam = z.object({ library: libraryRef });

/** A library as answers name one, whatever they are about. */
export const libraryName = z
  .object({ id: z.number(), code: z.string(), name: z.string(), timeZone: z.string() })
  .meta({ description: 'a library, by its id and code' });
export type LibraryName = z.output<typeof libraryName>;

/** The library that was meant. Anyone may read it. Throws `libraries.not_found`, at its field. @param field where it was named */
export async function resolveLibrary(ctx: Pick<Ctx, 'db'>, ref: LibraryRef, field = 'library'): Promise<Library> {
  const library = await findLibraryByRef(ctx.db, ref);
  if (!library) throw libraryErrors.notFound({}, { [field]: 'unknown' });
  return library;
}

/** Its id; null where none was named. Throws `libraries.not_found`, at its field. @param field where it was named */
export async function resolveLibraryId(
  ctx: Pick<Ctx, 'db'>,
  ref: LibraryRef | null | undefined,
  field = 'library',
): Promise<number | null> {
  return ref === null || ref === undefined ? null : (await resolveLibrary(ctx, ref, field)).id;
}

/** How answers name libraries, by id or code, read once for a whole answer; what is of no library (null) has no name. */
export interface NameLibraries {
  (ref: number | string): LibraryName;
  (ref: number | string | null): LibraryName | null;
}

/** Read after what is to be named: no library is ever removed. */
export async function nameLibraries(ctx: Pick<Ctx, 'db'>): Promise<NameLibraries> {
  const names = new Map<number | string, LibraryName>();
  for (const one of await selectLibraryNames(ctx.db)) names.set(one.id, one).set(one.code, one);
  function named(ref: number | string): LibraryName;
  function named(ref: number | string | null): LibraryName | null;
  function named(ref: number | string | null): LibraryName | null {
    if (ref === null) return null;
    const found = names.get(ref);
    if (!found) throw new Error(`there is no library ${ref}`);
    return found;
  }
  return named;
}
