import { strToU8, zipSync } from 'fflate';

const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));

/** The smallest that is one, by the bytes with which it begins. */
export const small = {
  pdf: bytes('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  mp3: bytes([0xff, 0xfb, 0x90, 0x64], '\0'.repeat(413), [0xff, 0xfb, 0x90, 0x64], '\0'.repeat(413)),
  m4a: bytes([0, 0, 0, 24], 'ftypM4A ', [0, 0, 0, 0], 'M4A isom', '\0'.repeat(40)),
  mp4: bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 1], 'isommp42', '\0'.repeat(40)),
  webm: bytes([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm', '\0'.repeat(40)),
  html: bytes('<!doctype html><script>alert(1)</script>'),
  svg: bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'),
  exe: bytes('MZ', '\0'.repeat(200)),
};

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** A document of a text program. @param more what else lies in it, or another list of what it holds */
export const docx = (more: Record<string, Uint8Array> = {}, kind = WORD): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${kind}.main+xml"/></Types>`,
      ),
      'word/document.xml': strToU8('<w:document/>'),
      ...more,
    }),
  );
