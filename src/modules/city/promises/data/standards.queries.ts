import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ServiceStandard, StandardEdition } from '#platform/database/db-types';
import type { Edition, EditionState } from '../client.ts';
import { partsShape } from '../schema.ts';

/** What is kept of a service beside its editions. */
export interface StandardRow {
  id: number;
  place: number;
  note: string;
  noteEn: string;
  retiredAt: Date | null;
  version: number;
}

/** In the order in which services are told. */
export const selectStandards = async (db: Db | Tx): Promise<StandardRow[]> =>
  db.selectFrom('serviceStandard').selectAll().orderBy('place').orderBy('id').execute();

export const lockStandard = async (trx: Tx, id: number): Promise<StandardRow | undefined> =>
  trx.selectFrom('serviceStandard').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** Whether a service is one that everybody may read of; it stays so until the transaction ends. */
export const isOffered = async (trx: Tx, id: number): Promise<boolean> =>
  (await trx
    .selectFrom('serviceStandard')
    .select('id')
    .where('id', '=', id)
    .where('retiredAt', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('standardEdition')
          .select('standardEdition.id')
          .whereRef('standardEdition.standardId', '=', 'serviceStandard.id')
          .where('standardEdition.state', '=', 'published'),
      ),
    )
    .forShare()
    .executeTakeFirst()) !== undefined;

/** Writes a service after all others. */
export async function insertStandard(trx: Tx): Promise<number> {
  const row = await trx
    .insertInto('serviceStandard')
    .values({ place: sql<number>`(select coalesce(max(place), 0) + 1 from service_standard)` })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const updateStandard = async (trx: Tx, id: number, changes: Updateable<ServiceStandard>) =>
  trx
    .updateTable('serviceStandard')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

const editions = (db: Db | Tx) =>
  db
    .selectFrom('standardEdition')
    .select([
      'id',
      'standardId',
      'edition',
      'name',
      'nameEn',
      'promise',
      'promiseEn',
      'measure',
      'measureLimit',
      'target',
      'signedBy',
      'signedOffice',
      'signedPlace',
      'signedOn',
      'replacedAt',
      'version',
      sql<unknown>`parts`.as('parts'),
      sql<EditionState>`state`.as('state'),
    ]);
type EditionRow = Awaited<ReturnType<ReturnType<typeof editions>['executeTakeFirstOrThrow']>>;
const editionOf = (row: EditionRow): Edition => ({ ...row, parts: partsShape.parse(row.parts) });

/** Of one service or of all, in some states; the latest first. */
export async function selectEditions(
  db: Db | Tx,
  { standardId = null, states }: { standardId?: number | null; states: readonly EditionState[] },
): Promise<Edition[]> {
  let query = editions(db)
    .where('state', 'in', [...states])
    .orderBy('standardId')
    .orderBy('edition', 'desc');
  if (standardId !== null) query = query.where('standardId', '=', standardId);
  return (await query.execute()).map(editionOf);
}

/** The draft, or the one that holds, of a service, locked. */
export async function lockEdition(
  trx: Tx,
  standardId: number,
  state: 'draft' | 'published',
): Promise<Edition | undefined> {
  const row = await editions(trx)
    .where('standardId', '=', standardId)
    .where('state', '=', state)
    .forUpdate()
    .executeTakeFirst();
  return row && editionOf(row);
}

/** Writes the next edition of a service, which the caller has locked. */
export const insertEdition = async (trx: Tx, row: Omit<Insertable<StandardEdition>, 'edition'>): Promise<number> =>
  (
    await trx
      .insertInto('standardEdition')
      .values({
        ...row,
        edition: sql<number>`(select coalesce(max(edition), 0) + 1 from standard_edition where standard_id = ${row.standardId})`,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

export const updateEdition = async (trx: Tx, id: number, changes: Updateable<StandardEdition>) =>
  trx
    .updateTable('standardEdition')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteEdition = async (trx: Tx, id: number) =>
  trx.deleteFrom('standardEdition').where('id', '=', id).execute();

export const deleteStandard = async (trx: Tx, id: number) =>
  trx.deleteFrom('serviceStandard').where('id', '=', id).execute();
