import { noteContribution, type ContributionInput } from '#modules/city/partners';
import { addSessions, addSpeaker } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { aLibrary } from '#modules/people/members/testing';
import { acceptGivenBook, addGivenBook, createDonation } from '#modules/stock/acquisition';
import type { Ctx } from '#platform/context';
import { aPartner, keeper } from './partner-house.ts';
import type { TestDb } from './test-db.ts';

/** Something that came on 20 November: money, unless it is said. */
export async function said(t: TestDb, input: Partial<ContributionInput> = {}): Promise<ContributionInput> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const money = { kind: 'money', fromOn: '2026-11-20', what: 'Uang untuk buku anak' } as const;
  return { ...{ libraryId, ...money, valuedBy: 'own', value: 3_500_000 }, ...input };
}

/** It is noted. @returns its id */
export async function aContribution(
  t: TestDb,
  input: Partial<ContributionInput> & { partnerId?: number; state?: 'promised' | 'received'; by?: Ctx } = {},
): Promise<number> {
  const { partnerId, state = 'received', by = keeper(t), ...rest } = input;
  return noteContribution(by, partnerId ?? (await aPartner(t)), { ...(await said(t, rest)), state });
}

/** Books that came on 18 November, of which the library keeps so many. @returns the id of the gift */
export async function aGift(t: TestDb, copies: number, libraryId?: number): Promise<number> {
  const at = libraryId ?? (await aLibrary(t.ctx())).id;
  const gift = await createDonation(t.ctx(), at, { donorName: 'Koperasi Turi', receivedOn: '2026-11-18' });
  const bookId = await addGivenBook(t.ctx(), gift, { title: 'Batik Blitar', copies });
  await acceptGivenBook(t.ctx(), gift, { bookId, accepted: copies, itemType: 'umum' });
  return gift;
}

/** A session of 24 November, 08.00 to 11.00 in Blitar, with somebody who speaks. */
export async function aTalk(
  t: TestDb,
  day = '2026-11-24',
): Promise<{ programId: number; sessionId: number; speakerId: number }> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const speakerId = await addSpeaker(t.ctx(), programId, { name: 'Sri Lestari' });
  const [sessionId = 0] = await addSessions(t.ctx(), programId, {
    ...{ title: 'Membatik', format: 'talk', speakerIds: [speakerId] },
    ...{ startsAt: new Date(`${day}T08:00:00+07:00`), endsAt: new Date(`${day}T11:00:00+07:00`) },
  });
  return { programId, sessionId, speakerId };
}
