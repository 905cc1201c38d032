import { beforeAll, beforeEach, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { Library } from '#modules/ground/libraries';
import { createMember, endLink, getMember, linkChild, listConsents, listFamily } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { viewCharges } from '#modules/lending/charges';
import { checkOut, getLoan, listHoldsOfMember, placeHold, renewAllLoans, renewLoan, viewAccount } from '../index.ts';
import { makeCopy, makeLibrary, makeLoan } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let made = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
beforeEach(() => t.clock.set(TEST_NOW));

const desk = (): Ctx => ({ ...t.ctx(), libraryId: kota.id });
const aPerson = async (birthDate: string): Promise<string> => {
  made += 1;
  const input = { fullName: `Orang ${made}`, category: 'umum', birthDate, homeLibrary: 'KOTA' };
  return (await createMember(desk(), { ...input, guardianName: birthDate > '2008-11-25' ? 'Bu Dewi' : '' })).number;
};
const aGuardian = async () => aPerson('1988-02-03');
const aChild = async () => aPerson('2016-05-06');
const signedIn = async (number: string): Promise<Ctx> => {
  const { id, fullName } = await getMember(t.ctx(), number);
  return t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
};
const link = async (guardian: string, child: string): Promise<void> =>
  linkChild(desk(), guardian, { child, relation: 'ibu', channel: 'desk' });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const lent = async (memberNumber: string): Promise<number> => makeLoan(desk(), { memberNumber, libraryId: kota.id });

/** A mother, her child with a book, and the link between them. */
async function aFamily() {
  const [guardian, child] = [await aGuardian(), await aChild()];
  await link(guardian, child);
  return { guardian, child, mother: await signedIn(guardian), loanId: await lent(child) };
}

test('the guardian’s consent goes on record with the link, and the child may borrow', async () => {
  const { child, mother } = await aFamily();
  expect((await listConsents(desk(), child)).events).toMatchObject([
    {
      purpose: 'membership',
      act: 'given',
      givenBy: 'guardian',
      guardianName: mother.actor.kind === 'member' ? mother.actor.name : '',
      channel: 'desk',
    },
  ]);
  expect(await listFamily(mother, mother.actor.kind === 'member' ? mother.actor.number : '')).toMatchObject({
    children: [{ number: child, relation: 'ibu' }],
    guardians: [],
  });
  expect((await listFamily(await signedIn(child), child)).guardians).toHaveLength(1);
});

test('a guardian sees what the child has, waits for and owes, and not what it has read', async () => {
  const { child, mother, loanId } = await aFamily();
  const barcode = await makeCopy(desk(), { title: 'Na Willa', barcode: `NW-${made}`, libraryId: kota.id });
  const { loan } = await checkOut(desk(), { memberNumber: await aGuardian(), itemBarcode: barcode });
  await placeHold(desk(), { memberNumber: child, bibId: loan.bibId, pickupLibraryId: kota.id });
  const seen = await viewAccount(mother, child);
  expect(seen.loans.map(({ id }) => id)).toEqual([loanId]);
  expect(seen).toMatchObject({ balance: 0, historyCount: 0 });
  expect((await viewAccount(await signedIn(child), child)).historyCount).toBe(1);
  expect((await listHoldsOfMember(mother, child)).map(({ title }) => title)).toEqual(['Na Willa']);
  expect(await code(viewCharges(mother, child))).toBe('platform.forbidden');
  expect(await code(getLoan(mother, loanId))).toBe('platform.forbidden');
});

test('a guardian renews one loan or all, and the trace says who', async () => {
  const { child, mother, loanId } = await aFamily();
  const other = await lent(child);
  t.clock.set('2026-11-30T10:00:00+07:00');
  const before = (await viewAccount(mother, child)).loans.find(({ id }) => id === loanId)?.dueAt;
  const renewed = await renewLoan(mother, { loanId });
  expect(renewed.dueAt.getTime()).toBeGreaterThan(before?.getTime() ?? Infinity);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'actorName', 'actorKind'])
    .where('entity', '=', 'loan')
    .where('entityId', '=', String(loanId))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(trace).toEqual({
    action: 'loan.renewed',
    actorKind: 'member',
    actorName: mother.actor.kind === 'member' ? mother.actor.name : '',
  });
  const all = await renewAllLoans(mother, child);
  expect([...all.renewed, ...all.refused.map(({ loan }) => loan)].map(({ id }) => id).toSorted()).toEqual(
    [loanId, other].toSorted(),
  );
});

test('a stranger sees nothing, renews nothing, and learns not even that there is a loan', async () => {
  const { child, guardian, loanId } = await aFamily();
  const stranger = await signedIn(await aGuardian());
  expect(await code(viewAccount(stranger, child))).toBe('platform.forbidden');
  expect(await code(listHoldsOfMember(stranger, child))).toBe('platform.forbidden');
  expect(await code(viewAccount(stranger, 'TIDAK-ADA'))).toBe('platform.forbidden');
  expect(await code(renewLoan(stranger, { loanId }))).toBe('circulation.loan_not_found');
  expect(await code(renewAllLoans(stranger, child))).toBe('platform.forbidden');
  expect(await code(listFamily(stranger, child))).toBe('platform.forbidden');
  expect(await code(endLink(stranger, guardian, child))).toBe('members.family_not_found');
  // a child does not look after its guardian
  expect(await code(viewAccount(await signedIn(child), guardian))).toBe('platform.forbidden');
});

test('when the link has ended, by the guardian or by staff, the guardian is a stranger', async () => {
  const { child, guardian, mother, loanId } = await aFamily();
  await endLink(mother, guardian, child);
  expect(await code(viewAccount(mother, child))).toBe('platform.forbidden');
  expect(await code(renewLoan(mother, { loanId }))).toBe('circulation.loan_not_found');
  expect(await code(endLink(mother, guardian, child))).toBe('members.family_not_found');
  await link(guardian, child);
  expect((await viewAccount(mother, child)).loans).toHaveLength(1);
  await endLink(desk(), guardian, child);
  expect(await code(renewLoan(mother, { loanId }))).toBe('circulation.loan_not_found');
});

test('on the 18th birthday the account is the child’s own', async () => {
  const [guardian, child] = [await aGuardian(), await aPerson('2008-11-28')];
  await link(guardian, child);
  const mother = await signedIn(guardian);
  const loanId = await lent(child);
  t.clock.set('2026-11-27T23:59:00+07:00');
  expect((await viewAccount(mother, child)).loans).toHaveLength(1);
  t.clock.set('2026-11-28T00:01:00+07:00');
  expect(await code(viewAccount(mother, child))).toBe('platform.forbidden');
  expect(await code(renewLoan(mother, { loanId }))).toBe('circulation.loan_not_found');
});

test('who cannot be guardian and child is refused at the field', async () => {
  const [guardian, child] = [await aGuardian(), await aChild()];
  const tried = async (a: string, b: string) => (await refusal(link(a, b))).fields;
  expect(await tried(guardian, await aGuardian())).toEqual({ child: 'family_grown_up' });
  expect(await tried(await aChild(), child)).toEqual({ guardian: 'family_too_young' });
  expect(await tried(child, child)).toEqual({ child: 'family_same' });
  expect(await tried(guardian, 'TIDAK-ADA')).toEqual({ child: 'family_unknown' });
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  expect(await code(linkChild(reader, guardian, { child, relation: 'ibu', channel: 'desk' }))).toBe(
    'platform.forbidden',
  );
});

test('ten desks that link the same two at once make one link and one consent', async () => {
  const [guardian, child] = [await aGuardian(), await aChild()];
  await Promise.all(Array.from({ length: 10 }, async () => link(guardian, child)));
  expect((await listFamily(desk(), guardian)).children).toHaveLength(1);
  expect((await listConsents(desk(), child)).events).toHaveLength(1);
});

test('renewals and the end of the link at once: each renewal is done before the end, or refused', async () => {
  const { child, guardian, mother } = await aFamily();
  const loans = [await lent(child), await lent(child)];
  t.clock.set('2026-11-30T10:00:00+07:00');
  const outcomes = await Promise.all([
    ...loans.map(async (loanId) =>
      renewLoan(mother, { loanId }).then(
        () => 'renewed',
        (error: { code: string }) => error.code,
      ),
    ),
    endLink(mother, guardian, child).then(() => 'ended'),
  ]);
  expect(outcomes.at(-1)).toBe('ended');
  for (const outcome of outcomes.slice(0, -1)) expect(['renewed', 'circulation.loan_not_found']).toContain(outcome);
  expect(await code(renewLoan(mother, { loanId: loans[0] ?? 0 }))).toBe('circulation.loan_not_found');
});
