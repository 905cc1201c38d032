import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { hashToken, newToken } from '#modules/ground/identity';
import { getLibrary, type Library } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { z } from 'zod';
import type { KioskDevice } from './client.ts';
import {
  deleteSession,
  enrolByCode,
  findByToken,
  insertKiosk,
  lockKiosk,
  selectKiosks,
  setCode,
  setRevoked,
} from './data/kiosks.queries.ts';
import { selfServiceErrors } from './errors.ts';
import { codeOf, tidyCode } from './rules/room-code.ts';

const CODE_MINUTES = 15;
const ATTEMPTS = { limit: 20, windowSeconds: 900 };

const freshCode = (ctx: Ctx): { code: string; codeHash: Buffer; codeUntil: Date } => {
  const code = codeOf(randomBytes(8));
  return { code, codeHash: hashToken(code), codeUntil: new Date(ctx.clock.now().getTime() + CODE_MINUTES * 60_000) };
};

/** The kiosks of a library that were not taken away. Permission `libraries.manage` there. */
export async function listKiosks(ctx: Ctx, libraryId: number): Promise<KioskDevice[]> {
  authorize(ctx, 'libraries.manage', libraryId);
  return selectKiosks(ctx.db, libraryId);
}

/** A kiosk by name, and the code that its tablet types within a quarter of an hour. Permission `libraries.manage` there. */
export async function addKiosk(
  ctx: Ctx,
  input: { libraryId: number; name: string },
): Promise<{ id: number; code: string }> {
  authorize(ctx, 'libraries.manage', input.libraryId);
  const { name } = parseInput(z.object({ name: requiredText(80) }), { name: input.name });
  await getLibrary(ctx, input.libraryId);
  const { code, ...hash } = freshCode(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const added = { addedAt: ctx.clock.now(), addedBy: actorName(ctx.actor) };
    const id = await insertKiosk(trx, { libraryId: input.libraryId, name, ...hash, ...added });
    await recordAudit(trx, ctx, {
      action: 'kiosk.added',
      entity: 'kiosk',
      entityId: id,
      libraryId: input.libraryId,
      after: { name },
    });
    return { id, code };
  });
}

async function changeKiosk<T>(
  ctx: Ctx,
  id: number,
  action: string,
  work: (trx: Parameters<typeof lockKiosk>[0]) => Promise<T>,
): Promise<T> {
  authorizeAnywhere(ctx, 'libraries.manage');
  return ctx.db.transaction().execute(async (trx) => {
    const kiosk = await lockKiosk(trx, id);
    if (!kiosk) throw selfServiceErrors.kioskNotFound();
    authorize(ctx, 'libraries.manage', kiosk.libraryId);
    const { libraryId } = kiosk;
    await recordAudit(trx, ctx, { action, entity: 'kiosk', entityId: id, libraryId, after: { name: kiosk.name } });
    return work(trx);
  });
}

/** Another code, for a tablet in the place of the old one: that one stops when the new one is enrolled. */
export async function renewKioskCode(ctx: Ctx, id: number): Promise<{ code: string }> {
  const { code, ...hash } = freshCode(ctx);
  return changeKiosk(ctx, id, 'kiosk.code_renewed', async (trx) => {
    await setCode(trx, id, hash);
    return { code };
  });
}

/** The tablet stops at once: its token opens nothing any more, and whoever stands at it is signed out. */
export const revokeKiosk = async (ctx: Ctx, id: number): Promise<void> =>
  changeKiosk(ctx, id, 'kiosk.revoked', async (trx) => {
    await setRevoked(trx, id, ctx.clock.now());
    await deleteSession(trx, id);
  });

/** A tablet becomes a kiosk by its code. @returns the token that it keeps. Throws `self_service.wrong_kiosk_code`. */
export async function enrolKiosk(ctx: Ctx, input: { code: string; ip: string | null }): Promise<{ token: string }> {
  await countAttempt(ctx, `kiosk-code:${networkOf(input.ip ?? '')}`, ATTEMPTS);
  const token = newToken('lk');
  const codeHash = hashToken(tidyCode(input.code.slice(0, 40)));
  await ctx.db.transaction().execute(async (trx) => {
    const kiosk = await enrolByCode(trx, { codeHash, tokenHash: hashToken(token), now: ctx.clock.now() });
    if (!kiosk) throw selfServiceErrors.wrongKioskCode();
    const { id: entityId, libraryId, name } = kiosk;
    const actor = { kind: 'system', name } as const;
    await recordAudit(trx, { ...ctx, actor }, { action: 'kiosk.enrolled', entity: 'kiosk', entityId, libraryId });
  });
  return { token };
}

export interface Kiosk {
  id: number;
  name: string;
  library: Library;
}

/** Which kiosk speaks. Throws `self_service.kiosk_not_enrolled`. */
export async function kioskOf(ctx: Ctx, token: string | null): Promise<Kiosk> {
  const kiosk = token === null ? undefined : await findByToken(ctx.db, hashToken(token));
  if (!kiosk) throw selfServiceErrors.kioskNotEnrolled();
  return { id: kiosk.id, name: kiosk.name, library: await getLibrary(ctx, kiosk.libraryId) };
}
