import type { Ctx } from '#platform/context';
import type { Library } from './client.ts';
import {
  findLibrary,
  findLibraryByCode,
  findMainLibrary,
  selectAllLibraries,
  selectOpenLibraries,
} from './data/libraries.queries.ts';
import { libraryErrors } from './errors.ts';
import type { LibraryName } from './library-ref.ts';

type Reader = Pick<Ctx, 'db'>;

/** A library with its weekly hours. Anyone may read it. Throws `libraries.not_found`. */
export async function getLibrary(ctx: Reader, id: number): Promise<Library> {
  const library = await findLibrary(ctx.db, id);
  if (!library) throw libraryErrors.notFound();
  return library;
}

/** The same by its code (`KOTA`), in any case. */
export async function getLibraryByCode(ctx: Reader, code: string): Promise<Library> {
  const library = await findLibraryByCode(ctx.db, code);
  if (!library) throw libraryErrors.notFound();
  return library;
}

/** The library whose address and hours stand for the network; null = there is none yet. Anyone may read it. */
export const mainLibrary = async (ctx: Reader): Promise<Library | null> => (await findMainLibrary(ctx.db)) ?? null;

/** The libraries of the network in the order in which people see them; without `active`, the closed ones too. */
export async function listLibraries(ctx: Reader, filter: { active?: boolean } = {}): Promise<Library[]> {
  return selectAllLibraries(ctx.db, filter);
}

/** The open libraries by their names alone, in the same order: asked by every request of staff. */
export async function listOpenLibraries(ctx: Reader): Promise<LibraryName[]> {
  return selectOpenLibraries(ctx.db);
}
