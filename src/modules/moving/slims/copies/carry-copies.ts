import { findLibrary } from '#modules/collection/imports';
import { listLibraries } from '#modules/ground/libraries';
import { carryCopies as carryAll, itemTypesOf } from '#modules/moving/engine';
import { localDate } from '#shared/dates';
import { idOf } from '#shared/moving/old-row';
import { sameKey } from '#shared/mysql-dump/same-key';
import type { Run } from '../run.ts';
import type { Survey } from '../survey-dump.ts';
import { OLD_NUMBERS, planCopy, type CopySurroundings } from './plan-copy.ts';

/** What its collection types are called. */
export const collTypeNames = ({ codes }: Pick<Survey, 'codes'>): string[] =>
  [...codes.mst_coll_type.all()].map(([, { name }]) => name);

/** What codes and names mean here: matched exactly, never by likeness. */
async function lookAround(run: Run): Promise<CopySurroundings> {
  const { ctx, survey, library } = run;
  const around = {
    libraries: await listLibraries(ctx),
    defaultLibraryId: library.id,
    itemTypes: [],
    categories: [],
  };
  const places = new Map(
    [...survey.codes.mst_location.all()].map(([key, { name }]) => {
      const found = [key, name].map((word) => findLibrary(around, word)).find(({ word }) => word === null);
      return [key, found?.libraryId ?? library.id];
    }),
  );
  return {
    survey,
    carriedTitles: run.carriedTitles,
    defaultLibraryId: library.id,
    libraryOf: (location) => {
      const libraryId = places.get(sameKey(location));
      return { libraryId: libraryId ?? library.id, known: libraryId !== undefined };
    },
    itemTypeOf: await itemTypesOf(run, collTypeNames(survey)),
    callNumbers: run.callNumbers,
    today: localDate(ctx.clock.now(), library.timeZone),
    seen: { barcodes: new Set(), numbers: new Set() },
  };
}

/** Brings the copies of the titles that came. */
export async function carryCopies(run: Run): Promise<void> {
  const { ledger, survey } = run;
  const around = await lookAround(run);
  await carryAll(run, {
    ...{ table: 'item', titles: 'biblio', oldNumbers: OLD_NUMBERS },
    idOf: (row) => idOf(row('item_id')),
    keyOf: (row) => `item_id=${row('item_id') ?? ''}`,
    plan: (row) => planCopy(row, around),
    came: (id, fate) => {
      run.carriedCopies.add(id);
      if (fate !== 'merged') survey.own.settle(ledger, 'item_custom', id, fate);
    },
  });
  survey.own.end(ledger, 'item_custom');
}
