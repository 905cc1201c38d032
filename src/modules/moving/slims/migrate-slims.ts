import {
  carryFiles,
  FilesAtHand,
  moveIn,
  openFiles,
  surveyFiles,
  type MigrateInput,
  type Run as MovingRun,
  type Watching,
} from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { IdSet } from '#shared/moving/id-set';
import type { MoneySums } from '#shared/moving/money-sums';
import type { MigrationReport } from '#shared/moving/report';
import { carryHolidays } from './calendar/carry-holidays.ts';
import { carryCopies } from './copies/carry-copies.ts';
import { FILES_OF_SLIMS } from './files/files-of-slims.ts';
import { carryFines } from './fines/carry-fines.ts';
import { carryLoans } from './loans/carry-loans.ts';
import { surveyLoans } from './loans/survey-loans.ts';
import { carryMembers } from './members/carry-members.ts';
import { carryReserves } from './reserves/carry-reserves.ts';
import type { Run } from './run.ts';
import { carrySerials } from './serials/carry-serials.ts';
import { carryStocktakes } from './stocktakes/carry-stocktakes.ts';
import { isCodeTable, surveyDump, type Survey } from './survey-dump.ts';
import { carryUsers } from './users/carry-users.ts';
import { carryTitles, settleNames } from './titles/carry-titles.ts';
import { carryVisits } from './visits/carry-visits.ts';
import { OWN_TABLES } from './rules/own-fields.ts';

/** Tables of which every row is carried, merged, refused or known. */
const CARRIED = [
  ...['biblio', 'item', 'member', 'mst_member_type', 'mst_loan_rules', 'biblio_author', 'biblio_topic'],
  'biblio_relation',
  ...OWN_TABLES,
  ...['loan', 'loan_history', 'fines', 'reserve', 'visitor_count', 'holiday', 'user'],
  ...['serial', 'kardex', 'stock_take', 'stock_take_item'],
  ...['mst_author', 'mst_topic', 'mst_publisher', 'mst_place'],
];
/** The same, where pictures are at hand, and where other files are, or addresses stand among them. */
const PICTURED = ['biblio_image', 'member_image'];
const ATTACHED = ['biblio_attachment'];

async function carry(run: Run, money: MoneySums): Promise<void> {
  await carryHolidays(run);
  await carryUsers(run);
  await carryTitles(run);
  await carryCopies(run);
  await carryMembers(run);
  settleNames(run);
  const loans = await surveyLoans(run);
  await carryLoans(run, loans);
  await carryFines(run, loans, money);
  await carryReserves(run, loans);
  await carryVisits(run);
  await carrySerials(run);
  await carryStocktakes(run, loans);
  await carryFiles(run, FILES_OF_SLIMS, run.survey.attachments);
}

/** What one of SLiMS adds to a migration, at its beginning. */
const runOf = (run: MovingRun, survey: Survey, files: FilesAtHand | null): Run => ({
  ...{ ...run, survey, files },
  carriedTitles: new IdSet(),
  carriedMembers: new Set(),
  matchedMembers: new Map(),
  comingChildren: new Set(),
  carriedCopies: new IdSet(),
  callNumbers: new Map(),
  memberCategories: new Map(),
});

/**
 * Moves a library in from a dump of its SLiMS ({@link moveIn}): titles with their authors and subjects, copies, members, loans, fines, holds, visits,
 * closed days, rules of lending, accounts of staff, and pictures where they are at hand. Needs `imports.run` for the network. Refuses `slims.*`: a dump
 * that cannot be read, is cut off or is no SLiMS, or an archive of pictures that is damaged, before anything is written.
 */
export async function migrateSlims(
  ctx: Ctx,
  storage: Storage,
  input: MigrateInput,
  watching: Watching,
): Promise<MigrationReport> {
  let files: FilesAtHand | null = null;
  return moveIn<Survey>(ctx, input, watching, {
    system: 'slims',
    survey: async (dump) => {
      if (input.files !== undefined) files = new FilesAtHand(FILES_OF_SLIMS, await openFiles(input.files), storage);
      const survey = await surveyDump(dump, files, watching);
      if (files) await surveyFiles(files, survey.attachments, watching);
      return survey;
    },
    carried: ({ attachments }) => [
      ...[...CARRIED, ...(files ? PICTURED : [])],
      ...(files?.attachments || attachments.hasLinks ? ATTACHED : []),
    ],
    isCode: (table, { attachments }) =>
      isCodeTable(table) ||
      table === 'mst_custom_field' ||
      (table === 'files' && (Boolean(files?.attachments) || attachments.hasLinks)),
    carry: async (run, survey, money) => carry(runOf(run, survey, files), money),
  });
}
