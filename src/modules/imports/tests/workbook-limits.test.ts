import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { fileStorage } from '#platform/storage';
import { refusal } from '../../../../tests/support/refusal.ts';
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
