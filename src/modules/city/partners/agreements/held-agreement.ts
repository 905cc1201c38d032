import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { lockAgreement, type LockedAgreement } from '../data/agreements.queries.ts';
import { partnerErrors } from '../errors.ts';
import type { AgreementState } from '../rules/terms.ts';

/**
 * Holds an agreement as an editor saw it, in one of some states. Throws `partners.agreement_not_found`, `platform.version_conflict`,
 * `partners.agreement_forbids`.
 */
export async function agreementAt(
  trx: Tx,
  id: number,
  version: number,
  states: readonly AgreementState[],
): Promise<LockedAgreement> {
  const held = await agreementIn(trx, id, states);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** The same, whoever saw it when. */
export async function agreementIn(trx: Tx, id: number, states: readonly AgreementState[]): Promise<LockedAgreement> {
  const held = await lockAgreement(trx, id);
  if (!held) throw partnerErrors.agreementNotFound();
  if (!states.includes(held.state)) throw partnerErrors.agreementForbids({ state: held.state });
  return held;
}
