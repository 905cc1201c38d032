import { deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Words that stand in a {@link broughtPdf} beside its pages, each in one place. */
export const BESIDE_PAGES = [
  'Qanita Pengirim',
  'Pengolah Kata Rahasia',
  'Judul Rahasia',
  'GPSDOKUMEN',
  'GPSHALAMAN',
  'GPSGAMBAR',
  'LampiranRahasia',
  'IsiLampiran',
  'peringatanSkrip',
  'CatatanTautan',
  'SimpananAplikasi',
] as const;

const stream = (head: string, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<< ${head} /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from('\nendstream')]);
const packed = (head: string, text: string): Buffer => stream(`${head} /Filter /FlateDecode`, deflateSync(text));
const xmp = (place: string): Buffer =>
  packed('/Type /Metadata /Subtype /XML', `<x:xmpmeta><rdf:Description exif:GPSLatitude="${place}"/></x:xmpmeta>`);

/** A PDF as an office makes it, of so many objects as `more` wants on its page. */
function fileOf(objects: readonly (string | Buffer)[], trailer: string): Uint8Array<ArrayBuffer> {
  const parts = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(parts.reduce((sum, { length }) => sum + length, 0));
    parts.push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const start = parts.reduce((sum, { length }) => sum + length, 0);
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Uint8Array.from(Buffer.concat(parts));
}

/**
 * A PDF that says who made it, where and with what, carries a file and runs a script; `words` stand on its page, beside a picture.
 * @param more annotations on the page, as a PDF writes them
 * @param pages how many, all alike
 */
export async function broughtPdf(
  words: string,
  { more = '', pages = 1, trailer = '' } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Metadata 9 0 R /AA << /O 13 0 R >> ' +
    '/PieceInfo << /Kata << /Private (SimpananAplikasi) >> >> ' +
    `/Annots [<< /Type /Annot /Subtype /Link /Rect [1 1 9 9] /T (CatatanTautan) /A 13 0 R >> << /Type /Annot /Subtype /FileAttachment /Rect [1 1 9 9] /FS 11 0 R >> ${more}] ` +
    '/Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>';
  return fileOf(
    [
      '<< /Type /Catalog /Pages 2 0 R /Metadata 8 0 R /OpenAction 13 0 R /Names << /EmbeddedFiles << /Names [(LampiranRahasia.txt) 11 0 R] >> /JavaScript << /Names [(a) 13 0 R] >> >> >>',
      `<< /Type /Pages /Kids [${Array.from({ length: pages }, () => '3 0 R').join(' ')}] /Count ${pages} >>`,
      page,
      packed('', `BT /F1 18 Tf 20 150 Td (${words}) Tj ET q 80 0 0 60 20 40 cm /Im1 Do Q`),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      stream(
        '/Type /XObject /Subtype /Image /Width 40 /Height 30 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Metadata 10 0 R',
        picture,
      ),
      '<< /Author (Qanita Pengirim) /Creator (Qanita Pengirim) /Producer (Pengolah Kata Rahasia) /Title (Judul Rahasia) >>',
      xmp('GPSDOKUMEN'),
      xmp('GPSHALAMAN'),
      xmp('GPSGAMBAR'),
      '<< /Type /Filespec /F (LampiranRahasia.txt) /UF (LampiranRahasia.txt) /EF << /F 12 0 R >> >>',
      packed('/Type /EmbeddedFile', 'IsiLampiran'),
      '<< /S /JavaScript /JS (app.alert\\("peringatanSkrip"\\)) >>',
    ],
    `/Info 7 0 R ${trailer}`,
  );
}

/** Everything that can be read in a PDF: its bytes, and those of its packed streams. */
export function bytesOfPdf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    try {
      return [inflateSync(bytes.subarray(index + length), { finishFlush: 2 }).toString('latin1')];
    } catch {
      // a picture, or the end of a stream
      return [];
    }
  });
  return [text, ...streams].join('\n');
}
