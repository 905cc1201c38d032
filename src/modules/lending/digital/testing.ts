import { strToU8, zipSync } from 'fflate';

export { lendTo } from './borrow-file.ts';
export { settleLicenses } from './settle-license.ts';

/** A PDF with a line or more of text on each page, in a font that every reader has. `outline`: its table of contents. */
export function makePdf(pages: readonly (readonly string[])[], title: string): File {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const pageNumber = (index: number): number => 6 + index * 2;
  const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');
  add('<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${pageNumber(i)} 0 R`).join(' ')}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>');
  add('<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 1 >>');
  add(`<< /Title (${escaped(title)}) /Parent 4 0 R /Dest [6 0 R /Fit] >>`);
  for (const [index, lines] of pages.entries()) {
    const text = lines.map((line) => `(${escaped(line)}) '`).join('\n');
    const stream = `BT /F1 13 Tf 20 TL 48 560 Td\n${text}\nET`;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageNumber(index) + 1} 0 R >>`,
    );
    add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  file += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new File([Buffer.from(file, 'latin1')], `${slug(title)}.pdf`, { type: 'application/pdf' });
}

export interface TestChapter {
  title: string;
  /** XHTML of the body. */
  body: string;
}

/** An EPUB 3 of chapters (`bab-1.xhtml` …), with a table of contents and the further files given (path below `OEBPS`). */
export function makeEpub(
  title: string,
  chapters: readonly TestChapter[],
  files: Record<string, { mediaType: string; bytes: Uint8Array }> = {},
): File {
  const name = (index: number): string => `bab-${index + 1}.xhtml`;
  const page = (head: string, body: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="id"><head><title>${head}</title></head><body>${body}</body></html>`;
  const items = [
    ...chapters.map((_, i) => `<item id="b${i}" href="${name(i)}" media-type="application/xhtml+xml"/>`),
    ...Object.entries(files).map(([path, one], i) => `<item id="f${i}" href="${path}" media-type="${one.mediaType}"/>`),
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
  ];
  const lines = chapters.map((chapter, i) => `<li><a href="${name(i)}">${chapter.title}</a></li>`).join('');
  const bytes = zipSync({
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/buku.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    'OEBPS/buku.opf': strToU8(
      `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="uid">${slug(title)}</dc:identifier><dc:title>${title}</dc:title><dc:language>id</dc:language></metadata><manifest>${items.join('')}</manifest><spine>${chapters.map((_, i) => `<itemref idref="b${i}"/>`).join('')}</spine></package>`,
    ),
    'OEBPS/nav.xhtml': strToU8(page(title, `<nav epub:type="toc"><ol>${lines}</ol></nav>`)),
    ...Object.fromEntries(
      chapters.map(({ title: head, body }, i) => [`OEBPS/${name(i)}`, strToU8(page(head, `<h1>${head}</h1>${body}`))]),
    ),
    ...Object.fromEntries(Object.entries(files).map(([path, one]) => [`OEBPS/${path}`, one.bytes])),
  });
  return new File([new Uint8Array(bytes)], `${slug(title)}.epub`, { type: 'application/epub+zip' });
}

const RATE = 8000;

/** A recording (WAV, 8 bit): notes like those of a small metallophone, each of `seconds`. */
export function makeRecording(title: string, notes: readonly number[], seconds: number): File {
  const perNote = Math.round(RATE * seconds);
  const size = perNote * notes.length;
  const file = Buffer.alloc(44 + size);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + size, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(size, 40);
  for (const [nth, hertz] of notes.entries()) {
    for (let i = 0; i < perNote; i += 1) {
      const t = i / RATE;
      const fading = Math.exp(-2.5 * t);
      const wave = Math.sin(2 * Math.PI * hertz * t) + 0.4 * Math.sin(2 * Math.PI * hertz * 2.76 * t);
      file.writeUInt8(Math.round(128 + 70 * fading * wave * 0.7), 44 + nth * perNote + i);
    }
  }
  return new File([new Uint8Array(file)], `${slug(title)}.wav`, { type: 'audio/wav' });
}

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
