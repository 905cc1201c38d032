import { servedCertificatePdf } from '#modules/community/certificates';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import type { Paper, PaperHours, PaperWish, Volunteer } from '../client.ts';
import { findWish, selectPapers } from '../data/papers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { looksAfter } from '../people/held-volunteer.ts';
import { findOwn, type OwnKey } from '../people/own-page.ts';
import type { Period } from '../rules/hours.ts';
import { hoursIn, readPeriod } from './paper-hours.ts';

interface Papers {
  volunteer: Volunteer;
  papers: Paper[];
  wish: PaperWish | null;
}
/** A period with what was done in it. */
interface Counted extends Period {
  hours: PaperHours;
}

/** Certificates of a volunteer, and the one they ask for with what was done in these days. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`. */
export async function listPapers(ctx: Ctx, volunteerId: number): Promise<Papers & { asked: PaperHours | null }> {
  const volunteer = await looksAfter(ctx, volunteerId);
  const wish = (await findWish(ctx.db, volunteerId)) ?? null;
  const asked = wish && (await hoursIn(ctx.db, volunteer, wish));
  return { volunteer, papers: await selectPapers(ctx.db, volunteerId), wish, asked };
}

/** What was done in a period that nobody has a certificate over yet, to be looked at first. Needs and throws as {@link listPapers}, and `platform.invalid_input`. */
export async function countPaperHours(ctx: Ctx, volunteerId: number, input: Period): Promise<Counted> {
  const volunteer = await looksAfter(ctx, volunteerId);
  const period = readPeriod(ctx, volunteer, input);
  return { ...period, hours: await hoursIn(ctx.db, volunteer, period) };
}

/** What somebody sees of their own certificates, and the days since the last of them, over which they can ask for one. Throws as `findOwn`. */
export async function ownPapers(ctx: Ctx, key: OwnKey): Promise<Papers & { next: Counted | null }> {
  const volunteer = await findOwn(ctx, key);
  const papers = await selectPapers(ctx.db, volunteer.id);
  const wish = (await findWish(ctx.db, volunteer.id)) ?? null;
  const zone = volunteer.library.timeZone;
  const last = papers
    .filter(({ revokedAt }) => revokedAt === null)
    .map((one) => one.untilOn)
    .toSorted()
    .at(-1);
  const fromOn = last === undefined ? localDate(volunteer.offeredAt, zone) : addDays(last, 1);
  const untilOn = addDays(localDate(ctx.clock.now(), zone), -1);
  const next =
    fromOn <= untilOn ? { fromOn, untilOn, hours: await hoursIn(ctx.db, volunteer, { fromOn, untilOn }) } : null;
  return { volunteer, papers, wish, next };
}

type Drawn = { fileName: string; body: Uint8Array<ArrayBuffer> };
interface How {
  code: string;
  /** Where the site is reached. */
  origin: string;
}

async function drawn(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  volunteerId: number,
  { code, origin }: How,
): Promise<Drawn> {
  const held = (await selectPapers(ctx.db, volunteerId)).some((one) => one.code === code);
  if (!held) throw volunteerErrors.paperNotFound();
  return servedCertificatePdf(ctx, config, code, origin);
}

/** A certificate of somebody as PDF, with the letter of thanks. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`, `paper_not_found`, `platform.pdf_unavailable`. */
export async function paperPdf(ctx: Ctx, config: Pick<Config, 'root'>, volunteerId: number, how: How): Promise<Drawn> {
  await looksAfter(ctx, volunteerId);
  return drawn(ctx, config, volunteerId, how);
}

/** The same for whoever it belongs to. Throws as `findOwn`, and `paper_not_found`, `platform.pdf_unavailable`. */
export async function ownPaperPdf(ctx: Ctx, config: Pick<Config, 'root'>, key: OwnKey, how: How): Promise<Drawn> {
  const { id } = await findOwn(ctx, key);
  return drawn(ctx, config, id, how);
}
