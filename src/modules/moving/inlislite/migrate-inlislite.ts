import { moveIn, type MigrateInput, type Watching } from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { IdSet } from '#shared/moving/id-set';
import type { FinesChoice } from '#shared/moving/old-systems';
import type { MigrationReport } from '#shared/moving/report';
import { carryHolidays } from './calendar/carry-holidays.ts';
import { carryCopies } from './copies/carry-copies.ts';
import { carryBookings } from './loans/carry-bookings.ts';
import { carryLoans } from './loans/carry-loans.ts';
import { carryMembers, settlePasswords } from './members/carry-members.ts';
import type { Run } from './run.ts';
import { isCodeTable, surveyDump, type Survey } from './survey-dump.ts';
import { carryTitles } from './titles/carry-titles.ts';
import { carryUsers } from './users/carry-users.ts';
import { carryViolations } from './violations/carry-violations.ts';
import { carryVisits } from './visits/carry-visits.ts';

/** Tables of which every row is carried, merged, refused or known. */
const CARRIED = [
  ...['catalogs', 'catalog_ruas', 'collections', 'members', 'membersonline', 'jenis_anggota'],
  ...['peraturan_peminjaman_hari', 'peraturan_peminjaman_tanggal', 'collectionloanitems', 'collectionloanextends'],
  ...['pelanggaran', 'memberguesses', 'groupguesses', 'holidays', 'users'],
];

/**
 * Moves a library in from a dump of its INLISLite 3 ({@link moveIn}): titles with their fields, copies, members with their passwords, loans, violations,
 * visits, closed days, types of members with their rules, accounts of staff. Needs `imports.run` for the network. Refuses `slims.*`: a dump that cannot
 * be read, is cut off or is of another system, before anything is written.
 * @param secrets seals national numbers of identity
 * @param fines what becomes of violations whose money nobody has noted as paid
 */
export async function migrateInlislite(
  ctx: Ctx,
  { secrets, fines = 'settled' }: { secrets: Secrets; fines?: FinesChoice | undefined },
  input: MigrateInput,
  watching: Watching,
): Promise<MigrationReport> {
  return moveIn<Survey>(ctx, input, watching, {
    system: 'inlislite',
    survey: async (dump) => surveyDump(dump, watching),
    carried: () => CARRIED,
    isCode: isCodeTable,
    carry: async (moving, survey, money) => {
      const run: Run = {
        ...{
          ...moving,
          survey,
          secrets,
          fines,
          callNumbers: new Map(),
          numberKeys: new Map(),
          settledPasswords: new Map(),
        },
        ...{ carriedTitles: new IdSet(), carriedCopies: new IdSet(), carriedMembers: new IdSet() },
      };
      await carryHolidays(run);
      await carryUsers(run);
      await carryTitles(run);
      await carryCopies(run);
      await carryMembers(run);
      await settlePasswords(run);
      await carryLoans(run);
      await carryViolations(run, money);
      await carryBookings(run);
      await carryVisits(run);
    },
  });
}
