import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { enrolmentsOf } from '#modules/community/programs';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { renderPdf } from '#platform/papers/pdf';
import { drawnQr } from '#platform/papers/drawings';
import { m } from '#i18n/messages';
import { hashOf, newSheetToken, printedToken } from './answer-keys.ts';
import type { Placement } from '../client.ts';
import { insertSheet } from '../data/keys.queries.ts';
import { selectPlacements, takesPaper } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { questionnaireErrors } from '../errors.ts';
import { said, withImportance } from '../rules/content.ts';
import { getPlacement } from '../placements/view-placements.ts';

/** So many at once are enough for a hall. */
const sheetsInput = z.object({ count: z.number().int().min(1).max(300) });

interface Printed {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}
/** What is printed on one sheet of its own: the token, and whose it is where answers have names. */
interface Sheet {
  token: string;
  name: string;
}

/**
 * The questionnaire to be hung up or looked at, with the QR code of its address. Needs `questionnaires.manage` or `responses.read` at the
 * library.
 * @param origin where the system is, `https://perpustakaan.example.go.id`
 */
export async function paperPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  placementId: number,
  origin: string,
): Promise<Printed> {
  return print(ctx, config, { placement: await getPlacement(ctx, placementId), origin, sheets: [] });
}

/**
 * Prints sheets to be filled in by hand, each with a token of its own by which it is entered once. Where answers have names, a sheet per
 * confirmed participant with the name on it; else as many as are wanted, and they are nobody's: of a pair one token is good for both tests, and
 * whoever fills it in keeps it until the second. Needs `questionnaires.manage` at the library. Throws `questionnaires.placement_not_found`,
 * `.closed`, `.sheets_need_participants`, `platform.invalid_input`.
 */
export async function printSheets(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  placementId: number,
  { count, origin }: { count: number; origin: string },
): Promise<Printed> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const placement = await getPlacement(ctx, placementId);
  authorize(ctx, 'questionnaires.manage', placement.library.id);
  const wanted = parseInput(sheetsInput, { count }).count;
  if (!takesPaper(placement, ctx.clock.now())) throw questionnaireErrors.closed();
  const sheets = await ctx.db.transaction().execute(async (trx) => {
    const made: Sheet[] = [];
    const { pairId, privacy } = placement;
    const placements = pairId === null ? [placement] : await selectPlacements(trx, { pairId }, ctx.clock.now());
    const placementIds = placements.map(({ id }) => id);
    const owners =
      privacy === 'named' ? await ownersOf(trx, ctx, placement) : Array.from({ length: wanted }, () => null);
    for (const owner of owners) {
      const token = newSheetToken();
      await insertSheet(trx, { tokenHash: hashOf(token), placementIds, enrolmentId: owner?.id ?? null });
      made.push({ token: printedToken(token), name: owner?.name ?? '' });
    }
    await recordAudit(trx, ctx, {
      action: 'questionnaire.sheets_printed',
      entity: 'questionnaire_placement',
      entityId: placement.id,
      libraryId: placement.library.id,
      after: { count: made.length },
    });
    return made;
  });
  return print(ctx, config, { placement, origin, sheets });
}

/** Participants for whom a sheet with a name is printed. */
async function ownersOf(trx: Tx, ctx: Ctx, { program }: Placement): Promise<{ id: number; name: string }[]> {
  const owners = program ? await enrolmentsOf({ actor: ctx.actor, db: trx }, program.id, ['confirmed']) : [];
  if (owners.length === 0) throw questionnaireErrors.sheetsNeedParticipants();
  return owners.map(({ id, name }) => ({ id, name }));
}

async function print(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { placement, origin, sheets }: { placement: Placement; origin: string; sheets: readonly Sheet[] },
): Promise<Printed> {
  const content = await readVersion(ctx.db, placement.versionId);
  const { program, session, speaker, service, library, shortCode, code, privacy } = placement;
  const { locale } = ctx;
  const address = shortCode === null ? `${origin}/isi/${code}` : `${origin}/q/${shortCode}`;
  const data = {
    title: said(content.title, locale),
    subject: [program?.title, session?.title, speaker?.name, service, library.name].filter(Boolean).join(' · '),
    intro: said(content.intro, locale),
    address,
    qr: drawnQr(address),
    words: {
      scan: m.quest_paper_scan({}, { locale }),
      sheet: m.quest_sheet({}, { locale }),
      keep: privacy === 'paired' ? m.quest_sheet_keep({}, { locale }) : '',
      importance: m.quest_importance({}, { locale }),
    },
    sheets,
    questions: withImportance(content.questions).map(({ question, importance }) => {
      const { kind, label, hint, options, rows, max } = question;
      return {
        kind,
        label: said(label, locale),
        hint: said(hint, locale),
        options:
          kind === 'rating'
            ? Array.from({ length: max ?? 5 }, (_, at) => String(at + 1))
            : options.map((option) => said(option.label, locale)),
        rows: rows.map((row) => said(row.label, locale)),
        importance: importance?.options.map((option) => said(option.label, locale)) ?? [],
      };
    }),
  };
  const createdAt = ctx.clock.now();
  const body = await renderPdf(config, 'modules/community/questionnaires/templates/paper.typ', data, {
    createdAt,
    locale,
  });
  return { fileName: `kuesioner-${code}.pdf`, body };
}
