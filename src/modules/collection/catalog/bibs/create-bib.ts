import { authorizeAnywhere } from '#platform/rights/authorize';
import { accountOf, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { copiedFrom } from '#shared/marc/copied-from';
import type { MarcProblem } from '#shared/marc/problems';
import type { MarcRecord } from '#shared/marc/record';
import { validateBib } from '#shared/marc/validate';
import { recordAudit } from '#modules/ground/audit';
import { insertBibs, takeBibIds } from '../data/bib-rows.queries.ts';
import { LONGEST_TITLE, LONGEST_VALUE } from '../client.ts';
import { catalogErrors } from '../errors.ts';
import { findDuplicates } from '../duplicates/find-duplicates.ts';
import { getBib, type BibDetail } from './get-bib.ts';
import { linkHeadings } from '../authorities/link-headings.ts';
import { bibColumns, type BibColumns } from '../rules/bib-columns.ts';

/** A saved record, with what a cataloguer should look at. */
export interface SavedBib {
  bib: BibDetail;
  warnings: MarcProblem[];
}

/** The columns of a record that can be saved. Refuses `catalog.marc_invalid` without a title, and with one or a field that never ends. */
export function checkedColumns(marc: MarcRecord): BibColumns {
  const tooLong = marc.fields.find((field) =>
    'value' in field
      ? field.value.length > LONGEST_VALUE
      : field.subfields.some(({ value }) => value.length > (field.tag === '245' ? LONGEST_TITLE : LONGEST_VALUE)),
  );
  if (tooLong) {
    const place = tooLong.tag === '245' ? 'title' : tooLong.tag;
    throw catalogErrors.marcInvalid({ problem: 'marc.too_long' }, { [place]: 'too_long' });
  }
  const columns = bibColumns(marc);
  if (columns.title === '') throw catalogErrors.marcInvalid({ problem: 'marc.title_missing' }, { title: 'required' });
  return columns;
}

/**
 * Adds a record. Needs `catalog.edit`. Refuses `catalog.bib_duplicate` (params `bibId`, `title`, `by`) unless duplicates
 * are allowed, and `catalog.marc_invalid`.
 */
export async function createBib(ctx: Ctx, input: { marc: MarcRecord; allowDuplicate?: boolean }): Promise<SavedBib> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const columns = checkedColumns(input.marc);
  const id = await ctx.db.transaction().execute(async (trx) => insertUnlessThere(trx, ctx, columns, input));
  return { bib: await getBib(ctx, id), warnings: validateBib(columns.marc) };
}

/** The same in a transaction that is already open; the caller has checked the permission. @returns its id */
export const createBibWithin = async (
  trx: Tx,
  ctx: Ctx,
  input: { marc: MarcRecord; allowDuplicate?: boolean },
): Promise<number> => insertUnlessThere(trx, ctx, checkedColumns(input.marc), input);

async function insertUnlessThere(
  trx: Tx,
  ctx: Ctx,
  columns: BibColumns,
  { allowDuplicate = false }: { allowDuplicate?: boolean },
): Promise<number> {
  const [duplicate] = allowDuplicate ? [] : await findDuplicates(trx, columns.marc);
  if (duplicate) {
    throw catalogErrors.bibDuplicate({ bibId: duplicate.bibId, title: duplicate.title, by: duplicate.by });
  }
  return insertBib(trx, ctx, columns);
}

async function insertBib(trx: Tx, ctx: Ctx, columns: BibColumns): Promise<number> {
  const [newId = 0] = await takeBibIds(trx, 1);
  await insertBibs(trx, [{ id: newId, ...columns }], { now: ctx.clock.now(), by: accountOf(ctx.actor) });
  await linkHeadings(trx, [{ id: newId, marc: columns.marc }], true);
  const from = copiedFrom(columns.marc);
  await recordAudit(trx, ctx, {
    action: 'bib.created',
    entity: 'bib',
    entityId: newId,
    after: {
      title: columns.title,
      author: columns.mainAuthor,
      year: columns.year,
      isbns: columns.isbns,
      ...(from.length > 0 && { copiedFrom: from }),
    },
  });
  return newId;
}

/**
 * The record of the same title, or a new one, in a transaction that is already open (a delivery brings a book); the caller has
 * checked the permission. What only may be the same is left to a person: a new record, and `findDuplicatesOf` tells it.
 * Refuses `catalog.marc_invalid`.
 * @returns its id
 */
export async function findOrAddBibWithin(trx: Tx, ctx: Ctx, marc: MarcRecord): Promise<number> {
  const columns = checkedColumns(marc);
  const found = (await findDuplicates(trx, columns.marc)).find(({ judgement }) => judgement === 'same');
  return found?.bibId ?? insertBib(trx, ctx, columns);
}
