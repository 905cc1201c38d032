import { beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import { personalData as everySource } from '../../../../entrypoints/personal-data.ts';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { exportWords } from './export-file.ts';
import { addBlock, exportMember, liftBlock, linkChild, replaceCard } from '../index.ts';
import { aLibrary, aMember } from '../testing.ts';

const t = useTestDb();
let desk: Ctx;
beforeAll(async () => {
  desk = { ...t.ctx(), libraryId: (await aLibrary(t.ctx())).id };
});

test('an export says what is kept of cards, of the family and of blocks that are over, too', async () => {
  const rahma = await aMember(desk, { fullName: 'Rahma Wati', birthDate: '1990-03-14' });
  const child = { birthDate: '2016-05-04', guardianName: 'Rahma Wati', category: 'pelajar' };
  const adi = await aMember(t.ctx(), { fullName: 'Adi', ...child });
  await linkChild(desk, rahma.number, { child: adi.number, relation: 'ibu', channel: 'desk' });
  const { id } = await addBlock(desk, rahma.number, { reason: 'Menunggu pengganti buku' });
  await liftBlock(desk, id);
  const { number } = await replaceCard(desk, rahma.number);
  const data = await exportMember(desk, { personalData: everySource, secrets: testSecrets }, number);
  expect(data).toMatchObject({
    formerCards: [{ number: rahma.number }],
    family: [{ kind: 'guardian_of', relation: 'ibu', endedAt: null }],
    blocks: [{ reason: 'Menunggu pengganti buku', liftedAt: expect.any(Date) as Date }],
  });
  expect(await exportMember(desk, { personalData: everySource, secrets: testSecrets }, adi.number)).toMatchObject({
    family: [{ kind: 'child_of', relation: 'ibu' }],
  });
  // and each part and field has a name
  for (const locale of ['id', 'en'] as const) {
    const words = exportWords(locale, 'Asia/Jakarta');
    for (const part of ['formerCards', 'family', 'blocks']) {
      expect(words.part(part), part).not.toBe(part);
      for (const thing of data[part] as object[]) {
        for (const field of Object.keys(thing)) expect(words.field(field), field).not.toBe(field);
      }
    }
    for (const kind of ['guardian_of', 'child_of']) expect(words.value('kind', kind)).not.toBe(kind);
  }
});
