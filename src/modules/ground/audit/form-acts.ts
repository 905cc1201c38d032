import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { openBy, sealBy } from '#platform/rights/sealed-by';
import { claim, deleteOlder, findActOfOther, noteAnswer, release } from './data/form-acts.queries.ts';

/** A browser that was closed sends its form again when it opens the next day; later nobody does. Of the act only its hour is known. */
const HOURS = 24 + 1;
/** How long somebody who sent a form twice waits for the answer to the first (milliseconds). */
const PATIENCE = 5_000;
const LOOK_EVERY = 100;

/** Transactions that have claimed their form; a batch of traces asks once. */
const claimed = new WeakSet<Tx>();

const rowKey = (form: string): Buffer => createHash('sha256').update(`form act ${form}`).digest();

/** Of a form only the hour is kept: some acts bear no name, and the minute would tell who sat at which phone. */
function hourOf(instant: Date): Date {
  const hour = new Date(instant);
  hour.setUTCMinutes(0, 0, 0);
  return hour;
}

/**
 * Called with the first trace of an act, and by acts that leave none: one form is one act, whoever presses its button twice. A refusal takes
 * it back with the transaction. Throws `platform.already_done` when another request has carried out the same form.
 */
export async function claimForm(trx: Tx, { form, requestId, clock, writtenAt = clock }: Ctx): Promise<void> {
  if (form === undefined || claimed.has(trx)) return;
  if (!(await claim(trx, { key: rowKey(form), requestId, at: hourOf(writtenAt.now()) })))
    throw platformErrors.alreadyDone();
  claimed.add(trx);
}

/** What came of a form that was sent before. */
export interface FormAnswer {
  /** Where it led; null = to no other page, or its answer was never given (the power went). */
  location: string | null;
  /** Cookies that the answer set, as they stood in its head: a browser that sent twice never read the first answer. */
  cookies: string[];
  /** The answer itself, for programs: a page is shown again by going where it led. */
  said?: Said;
}

const said = z.object({
  status: z.int(),
  text: z.string(),
  type: z.string().nullable(),
  etag: z.string().nullable(),
  /** What was asked for, as a digest. */
  asked: z.string(),
});
export type Said = z.infer<typeof said>;
const answer = z.object({
  location: z.string().nullable(),
  cookies: z.array(z.string()),
  said: said.optional(),
});

/**
 * What came of this form when another request carried it out; null = none has. An answer that is being made is waited for.
 * @param ctx the request that sends the form (again)
 */
export async function answerOfForm({ db, form, requestId }: Ctx): Promise<FormAnswer | null> {
  if (form === undefined) return null;
  const until = performance.now() + PATIENCE;
  for (;;) {
    const act = await findActOfOther(db, rowKey(form), requestId);
    if (!act) return null;
    if (act.answer) return answer.parse(JSON.parse(openBy(form, act.answer)));
    if (performance.now() > until) return { location: null, cookies: [] };
    await new Promise((done) => setTimeout(done, LOOK_EVERY));
  }
}

/** Keeps what the answer to a form was, if this request did something by it. @returns whether it did */
export async function noteFormAnswer({ db, form, requestId }: Ctx, given: FormAnswer): Promise<boolean> {
  return form !== undefined && noteAnswer(db, rowKey(form), requestId, sealBy(form, JSON.stringify(given)));
}

/** The form was refused: corrected or not, it may be sent again. */
export async function releaseForm({ db, form, requestId }: Ctx): Promise<void> {
  if (form !== undefined) await release(db, rowKey(form), requestId);
}

/** Forgets forms that nobody sends again. */
export const forgetFormActs = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Promise<void> =>
  deleteOlder(db, new Date(clock.now().getTime() - HOURS * 3_600_000));
