import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ChargeKind, LineKind, PaymentMethod, PriceSource } from '../client.ts';

const lines = (db: Db | Tx) =>
  db
    .selectFrom('chargeLine')
    .innerJoin('library', 'library.id', 'chargeLine.libraryId')
    .innerJoin('member', 'member.id', 'chargeLine.memberId')
    .select([
      'chargeLine.id',
      'chargeLine.kind',
      'chargeLine.amount',
      'chargeLine.note',
      'chargeLine.priceSource',
      'chargeLine.reason',
      'chargeLine.at',
      'chargeLine.byName',
      'chargeLine.method',
      'chargeLine.reference',
      'chargeLine.receiptNumber',
      'chargeLine.ofLineId',
      'chargeLine.toTreasury',
      'chargeLine.libraryId',
      'chargeLine.memberId',
      'chargeLine.loanId',
      'chargeLine.clientKey',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'member.number as memberNumber',
      'member.fullName as memberName',
      'member.homeLibraryId',
    ])
    .select(
      sql<number>`(abs(charge_line.amount) - coalesce((
        select sum(charge_allocation.amount) from charge_allocation
        where charge_allocation.charge_line_id = charge_line.id or charge_allocation.credit_line_id = charge_line.id
      ), 0))::integer`.as('left'),
    )
    .$narrowType<{ kind: LineKind; method: PaymentMethod | null; priceSource: PriceSource | null }>();
export type LineRow = NonNullable<Awaited<ReturnType<typeof findLine>>>;

export const findLine = async (db: Db | Tx, id: number) => lines(db).where('chargeLine.id', '=', id).executeTakeFirst();
export const findLineByKey = async (db: Db | Tx, key: string) =>
  lines(db).where('chargeLine.clientKey', '=', key).executeTakeFirst();

/** All lines of a member, the newest first; `beforeId` goes on where the page before ended. */
export const selectLines = async (
  db: Db | Tx,
  memberId: number,
  page: { beforeId: number | null; limit: number },
): Promise<LineRow[]> =>
  lines(db)
    .where('chargeLine.memberId', '=', memberId)
    .$if(page.beforeId !== null, (query) => query.where('chargeLine.id', '<', page.beforeId))
    .orderBy('chargeLine.id', 'desc')
    .limit(page.limit)
    .execute();

/** The charges of a member that are still owed, the oldest first: a payment goes to them in this order. */
export const selectOwed = async (db: Db | Tx, memberId: number): Promise<LineRow[]> =>
  (
    await lines(db)
      .where('chargeLine.memberId', '=', memberId)
      .where('chargeLine.amount', '>', 0)
      .where('chargeLine.kind', '<>', 'refund')
      .orderBy('chargeLine.id')
      .execute()
  ).filter((line) => line.left > 0);

/** Which charges a payment paid, the oldest first. */
export const selectPaid = async (db: Db | Tx, creditLineId: number) =>
  db
    .selectFrom('chargeAllocation')
    .innerJoin('chargeLine', 'chargeLine.id', 'chargeAllocation.chargeLineId')
    .select(['chargeLine.id', 'chargeLine.kind', 'chargeLine.note', 'chargeLine.priceSource', 'chargeLine.toTreasury'])
    .select(['chargeLine.at', 'chargeLine.amount as of', 'chargeAllocation.amount'])
    .where('chargeAllocation.creditLineId', '=', creditLineId)
    .orderBy('chargeAllocation.id')
    .$narrowType<{ kind: ChargeKind; priceSource: PriceSource | null }>()
    .execute();
