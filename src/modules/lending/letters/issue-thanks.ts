import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { issueLetter } from './issue-letter.ts';

/** Whom a library thanks, and what for. */
export interface Thanks {
  libraryId: number;
  fullName: string;
  /** Empty when it is not known. */
  address: string;
  /** The day in words. */
  givenOn: string;
  books: { title: string; author: string; copies: number }[];
}

/** Writes a letter of thanks in a transaction that is already open; permission is the caller's affair. @returns its id */
export const issueThanks = async (
  trx: Tx,
  ctx: Ctx,
  { libraryId, fullName, address, givenOn, books }: Thanks,
): Promise<number> =>
  issueLetter(trx, ctx, {
    kind: 'thanks',
    memberId: null,
    libraryId,
    level: null,
    about: {
      fullName,
      memberNumber: '',
      facts: address === '' ? [] : [['Alamat', address]],
      titles: [],
      purpose: '',
      gift: { givenOn, books },
    },
  });
