import { beforeAll, describe, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addMobileStop } from '#modules/ground/libraries';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
const app = useApi(t);
let libraryId: number;

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const call = async (method: Method, path: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${app.token}`, ...headers },
    ...(body && { payload: body }),
  });
  const json: unknown = response.body === '' ? null : response.json();
  return { status: response.statusCode, body: json as Record<string, unknown>, etag: response.headers.etag as string };
};
const member = async (number: string) =>
  makeMember(t.ctx(), { fullName: 'Nanda Kusumawati', number, homeLibrary: 'KOTA', category: 'guru' });
const copy = async (barcode: string) => makeCopy(t.ctx(), { title: 'Gadis Kretek', barcode, libraryId });

describe('loans', () => {
  test('lend, see the account, renew, take back', async () => {
    const [memberNumber, itemBarcode] = [await member('N1'), await copy('G1')];
    const lent = await call('POST', '/loans', { memberNumber, itemBarcode });
    expect(lent).toMatchObject({
      status: 201,
      body: {
        status: 'open',
        memberNumber,
        itemBarcode,
        title: 'Gadis Kretek',
        dueAt: '2026-12-02T16:59:59.000Z',
        renewalCount: 0,
        library: { code: 'KOTA' },
        messages: [],
      },
    });
    const id = String(lent.body.id);
    expect((await call('GET', `/members/${memberNumber}/account`)).body).toMatchObject({
      member: { fullName: 'Nanda Kusumawati' },
      loans: [{ itemBarcode, dueState: 'fine' }],
      maxLoans: 5,
      balance: 0,
    });
    // clients that always say JSON may have nothing to say
    const json = { 'content-type': 'application/json' };
    expect(await call('POST', `/loans/${id}/renew`, undefined, json)).toMatchObject({
      status: 201,
      body: { renewalCount: 1 },
    });
    expect(await call('POST', '/loans', undefined, json)).toMatchObject({ status: 422 });
    expect(await call('POST', '/check-ins', { itemBarcode })).toMatchObject({
      status: 200,
      body: {
        loan: { id: lent.body.id, status: 'returned' },
        lateDays: 0,
        fine: 0,
        suspendedUntil: null,
        messages: [],
      },
    });
    expect((await call('GET', `/loans/${id}`)).body).toMatchObject({ status: 'returned' });
    expect((await call('GET', `/loans?memberNumber=${memberNumber}&status=returned`)).body).toMatchObject({
      data: [{ itemBarcode }],
      next: null,
    });
  });

  test('a refusal is a problem document with a stable code and a sentence', async () => {
    const [first, second, itemBarcode] = [await member('N2'), await member('N3'), await copy('G2')];
    await call('POST', '/loans', { memberNumber: first, itemBarcode });
    const refused = await call('POST', '/loans', { memberNumber: second, itemBarcode });
    expect(refused).toMatchObject({ status: 409, body: { code: 'circulation.on_loan_to_other' } });
    expect(refused.body.detail).toContain('dipinjam anggota lain');
    expect(await call('POST', '/loans', { memberNumber: 'siapa', itemBarcode })).toMatchObject({
      status: 404,
      body: { code: 'circulation.unknown_member' },
    });
    expect(await call('POST', '/loans', { memberNumber: first })).toMatchObject({ status: 422 });
    expect((await app.inject({ method: 'GET', url: '/api/v1/loans' })).statusCode).toBe(401);
  });

  test('lost: the charge is on the account', async () => {
    const [memberNumber, itemBarcode] = [await member('N4'), await copy('G4')];
    const { body } = await call('POST', '/loans', { memberNumber, itemBarcode });
    expect(await call('POST', `/loans/${String(body.id)}/report-lost`, { charge: 50_000 })).toMatchObject({
      status: 200,
      body: { status: 'lost' },
    });
    expect((await call('GET', `/members/${memberNumber}/account`)).body).toMatchObject({ balance: 50_000, loans: [] });
  });

  test('pages of loans follow one another without a gap', async () => {
    const memberNumber = await member('N5');
    for (const barcode of ['P1', 'P2', 'P3'])
      await call('POST', '/loans', { memberNumber, itemBarcode: await copy(barcode) });
    const seen: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor = next === '' ? '' : `&cursor=${next}`;
      const { body } = await call('GET', `/loans?memberNumber=${memberNumber}&limit=2${cursor}`);
      seen.push(...(body.data as { itemBarcode: string }[]).map((loan) => loan.itemBarcode));
      next = body.next as string | null;
    }
    expect(seen).toEqual(['P3', 'P2', 'P1']);
  });
});

describe('policies', () => {
  test('a rule is added, explained, changed under its version, and taken away', async () => {
    const added = await call('POST', '/policies', { library: 'KOTA', itemType: 'anak', maxLoans: 3 });
    expect(added).toMatchObject({
      status: 201,
      body: { library: { code: 'KOTA' }, category: null, maxLoans: 3, loanLength: null },
    });
    const path = `/policies/${String(added.body.id)}`;
    const why = await call('GET', '/policies/effective?library=kota&category=anak&itemType=anak');
    expect(why.body).toMatchObject({
      policy: { maxLoans: 2, loanLength: 7, fineCap: 'no_limit' },
      fields: { maxLoans: { value: 2, chain: [{ library: null, itemType: null, value: 2 }] } },
      limits: [
        { value: 'maxLoans', scope: 'all', limit: 2 },
        { value: 'maxLoans', scope: 'itemType', limit: 3, rule: added.body.id },
        { value: 'maxOnSite', scope: 'all', limit: 'no_limit', rule: null },
        { value: 'maxOnSite', scope: 'itemType', limit: 'no_limit', rule: null },
        { value: 'maxHolds', scope: 'all', limit: 5 },
        { value: 'maxHolds', scope: 'itemType', limit: 'no_limit', rule: null },
        { value: 'maxHoldsPerDay', scope: 'all', limit: 'no_limit' },
        { value: 'maxHoldsPerDay', scope: 'itemType', limit: 'no_limit' },
      ],
    });
    expect(await call('PATCH', path, { maxLoans: 0 })).toMatchObject({ status: 428 });
    expect(await call('PATCH', path, { maxLoans: 0 }, { 'if-match': added.etag })).toMatchObject({
      status: 200,
      body: { maxLoans: 0, version: 2 },
    });
    expect(await call('PATCH', path, { maxLoans: 5 }, { 'if-match': added.etag })).toMatchObject({
      status: 412,
      body: { code: 'platform.version_conflict' },
    });
    const now = await call('GET', path);
    expect(await call('DELETE', path, undefined, { 'if-match': now.etag })).toMatchObject({ status: 204 });
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 'circulation.policy_not_found' } });
  });

  test('"no limit" and "inherit" are two values of a limit, and neither is -1', async () => {
    const added = await call('POST', '/policies', { category: 'lembaga', library: 'KOTA', maxLoans: 'no_limit' });
    expect(added).toMatchObject({ status: 201, body: { maxLoans: 'no_limit', maxHolds: null, fineCap: null } });
    const path = `/policies/${String(added.body.id)}`;
    const resolved = async () =>
      (await call('GET', '/policies/effective?library=kota&category=lembaga&itemType=umum')).body.policy;
    expect(await resolved()).toMatchObject({ maxLoans: 'no_limit', maxHolds: 5 });
    const inherits = { maxLoans: null, maxHolds: 'no_limit' };
    const changed = await call('PATCH', path, inherits, { 'if-match': added.etag });
    expect(changed).toMatchObject({ status: 200, body: inherits });
    expect(await resolved()).toMatchObject({ maxLoans: 100, maxHolds: 'no_limit' });
    const listed = (await call('GET', '/policies')).body.data as { id: number; maxHolds: unknown }[];
    expect(listed.find(({ id }) => id === added.body.id)?.maxHolds).toBe('no_limit');
    for (const wrong of [{ maxLoans: -1 }, { maxLoans: 'tanpa' }, { loanLength: 'no_limit' }, { fineDiscount: 101 }]) {
      expect(await call('PATCH', path, wrong, { 'if-match': changed.etag })).toMatchObject({ status: 422 });
    }
  });

  test('two rules for the same loans are refused, and so is one that says nothing or names what is not there', async () => {
    expect(await call('POST', '/policies', { maxLoans: 4 })).toMatchObject({
      status: 409,
      body: { code: 'circulation.policy_taken' },
    });
    expect(await call('POST', '/policies', { itemType: 'anak' })).toMatchObject({
      status: 409,
      body: { code: 'circulation.policy_needed' },
    });
    expect(await call('POST', '/policies', { library: 'BULAN', maxLoans: 1 })).toMatchObject({
      status: 404,
      body: { code: 'libraries.not_found', fields: { library: expect.any(String) as unknown } },
    });
    expect(await call('POST', '/policies', { itemType: 'naskah', maxLoans: 1 })).toMatchObject({ status: 422 });
    expect(await call('POST', '/policies', { itemType: 'alat', loanLength: 0 })).toMatchObject({ status: 422 });
  });
});

test('a hold for a stop of the mobile library: the stop stands for its library, and is told with the hold', async () => {
  const puskel = await makeLibrary(t.ctx(), 'PUSKEL', 'Perpustakaan Keliling');
  const route = { place: 'Balai Gedog', firstOn: '2026-11-27', opensMinute: 540, closesMinute: 660 };
  const pickupStop = await addMobileStop(t.ctx(), puskel.id, route);
  const ended = await addMobileStop(t.ctx(), puskel.id, { ...route, firstOn: '2026-11-06', lastOn: '2026-11-20' });
  const [memberNumber, itemBarcode] = [await member('NS1'), await copy('GS1')];
  const wish = { memberNumber, itemBarcode, override: { reason: 'diminta lewat telepon' } };
  const placed = await call('POST', '/holds', { ...wish, pickupStop });
  expect(placed).toMatchObject({
    status: 201,
    body: { pickupLibrary: { code: 'PUSKEL' }, pickupStop: { id: pickupStop, place: 'Balai Gedog' } },
  });
  expect((await call('GET', `/holds/${String(placed.body.id)}`)).body).toMatchObject({
    pickupStop: { id: pickupStop },
  });
  const other = { ...wish, memberNumber: await member('NS2') };
  expect(await call('POST', '/holds', { ...other, pickupStop, pickupLibrary: 'KOTA' })).toMatchObject({ status: 422 });
  expect(await call('POST', '/holds', other)).toMatchObject({ status: 422 });
  expect(await call('POST', '/holds', { ...other, pickupStop: ended })).toMatchObject({
    status: 409,
    body: { code: 'circulation.hold_stop_ended' },
  });
  expect((await call('POST', '/holds', { ...other, pickupLibrary: 'KOTA' })).body).toMatchObject({ pickupStop: null });
});
