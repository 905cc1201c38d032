import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test, vi } from 'vitest';
import { fileStorage } from '#platform/storage';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { readClassList } from '../read-class-list.ts';
import { readSheet, WorkbookTooLarge } from '../readers/xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'lumbung-sheets-'));
const storage = fileStorage(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small workbook that is a large one once it is unpacked. */
const workbook = ({ texts = '', rows = '' }: { texts?: string; rows?: string }): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml': '<workbook><sheets><sheet r:id="rId1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/sharedStrings.xml': `<sst>${texts}</sst>`,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      }).map(([name, content]) => [name, strToU8(content)]),
    ),
  );
const read = async (bytes: Uint8Array) => {
  const { key } = await storage.put('heavy', bytes);
  return (await refusal(readClassList({ name: 'kelas.xlsx', path: storage.path(key) }))).code;
};

test('a class list that unpacks to more than a page should read is refused in a sentence, whatever it is made of', async () => {
  const manyTexts = workbook({ texts: '<si><t>a</t></si>'.repeat(60_000) });
  const longTexts = workbook({ texts: `<si><t>${'a'.repeat(30_000)}</t></si>`.repeat(120) });
  const muchXml = workbook({ rows: `<row/>${' '.repeat(31_000_000)}` });
  for (const bytes of [manyTexts, longTexts, muchXml]) {
    expect(bytes.length).toBeLessThan(250_000);
    expect(await read(bytes)).toBe('imports.workbook_too_large');
  }
}, 60_000);

test('a class list whose cells all point at one long text does not become a hundred times as large', async () => {
  const named = ['Nama', 'Tanggal lahir', 'Kelas', 'Nama wali', 'NISN', 'Telepon wali'];
  const texts = [...named, 'a'.repeat(32_000)].map((text) => `<si><t>${text}</t></si>`).join('');
  const row = (at: (nth: number) => number): string =>
    `<row>${named.map((_, nth) => `<c t="s"><v>${at(nth)}</v></c>`).join('')}</row>`;
  const bytes = workbook({ texts, rows: row((nth) => nth) + row(() => named.length).repeat(1_999) });
  expect(bytes.length).toBeLessThan(10_000);
  const { key } = await storage.put('heavy', bytes);
  const rows = await readClassList({ name: 'kelas.xlsx', path: storage.path(key) });
  expect(rows).toHaveLength(1_999);
  // it goes to the process that answers people, and back into the page
  expect(JSON.stringify(rows).length).toBeLessThan(15_000_000);
});

test('a text without an end is not gathered until memory has none', async () => {
  const endless = [
    workbook({ rows: `<row><c t="str"><v>${'a'.repeat(3_000_000)}</v></c></row>` }),
    workbook({ rows: `<row r="${'1'.repeat(3_000_000)}"/>` }),
    workbook({ texts: `<si><t>${'a'.repeat(3_000_000)}</t></si>` }),
  ];
  for (const bytes of endless) {
    const { key } = await storage.put('uji', bytes);
    // also for a run, which may be long
    await expect(rowsOf(readSheet(storage.path(key)))).rejects.toThrow(WorkbookTooLarge);
  }
});

test('what a ZIP file says of its own directory is not believed until memory has none', async () => {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(50_000_000, 12);
  const { key } = await storage.put('uji', Buffer.concat([Buffer.from('PK'), Buffer.alloc(50_000_000), end]));
  const taken = vi.spyOn(Buffer, 'alloc');
  expect((await refusal(readClassList({ name: 'kelas.xlsx', path: storage.path(key) }))).code).toBe('imports.not_xlsx');
  expect(Math.max(...taken.mock.calls.map(([size]) => size))).toBeLessThan(10_000_000);
  taken.mockRestore();
});

async function rowsOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const row of source) rows.push(row);
  return rows;
}

test('cells are counted too, and a text is cut where Excel itself ends', async () => {
  const cells = workbook({ rows: `<row>${'<c><v>1</v></c>'.repeat(400)}</row>`.repeat(100) });
  const { key } = await storage.put('uji', cells);
  const limits = { bytes: 1e9, cells: 39_999, texts: 1, characters: 1 };
  await expect(rowsOf(readSheet(storage.path(key), { limits }))).rejects.toThrow(WorkbookTooLarge);
  const rows = await rowsOf(readSheet(storage.path(key), { limits: { ...limits, cells: 40_000 } }));
  expect(rows).toHaveLength(100);
  const long = await storage.put('uji', workbook({ rows: `<row><c t="str"><v>${'a'.repeat(100_000)}</v></c></row>` }));
  const [row] = await rowsOf(readSheet(storage.path(long.key)));
  expect(row?.values[0]).toHaveLength(32_767);
});
