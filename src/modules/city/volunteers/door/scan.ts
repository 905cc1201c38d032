import { recordAudit } from '#modules/ground/audit';
import { actorName, oneAct, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { findNow, findPlace, hasJustLeft, setHours, wasElsewhere } from '../data/places.queries.ts';
import { findShift, lockShift } from '../data/shifts.queries.ts';
import { findByCode, keepPartnerOf, lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { refuseCertified } from '../papers/paper-hours.ts';
import { missingFor } from '../rules/fits.ts';
import { EARLY_MINUTES, FORGOTTEN_MINUTES, TWICE_SECONDS } from '../rules/hours.ts';
import { hoursInput, type HoursInput } from '../schema.ts';

/** What was noted of whom. `again`: they were noted a moment ago. */
export interface Scanned {
  name: string;
  what: 'came' | 'left' | 'again';
}

/** Codes are read from a picture as well, which holds the address of the own page. */
const codeIn = (read: string): string => (read.split('/').pop() ?? '').replaceAll(/[\s-]/g, '').slice(0, 60);

/**
 * A volunteer comes or leaves: their code or card is read at the door of a library. Needs `volunteers.manage` there. Throws `volunteers.not_found`,
 * `volunteers.nothing_now`, `volunteers.checks_missing` (what the task asks ended since they took the place).
 */
export async function scanVolunteer(
  ctx: Ctx,
  { libraryId, code }: { libraryId: number; code: string },
): Promise<Scanned> {
  authorize(ctx, 'volunteers.manage', libraryId);
  const own = (await findByCode(ctx.db, codeIn(code))) ?? (await findByCode(ctx.db, code.trim().slice(0, 60)));
  if (!own) throw volunteerErrors.notFound();
  const act = oneAct(ctx);
  const now = act.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    await keepPartnerOf(trx, own.id);
    const volunteer = await lockVolunteer(trx, own.id);
    const place = await findNow(trx, {
      ...{ volunteerId: own.id, libraryId, now, earliest: new Date(now.getTime() + EARLY_MINUTES * 60_000) },
      latest: new Date(now.getTime() - FORGOTTEN_MINUTES * 60_000),
    });
    if (volunteer?.state !== 'active') throw volunteerErrors.nothingNow();
    const moment = new Date(now.getTime() - TWICE_SECONDS * 1000);
    // read twice on leaving, it begins no other shift
    if (!place?.cameAt && (await hasJustLeft(trx, { volunteerId: own.id, libraryId, after: moment, now })))
      return { name: own.name, what: 'again' };
    if (!place) throw volunteerErrors.nothingNow();
    const { cameAt } = place;
    const shift = cameAt === null ? await findShift(trx, place.shiftId) : undefined;
    if (shift && missingFor(volunteer, shift.task, localDate(shift.startsAt, shift.task.library.timeZone)).length > 0)
      throw volunteerErrors.checksMissing();
    if (cameAt !== null && now.getTime() - cameAt.getTime() < TWICE_SECONDS * 1000)
      return { name: own.name, what: 'again' };
    await setHours(trx, place.id, {
      ...(cameAt === null ? { cameAt: now, leftAt: null } : { cameAt, leftAt: now }),
      correctedBy: place.correctedBy,
    });
    const what = cameAt === null ? 'came' : 'left';
    await recordAudit(trx, act, {
      ...{ action: `volunteer_place.${what}`, entity: 'volunteer_shift', entityId: place.shiftId, libraryId },
      subjectId: own.memberId,
    });
    return { name: own.name, what };
  });
}

/**
 * Corrects when somebody came and left, not ahead of now, nor while they were in another shift. Needs `volunteers.manage` at the library. Throws
 * `volunteers.not_placed`, `volunteers.shift_closed` (it has not begun or was cancelled), `volunteers.hours_certified` (a certificate over that day
 * holds), `platform.invalid_input`.
 */
export async function correctHours(ctx: Ctx, placeId: number, input: HoursInput): Promise<void> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const hours = parseInput(hoursInput, input);
  const found = await findPlace(ctx.db, placeId);
  if (!found) throw volunteerErrors.notPlaced();
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (trx) => {
    await keepPartnerOf(trx, found.volunteerId);
    const volunteer = await lockVolunteer(trx, found.volunteerId);
    const shift = await lockShift(trx, found.shiftId);
    if (!volunteer || !shift) throw volunteerErrors.notPlaced();
    authorize(ctx, 'volunteers.manage', shift.task.library.id);
    const place = await findPlace(trx, placeId);
    if (place?.status !== 'confirmed') throw volunteerErrors.notPlaced();
    if (shift.state !== 'planned' || shift.startsAt > now) throw volunteerErrors.shiftClosed();
    const DAY = 86_400_000;
    if (hours.leftAt > now) throw platformErrors.invalidInput({}, { leftAt: 'invalid' });
    if (
      Math.abs(hours.cameAt.getTime() - shift.startsAt.getTime()) > DAY ||
      hours.leftAt.getTime() > shift.endsAt.getTime() + DAY
    ) {
      throw platformErrors.invalidInput({}, { cameAt: 'invalid' });
    }
    if (await wasElsewhere(trx, place, hours)) throw platformErrors.invalidInput({}, { cameAt: 'invalid' });
    await refuseCertified(trx, volunteer, [hours.cameAt, ...(place.cameAt ? [place.cameAt] : [])]);
    await setHours(trx, placeId, { ...hours, correctedBy: actorName(ctx.actor) });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer_place.corrected', entity: 'volunteer_shift', entityId: shift.id },
      libraryId: shift.task.library.id,
      before: { cameAt: place.cameAt?.toISOString() ?? null, leftAt: place.leftAt?.toISOString() ?? null },
      after: { cameAt: hours.cameAt.toISOString(), leftAt: hours.leftAt.toISOString() },
    });
  });
}
