import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { renderPdf } from './pdf.ts';

/** A checkout with the parts that all templates share, and the templates of this test. */
const root = mkdtempSync(join(tmpdir(), 'lumbung-pdf-'));
cpSync(join(import.meta.dirname, '../typst'), join(root, 'src/platform/typst'), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const READ = '#let data = json(bytes(sys.inputs.data))\n';
const render = async (source: string, data: object, createdAt = new Date('2026-11-25T03:00:00Z')) => {
  writeFileSync(join(root, 'src/template.typ'), READ + source);
  return renderPdf({ root }, 'template.typ', data, { createdAt, locale: 'id' });
};
const latin = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

const letter = `
#import "/platform/typst/letter.typ": facts, letterhead, letters, signature
#letters(data.title)[
  #letterhead(data.head)
  #facts((("Nomor", data.number),))
  #data.text
  #signature(data.sign)
]`;
const data = {
  title: 'Surat keterangan',
  head: { parent: 'Pemerintah Kota Blitar', office: 'Dinas Perpustakaan', address: 'Jl. Sumatra' },
  number: '041/7/2026',
  text: 'Wa ‘alaikum salam, é, “kutipan” – Rp1.000',
  sign: { placeDate: 'Blitar, 25 November 2026', office: 'Kepala', name: 'Siti Rahmawati', details: '' },
};

describe('documents as PDF', () => {
  test('a letter is a tagged A4 page in its language, with the time it was made at', async () => {
    const pdf = latin(await render(letter, data));
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    expect(pdf).toMatch(/\/MediaBox \[0 0 595\.2\d* 841\.\d+\]/);
    expect(pdf).toContain('/Lang (id)');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toContain('(D:20261125030000Z)');
  });

  test('the same letter at the same instant is the same file, byte for byte', async () => {
    expect(await render(letter, data)).toEqual(await render(letter, data));
    expect(await render(letter, data, new Date('2026-11-26T03:00:00Z'))).not.toEqual(await render(letter, data));
  });

  test('a slip is 72 mm wide and as long as what stands on it', async () => {
    const slip = `#import "/platform/typst/receipt.typ": pair, receipt, rule
      #receipt("Struk")[#for n in range(data.lines) [#pair[Baris #n][1.000] #rule]]`;
    const height = async (lines: number) => {
      const size = /\/MediaBox \[0 0 (?<width>[\d.]+) (?<height>[\d.]+)\]/.exec(latin(await render(slip, { lines })));
      expect(Number(size?.groups?.width)).toBeCloseTo((72 / 25.4) * 72, 1);
      return Number(size?.groups?.height);
    };
    expect(await height(20)).toBeGreaterThan(2 * (await height(5)));
  });

  test('a template that is wrong, or names a font that is not there, is not printed silently', async () => {
    await expect(render('#data.nothing', {})).rejects.toThrow('template.typ');
    await expect(render('#text(font: "Tidak Ada")[halo]', {})).rejects.toThrow('unknown font family');
  });

  test('what people typed is text, never a command', async () => {
    await expect(render('#data.text', { text: '#panic("x") $ * _ ` @ < \\ [' })).resolves.toBeInstanceOf(Uint8Array);
  });
});
