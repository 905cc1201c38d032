import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { openBy, sealBy } from '#platform/rights/sealed-by';
import {
  deleteKeptForm,
  deleteKeptFormsBefore,
  findKeptForm,
  findLapsedSession,
  upsertKeptForm,
} from '../data/kept-forms.queries.ts';
import { hashToken, newToken } from '../secrets.ts';
import { sessionOwner } from './session-owner.ts';

/** How long what was typed waits for its writer, in seconds. */
export const KEPT_FORM_SECONDS = 3600;
/** Bytes of all names and values together. */
const KEPT_FORM_BYTES = 1_000_000;
/** With what stands around them: many fields that say nothing are a large form too. */
const MOST_BYTES = 4 * KEPT_FORM_BYTES;
const PREFIX = 'lbi';

const content = z.object({
  /** Path and query that the form goes to. */
  target: z.string(),
  multipart: z.boolean(),
  /** Names and values in their order; files and passwords are not among them. */
  fields: z.array(z.tuple([z.string(), z.string()])),
  /** Whether something was left out that must be chosen or typed again. */
  leftOut: z.boolean(),
});
/** A form that was sent when the session had ended. */
export type KeptForm = z.infer<typeof content>;

/** Is this the token of a session that has ended, of somebody who may sign in again? */
export const hasLapsed = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>, sessionToken: string): Promise<boolean> =>
  (await findLapsedSession(db, hashToken(sessionToken), clock.now())) !== null;

/**
 * Keeps what somebody typed whose session ended meanwhile, until they have signed in again: for the same account or member, in the same
 * browser (the only one that has the token), for an hour.
 * @param sessionToken the session that has ended
 * @returns the token that opens it; null for a session that nobody can come back to, and for more than {@link KEPT_FORM_BYTES}
 */
export async function keepForm(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  sessionToken: string,
  form: KeptForm,
): Promise<string | null> {
  const text = JSON.stringify(form);
  const bytes = form.fields.flat().reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  if (bytes > KEPT_FORM_BYTES || Buffer.byteLength(text) > MOST_BYTES) return null;
  const session = await findLapsedSession(db, hashToken(sessionToken), clock.now());
  if (!session) return null;
  const token = newToken(PREFIX);
  const row = {
    sessionId: session.id,
    tokenHash: hashToken(token),
    at: clock.now(),
    content: sealBy(token, text),
  };
  await db.transaction().execute(async (trx) => upsertKeptForm(trx, row));
  return token;
}

const hourBefore = ({ clock }: Pick<Ctx, 'clock'>): Date => new Date(clock.now().getTime() - KEPT_FORM_SECONDS * 1000);

/** What was kept by {@link keepForm}, for whoever typed it; null = nothing, of somebody else, or an hour is over. */
export async function keptForm(ctx: Ctx, token: string): Promise<KeptForm | null> {
  const { owner } = sessionOwner(ctx);
  const sealed = await findKeptForm(ctx.db, { tokenHash: hashToken(token), owner, since: hourBefore(ctx) });
  return sealed && content.parse(JSON.parse(openBy(token, sealed)));
}

/** It was sent, or its writer does not want it any more; that of somebody else stays. */
export const dropKeptForm = async (ctx: Ctx, token: string): Promise<void> =>
  deleteKeptForm(ctx.db, { tokenHash: hashToken(token), owner: sessionOwner(ctx).owner });

/** Forgets what nobody came back for. */
export const forgetKeptForms = async (ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> =>
  deleteKeptFormsBefore(ctx.db, hourBefore(ctx));
