import { expect, test } from 'vitest';
import { chapterNodes, type ChapterNode } from './chapter-nodes.ts';
import { readPackage, readToc, resolvePath } from './epub-package.ts';
import { readXml, textOf } from './xml-tree.ts';

const read = (text: string) => {
  const root = readXml(text);
  if (!root) throw new Error('not read');
  return root;
};
const place = {
  path: 'OEBPS/teks/satu.xhtml',
  chapters: ['OEBPS/teks/satu.xhtml', 'OEBPS/teks/dua.xhtml'],
  chapterHref: (chapter: number, anchor: string | null) => `?bab=${chapter}${anchor ? `#${anchor}` : ''}`,
  pictureHref: (path: string) => `/gambar/${path}`,
};
const shown = (body: string): ChapterNode[] => chapterNodes(read(`<html><body>${body}</body></html>`), place);
const tags = (nodes: ChapterNode[]): string[] =>
  nodes.flatMap((node) => (typeof node === 'string' ? [] : [node.tag, ...tags(node.children)]));

test('references of a book are resolved inside its container and never lead out of it', () => {
  expect(resolvePath('OEBPS/teks/satu.xhtml', '../gambar/peta%20kota.png')).toEqual({
    path: 'OEBPS/gambar/peta kota.png',
    anchor: null,
  });
  expect(resolvePath('a/b.xhtml', '../../../../etc/passwd')?.path).toBe('etc/passwd');
  expect(resolvePath('a/b.xhtml', '#catatan')).toEqual({ path: 'a/b.xhtml', anchor: 'catatan' });
  for (const out of ['https://contoh.id/x', 'javascript:alert(1)', '//contoh.id/x', 'data:text/html,x']) {
    expect(resolvePath('a/b.xhtml', out), out).toBeNull();
  }
});

test('scripts, styles, frames, forms and event handlers of a book do not reach the page', () => {
  const nodes = shown(
    `<h1 onclick="alert(1)" style="color:red" class="x">Judul</h1><script>alert(1)</script><style>p{}</style>
     <iframe src="https://contoh.id"/><form action="/keluar"><input name="x"/></form><object data="x"/>
     <svg><script>alert(1)</script></svg><p id="a b">Teks <custom>tetap</custom></p>`,
  );
  expect(tags(nodes)).toEqual(['h2', 'p']);
  expect(nodes[0]).toEqual({ tag: 'h2', attributes: {}, children: ['Judul'] });
  expect(JSON.stringify(nodes)).not.toMatch(/alert|onclick|style|contoh\.id/);
  expect(JSON.stringify(nodes)).toContain('tetap');
});

test('links lead to chapters, or marked out of the house; other links are text', () => {
  expect(shown('<p><a href="dua.xhtml#kaki">catatan</a></p>')).toEqual([
    { tag: 'p', attributes: {}, children: [{ tag: 'a', attributes: { href: '?bab=2#kaki' }, children: ['catatan'] }] },
  ]);
  expect(shown('<a href="https://contoh.id/x">luar</a>')).toEqual([
    {
      tag: 'a',
      attributes: { href: 'https://contoh.id/x', rel: 'external noopener noreferrer' },
      children: ['luar'],
    },
  ]);
  expect(shown('<a href="javascript:alert(1)">jebakan</a><a href="hilang.xhtml">hilang</a>')).toEqual([
    'jebakan',
    'hilang',
  ]);
});

test('pictures are fetched from the book only', () => {
  expect(shown('<img src="../g/peta.png" alt="Peta" onerror="alert(1)"/><img src="https://contoh.id/p.png"/>')).toEqual(
    [{ tag: 'img', attributes: { src: '/gambar/OEBPS/g/peta.png', alt: 'Peta' }, children: [] }],
  );
});

test('a document that is broken, endless or too deep is none', () => {
  expect(readXml('<p>tidak ditutup')).toBeNull();
  expect(readXml('bukan xml')).toBeNull();
  expect(readXml('<a>'.repeat(200) + '</a>'.repeat(200))).toBeNull();
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>';
  expect(JSON.stringify(readXml(bomb)) ?? '').not.toContain('aaaaaaaaaaaaaaaaaaaa');
  expect(textOf(read('<p>a &eacute; &mdash; c</p>'))).toBe('a é — c');
});

test('the order of reading and the contents are read from EPUB 3 and EPUB 2', () => {
  const book = readPackage(
    read(`<package xmlns:dc="x"><metadata><dc:title>Kisah</dc:title><dc:language>id</dc:language></metadata><manifest>
      <item id="a" href="teks/satu.xhtml" media-type="application/xhtml+xml"/>
      <item id="b" href="teks/dua.xhtml" media-type="application/xhtml+xml"/>
      <item id="c" href="catatan.xhtml" media-type="application/xhtml+xml"/>
      <item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
      <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c" linear="no"/></spine></package>`),
    'OEBPS/buku.opf',
  );
  expect(book).toMatchObject({ title: 'Kisah', language: 'id', chapters: place.chapters, tocPath: 'OEBPS/toc.ncx' });
  const ncx = read(`<ncx><navMap><navPoint><navLabel><text>Satu</text></navLabel><content src="teks/satu.xhtml"/>
    <navPoint><navLabel><text>Bagian kedua</text></navLabel><content src="teks/dua.xhtml#x"/></navPoint></navPoint></navMap></ncx>`);
  expect(readToc(ncx, 'OEBPS/toc.ncx', book.chapters)).toEqual([
    { title: 'Satu', chapter: 1, anchor: null, level: 0 },
    { title: 'Bagian kedua', chapter: 2, anchor: 'x', level: 1 },
  ]);
  const nav = read(`<html xmlns:epub="y"><body><nav epub:type="landmarks"><ol><li><a href="x">Lain</a></li></ol></nav>
    <nav epub:type="toc"><ol><li><a href="teks/satu.xhtml">Satu</a><ol><li><a href="teks/dua.xhtml">Dua</a></li></ol></li></ol></nav></body></html>`);
  expect(readToc(nav, 'OEBPS/nav.xhtml', book.chapters).map(({ title, level }) => [title, level])).toEqual([
    ['Satu', 0],
    ['Dua', 1],
  ]);
});
