import { beforeAll, expect, test } from 'vitest';
import { retention } from '#contributed/retention';
import {
  acceptRequest,
  declineRequest,
  getBulkLoan,
  getRequest,
  handOver,
  listRequests,
  packCopy,
  wishesOfLoan,
} from '#modules/lending/bulk-loans';
import { aLibrary } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { twoBooks } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { askClassBox, boxChoices, chooseBox, endClass, viewBox, viewClass, withdrawClassBox } from '../index.ts';

const t = useTestDb();
const { teacher, aClass, book } = classHouse(t);
const WHEN = { startsOn: '2026-12-01', dueOn: '2026-12-22' };
let school = 0;
let library = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
let arif: Awaited<ReturnType<typeof teacher>>;

beforeAll(async () => {
  school = (await aLibrary(t.ctx())).id;
  library = (await aLibrary(t.ctx(), 'PUSAT')).id;
  mega = await teacher(school);
  arif = await teacher(school, 'Arif Setiawan');
});
const packer = () => t.ctx({ grants: [{ libraryId: library, permissions: ['bulk_loans.manage', 'loans.read'] }] });

test('a class asks for titles of its course and others; the library packs them, and the class sees how it stands', async () => {
  const listed = await book(library, { title: 'Membaca dengan Kritis', ddc: '028.7' });
  const found = await book(library, { title: 'Gunung Kelud', year: 2020 });
  await book(library, { title: 'Gunung Merapi', year: 2021 });
  const reading = {
    kind: 'reading' as const,
    prompt: { id: 'Bacalah salah satunya' },
    books: [{ bibId: listed.bibId, isbn: '', title: '', why: { id: 'Supaya tahu' } }],
  };
  const { id } = await aClass(mega, { libraryId: school, pupils: 0, tasks: [reading, twoBooks] });
  const { books, libraries } = await boxChoices(mega.ctx(), id);
  expect(books[0]).toEqual({ bibId: listed.bibId, title: 'Membaca dengan Kritis', from: 'reading' });
  expect(libraries.map((one) => one.id)).not.toContain(school);
  const wishes = [
    { bibId: listed.bibId, title: 'Membaca dengan Kritis' },
    { bibId: found.bibId, title: 'Gunung Kelud' },
    { title: 'Atlas apa saja' },
  ];
  const asked = { ...WHEN, libraryId: library, contact: 'mega@sekolah.example', wishes };
  expect(await code(askClassBox(arif.ctx(), id, asked))).toBe('classes.not_yours');
  const requestId = await askClassBox(mega.ctx(), id, asked);
  expect(await code(askClassBox(mega.ctx(), id, asked))).toBe('classes.box_asked');
  expect((await listRequests(packer())).map((one) => one.id)).toEqual([requestId]);
  expect(
    await code(getRequest(t.ctx({ grants: [{ libraryId: school, permissions: ['bulk_loans.manage'] }] }), requestId)),
  ).toBe('platform.forbidden');
  expect((await getRequest(packer(), requestId)).found).toMatchObject([
    { title: 'Membaca dengan Kritis', onShelf: 1 },
    { title: 'Gunung Kelud', onShelf: 1 },
    { title: 'Atlas apa saja', onShelf: null },
  ]);
  expect((await viewBox(mega.ctx(), id)).request).toMatchObject({ state: 'asked', box: null });
  // two of the library answer at once: one box is made
  const answers = await Promise.allSettled([acceptRequest(packer(), requestId), acceptRequest(packer(), requestId)]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const loanId = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0] ?? 0;
  const loan = await getBulkLoan(packer(), loanId);
  expect(loan).toMatchObject({
    contactEmail: 'mega@sekolah.example',
    purpose: '8B',
    dueOn: WHEN.dueOn,
    status: 'packing',
  });
  expect((await wishesOfLoan(packer(), loanId))?.map(({ title }) => title)).toHaveLength(3);
  await packCopy(packer(), { box: loan.boxes[0]?.code ?? '', itemBarcode: listed.barcode });
  await handOver(packer(), loanId);
  // a teacher who sees no loans is told how the box of the class stands
  expect(await viewBox(mega.ctx(), id)).toMatchObject({
    ...{ box: null, seesLoan: false, choices: [] },
    request: { state: 'accepted', box: { number: loan.number, status: 'open', dueOn: WHEN.dueOn, copies: 1 } },
  });
  expect(await code(withdrawClassBox(mega.ctx(), id))).toBe('bulk_loans.request_answered');
  expect(await code(declineRequest(packer(), requestId, { reason: 'Terlambat' }))).toBe('bulk_loans.request_answered');
});

test('what is declined says why and can be asked for anew; what a class takes back, or leaves when it ends, is packed by nobody', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const asked = { ...WHEN, libraryId: library, wishes: [{ title: 'Ensiklopedia' }] };
  const first = await askClassBox(mega.ctx(), id, asked);
  expect(await code(declineRequest(packer(), first, { reason: '' }))).toBe('platform.invalid_input');
  await declineRequest(packer(), first, { reason: 'Sedang dipinjam sekolah lain' });
  expect((await viewBox(mega.ctx(), id)).request).toMatchObject({
    state: 'declined',
    answer: 'Sedang dipinjam sekolah lain',
  });
  const second = await askClassBox(mega.ctx(), id, asked);
  await withdrawClassBox(mega.ctx(), id);
  expect(await code(acceptRequest(packer(), second))).toBe('bulk_loans.request_answered');
  expect((await viewBox(mega.ctx(), id)).request).toBeNull();
  const third = await askClassBox(mega.ctx(), id, asked);
  await endClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
  expect(await code(acceptRequest(packer(), third))).toBe('bulk_loans.request_answered');
  expect(await code(askClassBox(mega.ctx(), id, asked))).toBe('classes.ended');
});

test('a class that has chosen a box waits for no other, and ends though its request is answered in the same moment', async () => {
  const sees = () =>
    t.ctx({ id: mega.id, grants: [{ libraryId: school, permissions: ['courses.teach', 'loans.read'] }] });
  const asked = { ...WHEN, libraryId: library, wishes: [{ title: 'Ensiklopedia' }] };
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const box = await acceptRequest(packer(), await askClassBox(mega.ctx(), id, asked));
  const { id: other } = await aClass(mega, { libraryId: school, pupils: 0 });
  const waiting = await askClassBox(mega.ctx(), other, asked);
  await chooseBox(sees(), other, { bulkLoanId: box });
  expect((await viewBox(mega.ctx(), other)).request).toBeNull();
  expect(await code(acceptRequest(packer(), waiting))).toBe('bulk_loans.request_answered');
  const last = await askClassBox(mega.ctx(), other, asked);
  const { version } = await viewClass(mega.ctx(), other);
  const [answered, ended] = await Promise.allSettled([
    acceptRequest(packer(), last),
    endClass(mega.ctx(), other, version),
  ]);
  expect(ended.status).toBe('fulfilled');
  const { state } = await getRequest(packer(), last);
  expect(state).toBe(answered.status === 'fulfilled' ? 'accepted' : 'withdrawn');
});

test('what was asked for days that have gone is not packed; who asked is forgotten with the contacts of bulk loans', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const asked = { ...WHEN, libraryId: library, contact: '0812 @bu_sari', wishes: [{ title: 'Ensiklopedia' }] };
  const requestId = await askClassBox(mega.ctx(), id, asked);
  await t.db
    .updateTable('bulkLoanRequest')
    .set({ startsOn: '2026-11-01', dueOn: '2026-11-20' })
    .where('id', '=', requestId)
    .execute();
  expect(await code(acceptRequest(packer(), requestId))).toBe('bulk_loans.request_over');
  await declineRequest(packer(), requestId, { reason: 'Sudah lewat' });
  const [contacts] = retention.flatMap((one) => ('clear' in one && one.key === 'bulk_loan_contacts' ? [one] : []));
  const later = new Date(t.clock.now().getTime() + 1000);
  await contacts?.clear(t.ctx(), later, t.storage);
  expect(await getRequest(packer(), requestId)).toMatchObject({ contact: '', askedBy: '', answer: 'Sudah lewat' });
});

test('nobody asks themselves, for yesterday, for nothing or for two hundred thousand letters', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const asked = { ...WHEN, libraryId: library, wishes: [{ title: 'Ensiklopedia' }] };
  expect(await code(askClassBox(mega.ctx(), id, { ...asked, libraryId: school }))).toBe('bulk_loans.cannot_be_asked');
  for (const wrong of [
    { startsOn: '2026-11-01' },
    { dueOn: '9999-12-31' },
    { dueOn: '2026-11-30' },
    { wishes: [] },
    { wishes: [{ title: 'x'.repeat(200_000) }] },
    { note: 'a\0b' },
  ])
    expect([Object.keys(wrong), await code(askClassBox(mega.ctx(), id, { ...asked, ...wrong }))]).toEqual([
      Object.keys(wrong),
      'platform.invalid_input',
    ]);
  // a record that there is not is asked for by its words
  const requestId = await askClassBox(mega.ctx(), id, { ...asked, wishes: [{ bibId: 999_999, title: 'Hilang' }] });
  expect((await getRequest(packer(), requestId)).wishes).toEqual([{ bibId: null, title: 'Hilang' }]);
});
