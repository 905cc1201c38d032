import { existsSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addAttachment,
  coverAddress,
  coverKeyOf,
  generatedCover,
  getBib,
  listAttachments,
  openAttachment,
  removeCover,
  setCover,
} from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { removeFile } from '#modules/lending/digital';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let bibId: number;
beforeAll(async () => {
  bibId = await makeBib(t.ctx(), { title: 'Belimbing Karangsari', author: 'Dewi Anggraini', year: 2021 });
});

const photo = async (width: number, height: number): Promise<Blob> => {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#7d2a20' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  return new Blob([new Uint8Array(bytes)]);
};
const version = async (): Promise<number> => (await getBib(t.ctx(), bibId)).version;

describe('a cover', () => {
  test('from a phone is turned upright and kept in two widths without the camera’s data', async () => {
    await setCover(t.ctx(), t.storage, { id: bibId, version: await version() }, await photo(1600, 1000));
    const bib = await getBib(t.ctx(), bibId);
    const small = await sharp(t.storage.path(bib.coverKey ?? '')).metadata();
    const large = await sharp(t.storage.path(bib.coverLargeKey ?? '')).metadata();
    expect([small.format, small.width, small.height]).toEqual(['webp', 320, 512]);
    expect(large.width).toBe(800);
    expect(small.orientation).toBeUndefined();
    expect(small.exif).toBeUndefined();
  });

  test('is served under an address that leads back to its file', async () => {
    const { coverKey } = await getBib(t.ctx(), bibId);
    const address = coverAddress(coverKey, bibId);
    expect(address).toMatch(/^\/sampul\/[0-9a-f-]{36}\.webp$/);
    expect(coverKeyOf(address.slice('/sampul/'.length))).toBe(coverKey);
    expect(coverKeyOf('../../etc/passwd')).toBeNull();
  });

  test('that is replaced or taken away leaves no file behind', async () => {
    const before = await getBib(t.ctx(), bibId);
    await setCover(t.ctx(), t.storage, { id: bibId, version: before.version }, await photo(100, 150));
    expect(existsSync(t.storage.path(before.coverKey ?? ''))).toBe(false);
    const replaced = await getBib(t.ctx(), bibId);
    await removeCover(t.ctx(), t.storage, { id: bibId, version: replaced.version });
    expect(existsSync(t.storage.path(replaced.coverKey ?? ''))).toBe(false);
    expect(coverAddress((await getBib(t.ctx(), bibId)).coverKey, bibId)).toBe(`/sampul/${bibId}.svg`);
    expect(await generatedCover(t.ctx({ kind: 'anonymous' }), bibId)).toContain('Belimbing');
  });

  test('that is no picture is refused, whatever its name says', async () => {
    const page = new File(['<svg onload="alert(1)"/>'], 'sampul.jpg', { type: 'image/jpeg' });
    await expect(setCover(t.ctx(), t.storage, { id: bibId, version: await version() }, page)).rejects.toMatchObject({
      code: 'platform.not_acceptable_file',
    });
  });
});

describe('an attachment', () => {
  const pdf = (name = 'naskah.pdf'): File => new File(['%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n'], name);
  const member = async (category: string) => {
    const libraryId = await t.db
      .insertInto('library')
      .values({ code: `L-${category.toUpperCase().replace('_', '-')}`, name: 'X', type: 'cabang' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id } = await t.db
      .insertInto('member')
      .columns(['number', 'fullName', 'foldedName', 'searchName', 'categoryId', 'homeLibraryId', 'joinedOn'])
      .expression((eb) =>
        eb
          .selectFrom('memberCategory')
          .where('code', '=', category)
          .select([
            eb.val(`M-${category}`).as('number'),
            eb.val('Wahyu').as('fullName'),
            eb.val('wahyu').as('foldedName'),
            eb.val(' wahyu').as('searchName'),
            'id as categoryId',
            eb.val(libraryId.id).as('homeLibraryId'),
            eb.cast<string>(eb.val('2026-01-01'), 'date').as('joinedOn'),
          ]),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    return t.ctx({ kind: 'member', id, number: `M-${category}`, name: 'Wahyu', sessionId: 1 });
  };

  test('for teachers opens for teachers only, for staff always, and counts readers by kind', async () => {
    const added = await addAttachment(
      t.ctx(),
      t.storage,
      { bibId, title: 'Panduan guru', access: 'categories', categoryCodes: ['guru'] },
      pdf(),
    );
    const open = async (ctx: ReturnType<typeof t.ctx>) => openAttachment(ctx, t.storage, added.id);
    await expect(open(t.ctx({ kind: 'anonymous' }))).rejects.toMatchObject({ code: 'platform.sign_in_needed' });
    await expect(open(await member('umum'))).rejects.toMatchObject({ code: 'catalog.attachment_not_for_you' });
    const { stream } = await open(await member('guru'));
    expect((await stream.toArray()).join('')).toContain('%PDF-1.7');
    (await open(t.ctx())).stream.destroy();
    const log = await t.db
      .selectFrom('attachmentDownload')
      .select('memberCategory')
      .where('attachmentId', '=', added.id)
      .execute();
    expect(log.map((row) => row.memberCategory)).toEqual(['guru', null]);
    expect((await listAttachments(t.ctx(), bibId)).at(-1)).toMatchObject({
      downloads: 2,
      mediaType: 'application/pdf',
    });
  });

  test('open to everyone needs no card; taken away it is gone', async () => {
    const added = await addAttachment(
      t.ctx(),
      t.storage,
      { bibId, title: 'Naskah', access: 'public' },
      pdf('../../naskah.pdf'),
    );
    expect(added.fileName).toBe('.._.._naskah.pdf');
    (await openAttachment(t.ctx({ kind: 'anonymous' }), t.storage, added.id)).stream.destroy();
    await removeFile(t.ctx(), t.storage, added.id);
    await expect(openAttachment(t.ctx(), t.storage, added.id)).rejects.toMatchObject({
      code: 'catalog.attachment_not_found',
    });
  });

  test('that is neither PDF nor sound is refused, and nothing stays in the storage', async () => {
    const fake = new File(['<html><script>alert(1)</script>'], 'buku.pdf', { type: 'application/pdf' });
    await expect(
      addAttachment(t.ctx(), t.storage, { bibId, title: 'X', access: 'public' }, fake),
    ).rejects.toMatchObject({
      code: 'platform.not_acceptable_file',
    });
  });
});
