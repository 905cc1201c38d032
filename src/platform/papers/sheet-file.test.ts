import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, expect, test } from 'vitest';
import { sheetFile, workbookFile, type Cell, type Sheet } from './sheet-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'lumbung-sheet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readBack(head: Cell[], rows: Cell[][]): Promise<unknown[][]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of sheetFile(head, rows)) pieces.push(piece);
  const path = join(folder, 'lembar.xlsx');
  writeFileSync(path, Buffer.concat(pieces));
  const [sheet] = await readXlsxFile(path, { trim: false });
  return sheet?.data ?? [];
}

test('a workbook reads back what was written: text as text, numbers as numbers, nothing as a formula', async () => {
  const rows: Cell[][] = [
    ['=HYPERLINK("http://jahat")', 7, null, 'Bumi & <Manusia>'],
    ['\u0000rusak\ud800', -1.5, '', ' spasi '],
  ];
  expect(await readBack(['Judul', 'Harga', 'Kosong', 'Lain'], rows)).toEqual([
    ['Judul', 'Harga', 'Kosong', 'Lain'],
    ['=HYPERLINK("http://jahat")', 7, null, 'Bumi & <Manusia>'],
    ['rusak\ufffd', -1.5, null, ' spasi '],
  ]);
});

test('a workbook of several sheets has each under its name, which no sign can break', async () => {
  const sheets: Sheet[] = [
    { name: 'Per unsur', head: ['Unsur'], rows: [['U1'], ['=1+1']] },
    { name: 'A & "B" <C> [x]:*?/\\ yang panjang sekali', head: ['Isi'], rows: [] },
    { name: 'Rekap', head: ['n'], rows: [[7]] },
  ];
  const pieces: Uint8Array[] = [];
  for await (const piece of workbookFile(sheets)) pieces.push(piece);
  const path = join(folder, 'buku.xlsx');
  writeFileSync(path, Buffer.concat(pieces));
  const read = await readXlsxFile(path, { trim: false });
  expect(read.map(({ sheet, data }) => [sheet, data])).toEqual([
    ['Per unsur', [['Unsur'], ['U1'], ['=1+1']]],
    ['A & "B" <C>  x       yang panja', [['Isi']]],
    ['Rekap', [['n'], [7]]],
  ]);
});

test('60,000 rows are written without holding them', async () => {
  function* rows(): Generator<Cell[]> {
    for (let nth = 0; nth < 60_000; nth += 1) yield [`Judul buku yang ke-${nth}`, nth, 'Perpustakaan Kota Blitar'];
  }
  let bytes = 0;
  let most = 0;
  const before = process.memoryUsage().rss;
  for await (const piece of sheetFile(['Judul', 'Nomor', 'Perpustakaan'], rows())) {
    bytes += piece.length;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(most).toBeLessThan(100_000_000);
}, 120_000);
