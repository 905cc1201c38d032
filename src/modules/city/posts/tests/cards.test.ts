import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { CARD_SIZES, cardSizes } from '../client.ts';
import { drawCard, makePost } from '../index.ts';

const t = useTestDb();

test('a post has a picture in the size of every channel', async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  const ctx = t.ctx({ id: (await makeAccount(t, { username: 'dewi', fullName: 'Dewi' })).id });
  const title = 'Dongeng sore: Kancil dari Kali Lekso #1 [gratis] *sekota*';
  const id = await makePost(ctx, libraryId, { title, subject: { kind: 'notice' } });
  for (const size of cardSizes) {
    const { format, width, height } = await sharp(await drawCard(ctx, { root: process.cwd() }, id, size)).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', ...CARD_SIZES[size] });
  }
});
