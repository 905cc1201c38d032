import { randomUUID } from 'node:crypto';
import {
  forgetNoticesAbout,
  isLateEnoughInTheDay,
  notify,
  tellGuest,
  withdrawGuestMessages,
  withdrawGuestMessagesOf,
  withdrawNotices,
} from '#modules/people/notifications';
import { aboutGuestsOf } from '#modules/community/programs';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import { localMinute } from '#shared/dates';
import { makeAnswerKey } from '../answers/answer-keys.ts';
import type { Placement } from '../client.ts';
import { findPlacement, lockPlacement, updatePlacement } from '../data/placements.queries.ts';
import {
  hasOpen,
  insertTold,
  lockOpen,
  selectClosedReminders,
  selectNotTold,
  selectProgramsToTell,
  selectToldAndReached,
  selectToRemind,
  type Reached,
} from '../data/told.queries.ts';
import { questionnaireOpen, type QuestionnaireNews } from '../notices.ts';
import { reminderAt } from '../rules/reminder.ts';

const DAY = 86_400_000;
/** So long after it opened, and what it is about was over, whoever is found to have come later (a sheet entered afterwards) is still told. */
const TELL_DAYS = 14;
/** Who was reminded is forgotten within this time after a placement closed. */
const FORGET_DAYS = 7;

/** A placement that is about a programme. */
type Asked = Placement & { program: NonNullable<Placement['program']> };
const isAsked = (placement: Placement | null): placement is Asked => placement?.program != null;

/** Under which notices are taken back; guests are told of all that opens for them in a programme at once. */
const aboutOf = (id: number): string => `questionnaire:${id}`;
const reminderAbout = (id: number): string => `questionnaire_reminder:${id}`;

/**
 * Tells participants, once each, what is open for them: members each by the ways they chose, guests by one e-mail about all that opens
 * together. Whoever has answered already is told as well: leaving them out would show who was early (decision 098). Work of the clock.
 * @returns how many notices were made
 */
export async function tellWhoMayAnswer(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let told = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectProgramsToTell(ctx.db, since(ctx, TELL_DAYS), ctx.clock.now()), async (programId) => {
    told += await ctx.db.transaction().execute(async (trx) => tellWhoMayAnswerIn(trx, oneAct(ctx), programId));
  });
  round.end();
  return told;
}

const since = ({ clock }: Pick<Ctx, 'clock'>, days: number): Date => new Date(clock.now().getTime() - days * DAY);

/** The same of one programme, in the transaction of the caller. */
export async function tellWhoMayAnswerIn(trx: Tx, ctx: Ctx, programId: number): Promise<number> {
  const now = ctx.clock.now();
  let told = 0;
  const guests = new Map<number, { guest: Reached; asked: Asked[] }>();
  for (const id of await lockOpen(trx, programId, since(ctx, TELL_DAYS), now)) {
    const placement = await findPlacement(trx, { id }, now);
    if (!isAsked(placement) || !isLateEnoughInTheDay(now, placement.library.timeZone)) continue;
    const sessionId = placement.session?.id ?? null;
    for (const person of await selectNotTold(trx, { ...placement, programId, sessionId }, now)) {
      if (!(await insertTold(trx, id, person.enrolmentId))) continue;
      told += 1;
      if (person.memberId === null) {
        const { asked } = guests.get(person.enrolmentId) ?? { asked: [] };
        guests.set(person.enrolmentId, { guest: person, asked: [...asked, placement] });
      } else await tellMember(trx, ctx, placement, person, 'open');
    }
  }
  for (const { guest, asked } of guests.values()) await tellByContact(trx, ctx, guest, asked, 'open');
  return told;
}

/**
 * Reminds, once, of a placement that closes soon: by name whoever was told and has not answered; without names everybody who was told, since a
 * list of those who are reminded would be one of who has not answered (decision 118). Who was reminded is forgotten when it has closed. Work of
 * the clock.
 * @returns how many were reminded
 */
export async function remindWhoHasNotAnswered(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const now = ctx.clock.now();
  let reminded = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectToRemind(ctx.db, now), async (id) => {
    reminded += await ctx.db.transaction().execute(async (trx) => remind(trx, oneAct(ctx), id));
  });
  await round.each(await selectClosedReminders(ctx.db, since(ctx, FORGET_DAYS), now), async (id) =>
    ctx.db.transaction().execute(async (trx) => forgetNoticesAbout(trx, [reminderAbout(id)])),
  );
  round.end();
  return reminded;
}

async function remind(trx: Tx, ctx: Ctx, id: number): Promise<number> {
  await lockPlacement(trx, id);
  const now = ctx.clock.now();
  const placement = await findPlacement(trx, { id }, now);
  if (!isAsked(placement) || placement.state !== 'open' || placement.reminded !== null) return 0;
  const at = reminderAt(placement);
  if (at === null || at > now || !isLateEnoughInTheDay(now, placement.library.timeZone)) return 0;
  const people = await selectToldAndReached(trx, placement, { lateOnly: placement.privacy === 'named' });
  await updatePlacement(trx, id, { reminded: people.length });
  for (const person of people) {
    if (person.memberId === null) await tellByContact(trx, ctx, person, [placement], 'closing');
    else await tellMember(trx, ctx, placement, person, 'closing');
  }
  return people.length;
}

/** Takes back what was not told yet of a placement that has just closed; without names, nobody knows any more who was reminded. */
export async function takeBackNotices(trx: Tx, ctx: Ctx, placementId: number): Promise<void> {
  const now = ctx.clock.now();
  const placement = await findPlacement(trx, { id: placementId }, now);
  if (!isAsked(placement)) return;
  await withdrawNotices(trx, ctx, aboutOf(placementId));
  if (placement.privacy === 'named') await withdrawNotices(trx, ctx, reminderAbout(placementId));
  else await forgetNoticesAbout(trx, [reminderAbout(placementId)]);
  await withdrawGuestMessages(trx, ctx, reminderAbout(placementId));
  if (!(await hasOpen(trx, placement.program.id, now))) {
    // ideas and plans of the same programme tell its guests under this, too
    await withdrawGuestMessagesOf(trx, ctx, { about: aboutGuestsOf(placement.program.id), kind: questionnaireOpen });
  }
}

async function tellMember(
  trx: Tx,
  ctx: Ctx,
  placement: Asked,
  person: Reached,
  news: QuestionnaireNews,
): Promise<void> {
  if (person.memberId === null) return;
  const { id, library, closesAt } = placement;
  const opens = news === 'open';
  await notify(trx, ctx, questionnaireOpen, {
    params: await paramsOf(trx, ctx, [placement], person, news),
    memberId: person.memberId,
    libraryId: library.id,
    // a reminder is told once by the placement's own count; its key names nobody
    key: opens ? `questionnaire:${id}:${person.enrolmentId}` : `questionnaire:${id}:${randomUUID()}`,
    about: opens ? aboutOf(id) : reminderAbout(id),
    ...(closesAt && { expiresAt: closesAt }),
  });
}

/** @param asked at least one, of one programme */
async function tellByContact(
  trx: Tx,
  ctx: Ctx,
  guest: Reached,
  asked: readonly Asked[],
  news: QuestionnaireNews,
): Promise<void> {
  const [first] = asked;
  if (!first) return;
  const { contact, name, language, ticket } = guest;
  const opens = news === 'open';
  const ends = asked.map(({ closesAt }) => closesAt?.getTime() ?? null);
  await tellGuest(trx, ctx, questionnaireOpen, {
    params: await paramsOf(trx, ctx, asked, guest, news),
    libraryId: first.library.id,
    key: `questionnaire:${first.id}:${opens ? guest.enrolmentId : randomUUID()}`,
    about: opens ? aboutGuestsOf(first.program.id) : reminderAbout(first.id),
    to: contact,
    name,
    language,
    path: `/kegiatan/tiket/${ticket}`,
    expiresAt: ends.every((end) => end !== null) ? new Date(Math.max(...ends)) : null,
  });
}

/**
 * A member answers with the own card. Everybody else gets a key in the address, except by telephone: a person may read that message out, and
 * staff do not hold what answers for a participant. They are given a sheet of paper.
 */
async function paramsOf(
  trx: Tx,
  ctx: Ctx,
  asked: readonly Asked[],
  person: Reached,
  news: QuestionnaireNews,
): Promise<Parameters<typeof questionnaireOpen.check>[0]> {
  const keyed = !person.ownCard && (person.memberId !== null || person.contact.includes('@'));
  const search = keyed ? `?kunci=${await makeAnswerKey(trx, ctx, person.enrolmentId)}` : '';
  const forms = asked.map(({ code, questionnaire, session, speaker, label, library, closesAt }) => ({
    title: [questionnaire.name, session?.title, speaker?.name, label].filter(Boolean).join(', ').slice(0, 500),
    path: `/isi/${code}${search}`,
    until: closesAt && lastMoment(closesAt, library.timeZone).toISOString(),
  }));
  return { program: asked[0]?.program.title ?? '', news, forms };
}

/** What closes at midnight is open until the end of the day before, and people are told that day. */
const lastMoment = (closesAt: Date, zone: string): Date =>
  localMinute(closesAt, zone) === 0 ? new Date(closesAt.getTime() - 1000) : closesAt;
