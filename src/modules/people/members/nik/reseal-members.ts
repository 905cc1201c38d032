import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import {
  countSealedRows,
  lockSealedDeskHelp,
  lockSealedMessages,
  lockSealedRegistrations,
  resealRow,
} from '../data/sealed.queries.ts';
import { DESK_HELP_PURPOSE, deskHelpAbout } from '../desk-help/seal-desk-help.ts';
import { APPLICANT_PURPOSE } from '../registration/applicant-messages.ts';
import { lostKeyId, openSealed, resealNiks } from './keep-nik.ts';
import { NIK_PURPOSE, nikAbout } from '../registration/registration-form.ts';

const BATCH = 500;

/** How many values of members and applicants an older key of this installation sealed. */
export const countSealedMembers = async (db: Db, secrets: Secrets): Promise<number> =>
  countSealedRows(
    db,
    secrets.keyIds.filter((keyId) => keyId !== secrets.keyId),
  );

/**
 * Seals anew what older keys sealed of members and applicants; may be stopped and run again at any time.
 * @returns how many were sealed anew
 */
export async function resealMembers(ctx: Ctx, secrets: Secrets): Promise<number> {
  const older = secrets.keyIds.filter((keyId) => keyId !== secrets.keyId);
  let done = await resealNiks(ctx, secrets);
  const kinds = [
    { table: 'registration', purpose: NIK_PURPOSE, lock: lockSealedRegistrations, about: nikAbout },
    { table: 'applicantMessage', purpose: APPLICANT_PURPOSE, lock: lockSealedMessages, about: (key: string) => key },
    { table: 'memberDeskHelp', purpose: DESK_HELP_PURPOSE, lock: lockSealedDeskHelp, about: deskHelpAbout },
  ] as const;
  for (const { table, purpose, lock, about } of kinds) {
    for (;;) {
      const { seen, resealed } = await ctx.db.transaction().execute(async (trx) => {
        const rows = await lock(trx, older, BATCH);
        let resealed = 0;
        for (const { id, name, keyId, bytes } of rows) {
          const plain = openSealed(secrets, purpose, about(name), { keyId, bytes });
          const sealed =
            plain === null ? { keyId: lostKeyId(keyId), bytes } : secrets.seal(purpose, about(name), plain);
          await resealRow(trx, table, id, sealed);
          if (plain !== null) resealed += 1;
        }
        return { seen: rows.length, resealed };
      });
      done += resealed;
      if (seen < BATCH) break;
    }
  }
  return done;
}
