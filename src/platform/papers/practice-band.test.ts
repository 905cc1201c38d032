import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { pageTexts } from '../../../tests/support/pdf-texts.ts';
import { renderPdf, renderSvg } from './pdf.ts';
import { markPapers } from './practice-band.ts';

const SRC = join(import.meta.dirname, '../..');
/** A checkout with the parts that all templates share, and the templates of this test. */
const root = mkdtempSync(join(tmpdir(), 'lumbung-band-'));
cpSync(join(SRC, 'platform/typst'), join(root, 'src/platform/typst'), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

let unmark = (): void => undefined;
afterEach(() => unmark());

const BAND = 'RUANG LATIHAN – bukan dokumen sungguhan';
const write = (source: string): void =>
  writeFileSync(join(root, 'src/template.typ'), `#let data = json(bytes(sys.inputs.data))\n${source}`);
const pages = async (source: string, data: object = {}): Promise<string[]> => {
  write(source);
  return pageTexts(
    await renderPdf({ root }, 'template.typ', data, { createdAt: new Date('2026-11-25T03:00:00Z'), locale: 'id' }),
  );
};

/** The manners in which papers of ours set their pages. */
const PAPERS: Record<string, string> = {
  letters: '#import "/platform/typst/letter.typ": letters\n#letters("Surat")[Satu #pagebreak() Dua]',
  slip: '#import "/platform/typst/receipt.typ": receipt\n#receipt("Struk")[Lunas]',
  labels: '#set page(width: 60mm, height: 30mm, margin: 0mm)\n#for n in range(3) { page([Label #n]) }',
  certificate:
    '#let side(body) = page(header: [atas], footer: [bawah], body)\n#set document(title: "Sertifikat", date: auto)\n#set page(paper: "a4", flipped: true, fill: luma(240))\n#side[depan] #side[belakang]',
  course:
    '#let paper(body) = { set document(title: "Lembar", date: auto)\n set page(paper: "a4", numbering: "1", header: [Lembar murid])\n body }\n#paper[Satu #pagebreak() Dua #rect(width: 100%, height: 90%, fill: black)]',
};

test.each(Object.entries(PAPERS))(
  'every page of a paper bears the band in the practice space: %s',
  async (_name, source) => {
    const real = await pages(source);
    expect(real.join()).not.toContain('RUANG');
    unmark = markPapers();
    const practised = await pages(source);
    expect(practised).toHaveLength(real.length);
    for (const page of practised) expect(page).toContain(BAND);
    // what the paper says stands there as before
    expect(practised.map((page) => page.replace(BAND, '').replaceAll(/\s/g, ''))).toEqual(
      real.map((page) => page.replaceAll(/\s/g, '')),
    );
    unmark();
    expect((await pages(source)).join()).not.toContain('RUANG');
  },
);

test('the picture that is looked at before printing bears it too, and its data are read as before', async () => {
  write('#set page(width: 90mm, height: 50mm)\n#data.text');
  const picture = async () => renderSvg({ root }, 'template.typ', { text: 'Kartu "Sekar" \\ #panic()' }, 'id');
  const real = await picture();
  expect(real).not.toContain('#b45309');
  unmark = markPapers();
  expect(await picture()).toContain('#b45309');
});

test('no template takes the place of the band', () => {
  const templates = globSync('**/*.typ', { cwd: SRC });
  expect(templates.length).toBeGreaterThan(30);
  const taking = templates.filter((path) => /\bforeground\b/.test(readFileSync(join(SRC, path), 'utf8')));
  expect(taking).toEqual([]);
});
