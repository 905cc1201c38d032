import { listLibraries } from '#modules/libraries';
import type { Ctx } from '#platform/context';

/** The time zone in which somebody reads a page: that of their library, else of the first one. */
export async function zoneOf(ctx: Ctx): Promise<string> {
  const libraries = await listLibraries(ctx);
  const own = libraries.find((library) => library.id === ctx.libraryId) ?? libraries[0];
  return own?.timeZone ?? 'Asia/Jakarta';
}
