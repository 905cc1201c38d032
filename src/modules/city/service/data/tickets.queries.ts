import { sql, type Insertable, type Updateable } from 'kysely';
import type { IkmElement } from '#modules/community/questionnaires/client';
import type { Db, Tx } from '#platform/database/db';
import type { Ticket as TicketRow, TicketEvent } from '#platform/database/db-types';
import type {
  AboutKind,
  ContactKind,
  Rating,
  TicketKind,
  TicketState,
  TicketStep,
  TicketVia,
} from '../rules/states.ts';

/** A ticket as the use cases of this module know it; what whoever sent it and staff are shown is made of it. */
export type Ticket = Awaited<ReturnType<typeof selectTickets>>[number];

const tickets = (db: Db | Tx) =>
  db
    .selectFrom('ticket')
    .innerJoin('library', 'library.id', 'ticket.libraryId')
    .leftJoin('account', 'account.id', 'ticket.ownerId')
    .select([
      ...(['ticket.id', 'ticket.number', 'ticket.libraryId', 'ticket.title', 'ticket.aboutRef'] as const),
      ...(['ticket.aboutLabel', 'ticket.memberId', 'ticket.contact', 'ticket.contactName', 'ticket.proven'] as const),
      ...(['ticket.ownerId', 'ticket.createdAt', 'ticket.clockFrom', 'ticket.firstAnsweredAt'] as const),
      ...(['ticket.resolvedAt', 'ticket.closedAt', 'ticket.firstDueAt', 'ticket.firstWarnAt'] as const),
      ...(['ticket.solveDueAt', 'ticket.solveWarnAt', 'ticket.firstWarnedAt', 'ticket.firstEscalatedAt'] as const),
      ...(['ticket.solveWarnedAt', 'ticket.solveEscalatedAt', 'ticket.clockedAt'] as const),
      ...(['ticket.mergedIntoId', 'ticket.splitFromId', 'ticket.handedTo', 'ticket.handedNumber'] as const),
      ...(['ticket.changeText', 'ticket.changePublic', 'ticket.changedAt', 'ticket.ratingWords'] as const),
      ...([
        'ticket.ratedAt',
        'ticket.version',
        'ticket.rateKey',
        'library.name as libraryName',
        'library.timeZone',
      ] as const),
      'account.fullName as ownerName',
      sql<TicketKind>`ticket.kind`.as('kind'),
      sql<TicketState>`ticket.state`.as('state'),
      sql<TicketVia>`ticket.via`.as('via'),
      sql<'id' | 'en'>`ticket.language`.as('language'),
      sql<AboutKind | null>`ticket.about_kind`.as('aboutKind'),
      sql<ContactKind>`ticket.contact_kind`.as('contactKind'),
      sql<Rating | null>`ticket.rating`.as('rating'),
      sql<IkmElement | null>`ticket.element`.as('element'),
    ]);

/** Tickets by their ids, in that order of sending. */
export const selectTickets = async (db: Db | Tx, ids: readonly number[]) =>
  tickets(db)
    .where('ticket.id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('ticket.id')
    .execute();

export const findTicket = async (db: Db | Tx, id: number): Promise<Ticket | undefined> =>
  tickets(db).where('ticket.id', '=', id).executeTakeFirst();
export const findTicketByCode = async (db: Db | Tx, codeHash: Buffer): Promise<Ticket | undefined> =>
  tickets(db).where('ticket.codeHash', '=', codeHash).executeTakeFirst();
export const findTicketByNumber = async (db: Db | Tx, number: string): Promise<Ticket | undefined> =>
  tickets(db).where('ticket.number', '=', number).executeTakeFirst();

/** By what a link of a message says; `key` is a UUID. */
export const findTicketByRateKey = async (db: Db | Tx, key: string): Promise<Ticket | undefined> =>
  tickets(db).where('ticket.rateKey', '=', key).executeTakeFirst();

/** The latest first. */
export async function selectTicketsOf(
  db: Db | Tx,
  memberId: number,
  { beforeId, limit }: { beforeId: number | null; limit: number },
): Promise<Ticket[]> {
  const query = tickets(db).where('ticket.memberId', '=', memberId).orderBy('ticket.id', 'desc').limit(limit);
  return (beforeId === null ? query : query.where('ticket.id', '<', beforeId)).execute();
}

/** Tickets that were made of parts of another. */
export const selectPartsOf = async (db: Db | Tx, id: number): Promise<Ticket[]> =>
  tickets(db).where('ticket.splitFromId', '=', id).orderBy('ticket.id').execute();

/** Tickets that are answered with another one. */
export const selectMergedInto = async (db: Db | Tx, id: number): Promise<Ticket[]> =>
  tickets(db).where('ticket.mergedIntoId', '=', id).orderBy('ticket.id').execute();

/** @returns null when the code is known: the same form was sent before */
export const insertTicket = async (trx: Tx, row: Insertable<TicketRow>): Promise<number | null> =>
  (
    await trx
      .insertInto('ticket')
      .values(row)
      .onConflict((conflict) => conflict.column('codeHash').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id ?? null;

/** Holds some tickets and all that are merged into them until the transaction ends, always in one order. */
export async function lockThreads(trx: Tx, ids: readonly number[]): Promise<Ticket[]> {
  const wanted = sql`${[...ids]}::bigint[]`;
  const which = sql`select id from ticket where id = any(${wanted}) or merged_into_id = any(${wanted}) order by id`;
  await sql`${which} for update`.execute(trx);
  // read again: what was merged while we waited is there now, and nothing more comes while these are held
  const { rows } = await sql<{ id: number }>`${which} for update`.execute(trx);
  return selectTickets(
    trx,
    rows.map(({ id }) => id),
  );
}

export const updateTickets = async (
  trx: Tx,
  ids: readonly number[],
  changes: Updateable<TicketRow>,
  { isNews }: { isNews: boolean },
) =>
  trx
    .updateTable('ticket')
    .set(isNews ? { ...changes, version: sql`version + 1` } : changes)
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();

/** Some tickets are answered with another one from now on. */
export const moveMerged = async (trx: Tx, ids: readonly number[], mergedIntoId: number) =>
  trx
    .updateTable('ticket')
    .set({ mergedIntoId, version: sql`version + 1` })
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();

export const insertEvents = async (trx: Tx, rows: readonly Insertable<TicketEvent>[]) =>
  rows.length === 0
    ? undefined
    : trx
        .insertInto('ticketEvent')
        .values([...rows])
        .execute();

export interface StoredStep {
  ticketId: number;
  at: Date;
  what: TicketStep;
  state: TicketState;
  staffName: string;
  detail: string;
}
/** What became of tickets, in order. */
export const selectSteps = async (db: Db | Tx, ids: readonly number[]): Promise<StoredStep[]> =>
  db
    .selectFrom('ticketEvent')
    .select(['ticketId', 'at', 'staffName', 'detail'])
    .select([sql<TicketStep>`what`.as('what'), sql<TicketState>`state`.as('state')])
    .where('ticketId', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id')
    .execute();

/** An open loan of a member, or one that ended: what it was of. */
export const findLoanTitle = async (db: Db | Tx, loanId: number, memberId: number): Promise<string | undefined> =>
  (
    await db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .innerJoin('bib', 'bib.id', 'item.bibId')
      .select('bib.title')
      .where('loan.id', '=', loanId)
      .where('loan.memberId', '=', memberId)
      .executeTakeFirst()
  )?.title;
