import { listOpenLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';

/** Refuses a library that is none, or closed for good: `platform.invalid_input` at `libraryId`. null: they named none. */
export async function nearestLibrary(ctx: Pick<Ctx, 'db' | 'clock'>, libraryId: number | null): Promise<void> {
  if (libraryId === null) return;
  const known = await listOpenLibraries(ctx);
  if (known.every(({ id }) => id !== libraryId)) throw platformErrors.invalidInput({}, { libraryId: 'invalid' });
}
