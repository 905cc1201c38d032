import { jsonShape, type JsonShape } from './json-shape.ts';

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-11-25',
  'date-time': '2026-11-25T03:00:00.000Z',
  email: 'sari@contoh.example',
  uuid: '0b9f4a6e-5d1c-4c1f-9a55-2f6f3d1a7c10',
  uri: 'https://perpustakaan.example',
};
/** Texts that are tried where a pattern, a length or the name of a field asks for them; the first that fits is taken. */
const TEXTS = [
  'Perpustakaan',
  'PUSAT',
  'pusat',
  '08:00',
  '#1f4e79',
  '1',
  '2026',
  'U1',
  'A',
  'https://contoh.example',
  'a@b.id',
  'literasi/literasi.1',
  'berkas/gambar-1.svg',
];
/** Fields whose name says what stands in them. */
const NAMED: Readonly<Record<string, string>> = {
  fullName: 'Sari Wulandari',
  title: 'Laskar Pelangi',
  author: 'Andrea Hirata',
  isbn: '9789793062792',
  barcode: 'B00000011',
  itemBarcode: 'B00000011',
  number: 'A-00012',
  memberNumber: 'A-00012',
  phone: '081234567890',
  reason: 'Sampul lepas',
  note: 'Dititipkan di meja depan',
  code: 'PUSAT',
  library: 'PUSAT',
  timeZone: 'Asia/Makassar',
};

function textOf({ format, pattern, minLength = 0, maxLength = Infinity }: JsonShape, name: string): string {
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text));
  const known = format === undefined ? undefined : FORMATS[format];
  const found = [known, NAMED[name], ...TEXTS].find((text) => text !== undefined && fits(text));
  return found ?? 'x'.repeat(Math.min(Math.max(minLength, 1), 200));
}

function valueOf(schema: JsonShape, name: string): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) ?? false)
          .map(([key, field]) => [key, exampleOf(field, key)]),
      );
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => exampleOf(schema.items, name));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema, name);
    default:
      return null;
  }
}

/** A value that a JSON schema admits: what it must have, in plain words; of several kinds the first. @param name the field that it is for */
export function exampleOf(schema: unknown, name = ''): unknown {
  const read = jsonShape.safeParse(schema);
  if (!read.success) return null;
  const { data } = read;
  if (data.const !== undefined) return data.const;
  if (data.enum) return data.enum[0];
  const [first] = data.anyOf ?? data.oneOf ?? [];
  if (first !== undefined) return exampleOf(first, name);
  if (data.allOf) return Object.assign({}, ...data.allOf.map((part) => exampleOf(part, name)));
  if (data.type === undefined && data.default !== undefined) return data.default;
  return valueOf(data, name);
}
