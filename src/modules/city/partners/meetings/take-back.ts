import { withdrawGuestMessages } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import {
  selectDutyIds,
  selectPromisesOfPartner,
  selectPromisesOfPerson,
  type PromiseRef,
} from '../data/reminders.queries.ts';

const NAMES = { commitment: 'partner-commitment', duty: 'agreement-duty' } as const;

/** Under which reminders of a promise to somebody of a partner are kept. */
export const aboutTheirs = ({ what, id }: PromiseRef): string => `${NAMES[what]}:${id}`;
/** The same of those to an account of ours. */
export const aboutOurs = ({ what, id }: PromiseRef): string => `${NAMES[what]}-staff:${id}`;

/** Takes back what nobody was reminded of yet: it is kept, changed, gone, or somebody else's. What then still holds is told anew. */
export async function takeBackPromises(trx: Tx, ctx: Ctx, promises: readonly PromiseRef[]): Promise<void> {
  for (const one of promises) {
    await withdrawGuestMessages(trx, ctx, aboutTheirs(one));
    await withdrawGuestMessages(trx, ctx, aboutOurs(one));
  }
}

/** The same of all that somebody of a partner promised: they are forgotten, left, or are reached otherwise. */
export const takeBackOfPerson = async (trx: Tx, ctx: Ctx, personId: number): Promise<void> =>
  takeBackPromises(trx, ctx, await selectPromisesOfPerson(trx, personId));

/** The same of all that was promised with a partner, who is put away or goes along with another one. */
export const takeBackOfPartner = async (trx: Tx, ctx: Ctx, partnerId: number): Promise<void> =>
  takeBackPromises(trx, ctx, await selectPromisesOfPartner(trx, partnerId));

/** The same of an agreement that ends. */
export const takeBackOfAgreement = async (trx: Tx, ctx: Ctx, agreementId: number): Promise<void> =>
  takeBackPromises(
    trx,
    ctx,
    (await selectDutyIds(trx, agreementId)).map((id) => ({ what: 'duty', id })),
  );
