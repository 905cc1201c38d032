import { recordAudit } from '#modules/ground/audit';
import { hashToken, newToken } from '#modules/ground/identity';
import { nextNumber } from '#platform/database/counters';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertRegistration } from '../data/registrations.queries.ts';
import { storedPerson, type StoredPerson } from './registration-form.ts';

/** Somebody who asked to become a member and whom nobody has answered. */
export interface SampleApplicant extends Pick<StoredPerson, 'fullName' | 'birthDate' | 'category'> {
  phone: string;
  homeLibraryId: number;
  at: Date;
}

/** Writes down a registration of the sample city as it was sent, its telephone confirmed. The browser that sent it is gone. */
export async function saveRegistration(
  trx: Tx,
  ctx: Ctx,
  { homeLibraryId, at, ...person }: SampleApplicant,
): Promise<void> {
  const number = `D-${String(await nextNumber(trx, 'registration')).padStart(5, '0')}`;
  await insertRegistration(trx, {
    ...{ number, homeLibraryId, tokenHash: hashToken(newToken('lbr')), locale: 'id', status: 'submitted' },
    ...{ person: JSON.stringify(storedPerson.parse(person)), consents: [], proven: true },
    ...{ createdAt: at, submittedAt: at, phoneConfirmedAt: at },
  });
  await recordAudit(trx, ctx, {
    action: 'registration.submitted',
    entity: 'registration',
    entityId: number,
    libraryId: homeLibraryId,
    after: { proven: true },
  });
}
