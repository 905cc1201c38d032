import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { issueLetter } from './issue-letter.ts';

/** Writes down that a library received something, in a transaction that is already open; permission is the caller's affair. @returns its id */
export const issueReceipt = async (
  trx: Tx,
  ctx: Ctx,
  {
    libraryId,
    fullName,
    lines,
  }: {
    libraryId: number;
    /** Of whom. */
    fullName: string;
    /** What was received, label and value, in Indonesian. */
    lines: [label: string, value: string][];
  },
): Promise<number> =>
  issueLetter(trx, ctx, {
    kind: 'receipt',
    memberId: null,
    libraryId,
    level: null,
    about: { fullName, memberNumber: '', facts: [], titles: [], purpose: '', receipt: lines },
  });
