import { findLibrary } from '#modules/collection/imports';
import { listLibraries } from '#modules/ground/libraries';
import { carryCopies as carryAll, itemTypesOf } from '#modules/moving/engine';
import { localDate } from '#shared/dates';
import type { Codes } from '#shared/moving/codes';
import { sameKey } from '#shared/mysql-dump/same-key';
import { idOf, keyOf } from '../rules/ids.ts';
import type { Run } from '../run.ts';
import { OLD_NUMBERS, planCopy, type CopySurroundings } from './plan-copy.ts';

const namesOf = (codes: Codes): string[] => [...codes.all()].map(([, { name }]) => name);

/** What codes and names mean here: matched exactly, never by likeness. */
async function lookAround(run: Run): Promise<CopySurroundings> {
  const { ctx, survey, library } = run;
  const { codes } = survey;
  const around = { libraries: await listLibraries(ctx), defaultLibraryId: library.id, itemTypes: [], categories: [] };
  const homes = new Map(
    [...codes.location_library.all()].map(([key, { name, more }]) => {
      const found = [more, name].map((word) => findLibrary(around, word)).find(({ word }) => word === null);
      return [key, found?.libraryId ?? library.id];
    }),
  );
  const typeOf = await itemTypesOf(run, [...namesOf(codes.collectioncategorys), ...namesOf(codes.collectionmedias)]);
  return {
    survey,
    hasTitle: (id) => run.carriedTitles.has(id),
    defaultLibraryId: library.id,
    libraryOf: (key) => {
      const libraryId = homes.get(sameKey(key));
      return { libraryId: libraryId ?? library.id, known: libraryId !== undefined };
    },
    itemTypeOf: (category, medium) => {
      const [byCategory, byMedium] = [typeOf(category), typeOf(medium)];
      // "Koleksi Umum" is the usual one, whatever it is called here
      if (!byCategory.known && byMedium.known) return byMedium;
      return byCategory.known || !/^(?:koleksi )?umum$/i.test(category) ? byCategory : { ...byCategory, known: true };
    },
    callNumbers: run.callNumbers,
    today: localDate(ctx.clock.now(), library.timeZone),
    seen: { barcodes: new Set(), numbers: new Set() },
  };
}

/** Brings the copies of the titles that came. */
export async function carryCopies(run: Run): Promise<void> {
  const around = await lookAround(run);
  await carryAll(run, {
    ...{ table: 'collections', titles: 'catalogs', oldNumbers: OLD_NUMBERS, keyOf },
    idOf: (row) => idOf(row('id')),
    plan: (row) => planCopy(row, around),
    came: (id) => {
      run.carriedCopies.add(id);
    },
  });
}
