import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { listItemTypes } from '#modules/collection/catalog';
import { listLibraries, listSpaces, zoneOf } from '#modules/ground/libraries';
import { listCategories } from '#modules/people/members';
import { localDate } from '#shared/dates';
import type { CodeKind } from './client.ts';
import type { RunRow } from './data/import-runs.queries.ts';
import type { Surroundings } from './rules/surroundings.ts';

/** What the network knows, against which foreign codes are matched. */
export async function lookAround(ctx: Ctx, run: Pick<RunRow, 'kind' | 'options'>): Promise<Surroundings> {
  const { db } = ctx;
  const libraries = await listLibraries({ db });
  const around = {
    libraries,
    defaultLibraryId: run.options.libraryId,
    itemTypes: await listItemTypes(db),
    categories: await listCategories({ db }),
  };
  if (run.kind !== 'koha') return around;
  const spaces = await Promise.all(
    libraries.map(async ({ id }) => (await listSpaces({ db }, id)).map((space) => ({ ...space, libraryId: id }))),
  );
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  return { ...around, movingIn: { meanings: run.options.codes ?? [], spaces: spaces.flat(), today } };
}

/** The codes of ours that a code of another system may mean. */
export async function codesOfOurs(db: Db): Promise<Record<CodeKind, string[]>> {
  const codes = (rows: readonly { code: string }[]): string[] => rows.map(({ code }) => code);
  return {
    library: codes(await listLibraries({ db })),
    item_type: codes(await listItemTypes(db)),
    category: codes(await listCategories({ db })),
  };
}
