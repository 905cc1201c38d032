import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { changedParts, changesOf, listAuditEntities, recordAudit, recordAudits, searchAudit } from './index.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;
const actions = async (filter: object, ctx = t.ctx()): Promise<string[]> =>
  (await searchAudit(ctx, { limit: 50, ...filter })).map((row) => `${row.action} ${row.entityId}`);

beforeAll(async () => {
  const rows = await t.db
    .insertInto('library')
    .values([
      { code: 'KOTA', name: 'Kota', type: 'pusat' },
      { code: 'GEDOG', name: 'Gedog', type: 'kelurahan' },
    ])
    .returning('id')
    .execute();
  [kota = 0, gedog = 0] = rows.map((row) => row.id);
  await t.db.transaction().execute(async (trx) =>
    recordAudits(trx, t.ctx({ id: 7, name: 'Siti' }), [
      {
        action: 'loan.checked_out',
        entity: 'loan',
        entityId: 1,
        libraryId: kota,
        after: { itemBarcode: 'KOTA0000017' },
      },
      { action: 'loan.checked_in', entity: 'loan', entityId: 1, libraryId: gedog },
    ]),
  );
  t.clock.set('2026-11-26T09:00:00+07:00');
  await t.db.transaction().execute(async (trx) =>
    recordAudit(trx, t.ctx({ id: 8, name: 'Budi 100%' }), {
      action: 'bib.updated',
      entity: 'bib',
      entityId: 42,
      before: { title: 'Laskar Pelangi' },
      after: { title: 'Laskar pelangi: novel' },
    }),
  );
});

test('the newest change comes first; each filter narrows', async () => {
  expect(await actions({})).toEqual(['bib.updated 42', 'loan.checked_in 1', 'loan.checked_out 1']);
  expect(await actions({ action: 'loan' })).toEqual(['loan.checked_in 1', 'loan.checked_out 1']);
  expect(await actions({ action: 'loan.checked_out' })).toEqual(['loan.checked_out 1']);
  expect(await actions({ actor: 'siti', libraryId: kota })).toEqual(['loan.checked_out 1']);
  expect(await actions({ actorId: 8 })).toEqual(['bib.updated 42']);
  expect(await actions({ entity: 'bib', entityId: '42' })).toEqual(['bib.updated 42']);
  expect(await actions({ from: new Date('2026-11-26T00:00:00+07:00') })).toEqual(['bib.updated 42']);
  expect(await actions({ to: new Date('2026-11-26T00:00:00+07:00') })).toHaveLength(2);
});

test('words are found in what was changed; a percent sign is a percent sign', async () => {
  expect(await actions({ q: 'pelangi: novel' })).toEqual(['bib.updated 42']);
  expect(await actions({ q: 'KOTA0000017' })).toEqual(['loan.checked_out 1']);
  expect(await actions({ q: '100%' })).toEqual(['bib.updated 42']);
  expect(await actions({ actor: '%' })).toEqual(['bib.updated 42']);
});

test('whoever may read the trace of one library sees that library only', async () => {
  const head = t.ctx({ grants: [{ libraryId: gedog, permissions: ['audit.read'] }] });
  expect(await actions({}, head)).toEqual(['loan.checked_in 1']);
  expect(await actions({ libraryId: kota }, head)).toEqual([]);
  await expect(searchAudit(t.ctx({ grants: [] }), { limit: 5 })).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('the kinds of things that have a trace are offered', async () => {
  expect(await listAuditEntities(t.ctx())).toEqual(['bib', 'loan']);
});

test('a trace cannot be changed or deleted, not even by the database’s owner', async () => {
  await expect(t.db.updateTable('auditEvent').set({ actorName: 'Lain' }).execute()).rejects.toThrow('append-only');
  await expect(t.db.deleteFrom('auditEvent').execute()).rejects.toThrow('append-only');
});

test('what is rolled back leaves no trace', async () => {
  const failing = t.db.transaction().execute(async (trx) => {
    await recordAudit(trx, t.ctx(), { action: 'bib.deleted', entity: 'bib', entityId: 1 });
    throw new Error('power cut');
  });
  await expect(failing).rejects.toThrow('power cut');
  expect(await actions({ action: 'bib.deleted' })).toEqual([]);
});

describe('a difference that people can read', () => {
  test('only what changed is kept', () => {
    expect(changedParts({ a: 1, b: [1, 2], c: null }, { a: 1, b: [1, 3], c: 'x' })).toEqual({
      before: { b: [1, 2], c: null },
      after: { b: [1, 3], c: 'x' },
    });
  });

  test('nested fields get a path, lists of words stay one line, empty is empty', () => {
    expect(
      changesOf(
        { name: 'A', hours: [{ opens: 480 }, { opens: 600 }], permissions: ['x', 'y'], note: '' },
        { name: 'A', hours: [{ opens: 480 }, { opens: 540 }], permissions: ['x'], note: null, active: true },
      ),
    ).toEqual([
      { path: 'hours.1.opens', before: '600', after: '540' },
      { path: 'permissions', before: 'x, y', after: 'x' },
      { path: 'active', before: null, after: 'true' },
    ]);
    expect(changesOf(null, { title: 'Baru' })).toEqual([{ path: 'title', before: null, after: 'Baru' }]);
    expect(changesOf(null, null)).toEqual([]);
  });
});

test('how a member is reached is read and found in the trace by who may see it there; others learn that something changed', async () => {
  await t.db.transaction().execute(async (trx) =>
    recordAudit(trx, t.ctx(), {
      action: 'member.changed',
      entity: 'member',
      entityId: 77,
      libraryId: kota,
      before: { phone: '081377665544', occupation: 'guru', guardianPhone: null },
      after: { phone: '081366554433', occupation: 'dosen', guardianPhone: '0822' },
    }),
  );
  const reader = (...permissions: string[]) =>
    t.ctx({ grants: [{ libraryId: null, permissions: ['audit.read', ...permissions] }] });
  const about = { entity: 'member', limit: 5 };
  const [open] = await searchAudit(reader('members.edit'), about);
  expect(open?.before).toMatchObject({ phone: '081377665544' });
  const [closed] = await searchAudit(reader(), about);
  expect(closed).toMatchObject({
    before: { phone: '•••', occupation: 'guru', guardianPhone: null },
    after: { phone: '•••', occupation: 'dosen', guardianPhone: '•••' },
  });
  // a hit would tell whose it is
  expect(await actions({ q: '081377665544' }, reader('members.edit'))).toEqual(['member.changed 77']);
  expect(await actions({ q: '081377665544' }, reader())).toEqual([]);
  const elsewhere = t.ctx({
    grants: [
      { libraryId: null, permissions: ['audit.read'] },
      { libraryId: gedog, permissions: ['members.edit'] },
    ],
  });
  expect(JSON.stringify(await searchAudit(elsewhere, about))).not.toMatch(/0813/);
});
