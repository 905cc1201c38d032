import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { runningBulkLoansOf } from '#modules/lending/bulk-loans';
import { viewAccount } from '#modules/lending/circulation';
import { getMember, lockMemberForLoan } from '#modules/people/members';
import { formatRupiah } from '#shared/money';
import { letterErrors } from './errors.ts';
import { issueLetter } from './issue-letter.ts';
import { HOME_FACT } from './rules/content.ts';
import { clearanceInput, type ClearanceInput } from './schema.ts';

/**
 * Issues the letter that a member is free of loans (those of whole boxes too) and charges (surat keterangan bebas pustaka). Needs `letters.issue` at the
 * library. Refused while anything is open: `letters.not_clear` says what. Throws `letters.member_not_found`.
 * @returns id of the letter
 */
export async function issueClearance(
  ctx: Ctx,
  memberNumber: string,
  input: ClearanceInput & { libraryId?: number | null } = {},
): Promise<number> {
  authorizeAnywhere(ctx, 'letters.issue');
  const { libraryId: asked = ctx.libraryId, ...given } = input;
  const { purpose = null } = parseInput(clearanceInput, given);
  return ctx.db.transaction().execute(async (trx) => {
    // whoever lends or takes money waits until the letter is written
    const locked = await lockMemberForLoan(trx, memberNumber);
    if (!locked) throw letterErrors.memberNotFound({ number: memberNumber });
    const inside = { ...ctx, db: trx };
    const member = await getMember(inside, locked.number);
    const libraryId = asked ?? member.homeLibraryId;
    authorize(ctx, 'letters.issue', libraryId);
    const { loans, balance } = await viewAccount(inside, member.number, libraryId);
    const owed = Math.max(0, balance);
    const open = loans.length + (await runningBulkLoansOf(trx, member.id));
    if (open > 0 || owed > 0) {
      throw letterErrors.notClear({ loans: open, owed, owedText: formatRupiah(owed), name: member.fullName });
    }
    const facts: [string, string | null][] = [
      ['Nama', member.fullName],
      ['Nomor anggota', member.number],
      ['Lembaga', member.institution],
      ['Kelas', member.className],
      [HOME_FACT, [member.address, member.kelurahan, member.city].filter(Boolean).join(', ')],
    ];
    return issueLetter(trx, ctx, {
      kind: 'clearance',
      memberId: member.id,
      libraryId,
      level: null,
      about: {
        fullName: member.fullName,
        memberNumber: member.number,
        facts: facts.flatMap(([label, value]): [string, string][] => (value ? [[label, value]] : [])),
        titles: [],
        purpose: purpose ?? '',
      },
    });
  });
}
