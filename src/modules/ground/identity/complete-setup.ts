import { timingSafeEqual } from 'node:crypto';
import { insertLibrary, saveSettings, type LibraryInput } from '#modules/ground/libraries';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx, Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import { addAccount, readyAccount } from './accounts/create-account.ts';
import { anyAccount } from './data/accounts.queries.ts';
import { deleteSetupCode, lockSetupCode } from './data/setup.queries.ts';
import { identityErrors } from './errors.ts';
import { ADMINISTRATOR } from './rules/builtin-roles.ts';
import { plainCode } from './rules/setup-code.ts';
import { hashToken } from './secrets.ts';
import { setupNeeded } from './setup-code.ts';
import { startAccountSession, type StartedSession, type Visitor } from './sign-in/start-session.ts';

export interface CompleteSetup extends Visitor {
  /** The code that the console printed. */
  code: string;
  networkName: string;
  library: LibraryInput;
  administrator: { username: string; fullName: string; email?: string | null; password: string; locale: Locale };
}

/**
 * The first visit: names the network, opens the first library and makes the first administrator, all or nothing, and signs
 * them in. Refuses ever after (`identity.setup_done`) and without the console's code (`identity.wrong_setup_code`).
 */
export async function completeSetup(ctx: Ctx, input: CompleteSetup): Promise<StartedSession> {
  if (!(await setupNeeded(ctx.db))) throw identityErrors.setupDone();
  await countAttempt(ctx, 'setup-code', { limit: 20, windowSeconds: 900 });
  const ready = await readyAccount({
    ...input.administrator,
    grants: [{ role: ADMINISTRATOR, libraryId: null }],
  });
  // nobody has an account yet: whoever holds the code acts for the system
  const actor = { kind: 'system', name: ready.fullName } as const;
  const setupCtx: Ctx = { ...ctx, actor };
  return ctx.db.transaction().execute(async (trx) => {
    const stored = await lockSetupCode(trx);
    if (!stored || (await anyAccount(trx))) throw identityErrors.setupDone();
    const given = hashToken(plainCode(input.code));
    if (!timingSafeEqual(stored, given)) throw identityErrors.wrongSetupCode({}, { setupCode: 'setup_code' });
    await saveSettings(trx, setupCtx, { networkName: input.networkName });
    const library = await insertLibrary(trx, setupCtx, input.library).catch(refuseLibrary);
    const account = await addAccount(trx, setupCtx, { ...ready, homeLibraryId: library.id });
    await deleteSetupCode(trx);
    await recordAudit(trx, setupCtx, {
      action: 'system.set_up',
      entity: 'system',
      entityId: 'setup',
      libraryId: library.id,
      after: { networkName: input.networkName, library: library.code, administrator: account.username },
    });
    return startAccountSession(trx, ctx, account, input);
  });
}

/** The library's fields are told apart from the administrator's: `library.name`. */
function refuseLibrary(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  const fields: Record<string, string> = {};
  for (const [field, reason] of Object.entries(error.fields)) fields[`library.${field}`] = reason;
  throw new AppError(error.code, error.status, error.params, fields);
}
