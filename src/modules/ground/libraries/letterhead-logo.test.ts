import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { setHere } from '#platform/papers/pdf';
import { drawPages } from '../../../../tests/support/read-print.ts';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { letterheadLogo, setLetterheadLogo, withLogo } from './index.ts';

const t = useTestDb();
/** A checkout with the parts that all templates share, and a letter with nothing but its kop. */
const root = mkdtempSync(join(tmpdir(), 'lumbung-logo-'));
cpSync(join(import.meta.dirname, '../../../platform/typst'), join(root, 'src/platform/typst'), { recursive: true });
writeFileSync(
  join(root, 'src/letter.typ'),
  '#import "/platform/typst/letter.typ": letterhead\n#letterhead(json(bytes(sys.inputs.data)).head)',
);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const red = async (): Promise<Blob> =>
  new Blob([
    Uint8Array.from(
      await sharp({ create: { width: 900, height: 900, channels: 4, background: '#d00000' } })
        .png()
        .toBuffer(),
    ),
  ]);

test('a logo is printed beside the kop, for whoever may set the network’s settings, and goes when it is taken away', async () => {
  expect(await letterheadLogo(t.db)).toBe('');
  await setLetterheadLogo(t.ctx(), await red());
  const svg = await letterheadLogo(t.db);
  expect(svg).toContain('viewBox="0 0 320 320"');
  const head = { parent: 'Pemerintah Kota', office: 'Perpustakaan', address: '' };
  const paper = {
    template: 'letter.typ',
    data: await withLogo(t.db, { head }),
    locale: 'id' as const,
    createdAt: new Date(0),
  };
  const [page] = await drawPages(await setHere({ root }, paper));
  if (!page) throw new Error('no page');
  const { data, width, height } = page.pixels;
  const reds = Array.from({ length: width * height }, (_, nth) => nth * 4).filter(
    (at) => Math.max(data[at] ?? 0, data[at + 2] ?? 0) > 180 && (data[at + 1] ?? 0) < 60,
  );
  expect(reds.length).toBeGreaterThan(10_000);
  await setLetterheadLogo(t.ctx(), null);
  expect(await letterheadLogo(t.db)).toBe('');
  const trail = await t.db.selectFrom('auditEvent').select('action').where('entityId', '=', 'letterheadLogo').execute();
  expect(trail.map(({ action }) => action).toSorted()).toEqual(['letterhead_logo.removed', 'letterhead_logo.set']);
});

test('who manages one library only may not, and what is no picture is refused', async () => {
  const ofOne = t.ctx({ grants: [{ libraryId: 1, permissions: ['settings.manage'] }] });
  await expect(setLetterheadLogo(ofOne, await red())).rejects.toMatchObject({ code: 'platform.forbidden' });
  const drawing = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']);
  await expect(setLetterheadLogo(t.ctx(), drawing)).rejects.toMatchObject({ fields: { logo: 'invalid' } });
});
