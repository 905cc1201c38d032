import { expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createMember, getMember, renewMembership, saveMemberBatch, updateMember } from '../index.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();

test('a card of another system that holds until 9999 is read, edited and renewed; nobody sets such a day anew', async () => {
  const kota = await aLibrary(t.ctx());
  const row = {
    number: 'LAMA-1',
    fullName: 'Bu Sri',
    category: 'umum',
    homeLibraryId: kota.id,
    expiresOn: '9999-12-31',
  };
  const [saved] = await t.db.transaction().execute(async (trx) => saveMemberBatch(trx, t.ctx(), [row]));
  expect(saved?.outcome).toBe('created');
  const stands = await getMember(t.ctx(), 'LAMA-1');
  expect(stands.expiresOn).toBe('9999-12-31');

  // the form sends every field back
  const edited = await updateMember(t.ctx(), 'LAMA-1', stands.version, { fullName: 'Sri A', expiresOn: '9999-12-31' });
  expect(edited).toMatchObject({ fullName: 'Sri A', expiresOn: '9999-12-31' });
  expect((await renewMembership(t.ctx(), 'LAMA-1')).expiresOn).toBe('9999-12-31');

  const other = await createMember(t.ctx(), { fullName: 'Pak Joko', category: 'umum', homeLibrary: 'KOTA' });
  const tooFar = { expiresOn: 'day_out_of_reach' };
  expect(
    (await refusal(updateMember(t.ctx(), other.number, other.version, { expiresOn: '9999-12-31' }))).fields,
  ).toEqual(tooFar);
  const fresh = { fullName: 'Bu Ani', category: 'umum', homeLibrary: 'KOTA', expiresOn: '9999-12-31' };
  expect((await refusal(createMember(t.ctx(), fresh))).fields).toEqual(tooFar);
});
