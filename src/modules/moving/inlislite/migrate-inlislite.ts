import {
  carryFiles,
  FilesAtHand,
  moveIn,
  openFiles,
  surveyFiles,
  type MigrateInput,
  type Watching,
} from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import type { Storage } from '#platform/storage';
import { Codes } from '#shared/moving/codes';
import { IdSet } from '#shared/moving/id-set';
import type { FinesChoice } from '#shared/moving/old-systems';
import type { MigrationReport } from '#shared/moving/report';
import { carryHolidays } from './calendar/carry-holidays.ts';
import { carryCopies } from './copies/carry-copies.ts';
import { FILE_TABLES, filesOfInlislite } from './files/files-of-inlislite.ts';
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
/** The same, where pictures are at hand. */
const PICTURED = [FILE_TABLES.cover, FILE_TABLES.photo];

/**
 * Moves a library in from a dump of its INLISLite 3 ({@link moveIn}): titles with their fields, copies, members with their passwords, loans, violations,
 * visits, closed days, types of members with their rules, accounts of staff, and covers, photos and digital contents where they are at hand. Needs `imports.run` for the network. Refuses `slims.*`: a dump that cannot
 * be read, is cut off or is of another system, or an archive of files that is damaged, before anything is written.
 * @param secrets seals national numbers of identity
 * @param fines what becomes of violations whose money nobody has noted as paid
 */
export async function migrateInlislite(
  ctx: Ctx,
  { secrets, storage, fines = 'settled' }: { secrets: Secrets; storage: Storage; fines?: FinesChoice | undefined },
  input: MigrateInput,
  watching: Watching,
): Promise<MigrationReport> {
  let files: FilesAtHand | null = null;
  const worksheets = new Codes();
  const system = filesOfInlislite(worksheets);
  return moveIn<Survey>(ctx, input, watching, {
    system: 'inlislite',
    survey: async (dump) => {
      if (input.files !== undefined) files = new FilesAtHand(system, await openFiles(input.files), storage);
      const survey = await surveyDump(dump, { files, system, worksheets }, watching);
      if (files) await surveyFiles(files, survey.catalogFiles, watching);
      return survey;
    },
    carried: () => [
      ...[...CARRIED, ...(files ? PICTURED : [])],
      ...(files?.attachments ? [FILE_TABLES.attachment] : []),
    ],
    isCode: isCodeTable,
    carry: async (moving, survey, money) => {
      const run: Run = {
        ...{
          ...moving,
          survey,
          files,
          secrets,
          fines,
          callNumbers: new Map(),
          numberKeys: new Map(),
          settledPasswords: new Map(),
        },
        ...{ carriedTitles: new IdSet(), carriedCopies: new IdSet(), carriedMembers: new IdSet() },
        ...{ matchedMembers: new Map(), comingChildren: new Set(), memberCategories: new Map() },
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
      await carryFiles(run, system, survey.catalogFiles);
    },
  });
}
