import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { issueLetter } from './issue-letter.ts';
import type { LetterContent } from './rules/content.ts';

/** Whom a library thanks, and when it was given. */
interface Giver {
  libraryId: number;
  fullName: string;
  /** Empty when it is not known. */
  address: string;
  /** The day in words. */
  givenOn: string;
}
/** Books that were given. */
export interface Thanks extends Giver {
  books: { title: string; author: string; copies: number }[];
}
/** Something else: what it was, in Indonesian. */
export interface ThanksFor extends Giver {
  said: string;
}

/** Writes a letter of thanks for books in a transaction that is already open; permission is the caller's affair. @returns its id */
export const issueThanks = async (trx: Tx, ctx: Ctx, { givenOn, books, ...giver }: Thanks): Promise<number> =>
  thank(trx, ctx, giver, { givenOn, books });

/** The same for something else than books. @returns its id */
export const issueThanksFor = async (trx: Tx, ctx: Ctx, { givenOn, said, ...giver }: ThanksFor): Promise<number> =>
  thank(trx, ctx, giver, { givenOn, books: [], said });

const thank = async (
  trx: Tx,
  ctx: Ctx,
  { libraryId, fullName, address }: Omit<Giver, 'givenOn'>,
  gift: NonNullable<LetterContent['gift']>,
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
      gift,
    },
  });
