import fc from 'fast-check';
import type { Block, Span } from '../blocks.ts';

const SIGNS = [
  '*',
  '**',
  '_',
  '__',
  '[',
  ']',
  '(',
  ')',
  '\\',
  '`',
  '<b>',
  '&amp;',
  '&#42;',
  '!',
  '![',
  '#',
  '# ',
  '- ',
  '+ ',
  '1. ',
  '2)',
  '> ',
  '|',
  ': ',
  '---',
  '===',
  '{tombol}',
  '{berkas}',
  '[!TRANSKRIP]',
  '$$',
  '{{record:1}}',
  '— ',
  '~~~',
  '```',
];
const WORDS = [
  'buku',
  'Sabtu',
  'é',
  '🙂',
  'https://a.id/x',
  'HTTP://b',
  'www.a.id',
  'a@b.id',
  'snake_case',
  '\u00a0',
  '\n',
  ' ',
  '\u200b',
];

/** Words of people with all the signs that mean something somewhere. */
export const anyText = fc.oneof(
  fc.array(fc.constantFrom(...SIGNS, ...WORDS), { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const anyAddress = fc.constantFrom(
  '/a',
  '/b_c*d',
  '#x',
  'https://a.id/x',
  'https://a.id/(b)',
  'https://a.id/(',
  'https://a.id/?a=1&amp;b=2&lt;',
  'mailto:a@b.id',
  'tel:+62-21',
  'javascript:alert(1)',
  'https://a.id/[b]',
);

const anySpan: fc.Arbitrary<Span> = fc.oneof(
  fc.record(
    { text: anyText, bold: fc.constant(true as const), italic: fc.constant(true as const), href: anyAddress },
    { requiredKeys: ['text'] },
  ),
  fc.record({ text: anyText }),
  anyAddress.map((href) => ({ text: href, href })),
);
/** Words with all marks and links, safe ones and others. */
export const anySpans = fc.array(anySpan, { maxLength: 6 });

const picture = fc.record({ pictureId: fc.integer({ min: 1, max: 99 }), alt: anyText, caption: anyText });

const file = { fileId: fc.integer({ min: 1, max: 99 }), label: anyText };
const anyTex = fc.oneof(
  anyText,
  fc.constantFrom(
    'E = mc^2',
    '\\frac{a}{b}\n% catatan\n+ \\text{harga \\$}',
    '- x',
    'a | b',
    '5\\$',
    '\\frac{1',
    ': a',
  ),
);

/** A block of any kind, as nobody would write it. */
export const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(2 as const, 3 as const), text: anyText }),
  fc.record({ kind: fc.constant('text' as const), spans: anySpans }),
  fc.record({ kind: fc.constant('list' as const), ordered: fc.boolean(), items: fc.array(anySpans, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('quote' as const), spans: anySpans, source: anyText }),
  picture.map((of) => ({ kind: 'picture' as const, ...of })),
  fc.record({ kind: fc.constant('gallery' as const), pictures: fc.array(picture, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('table' as const),
    head: fc.boolean(),
    rows: fc.array(fc.array(anyText, { maxLength: 4 }), { maxLength: 4 }),
    caption: anyText,
  }),
  fc.record({
    kind: fc.constant('callout' as const),
    tone: fc.constantFrom('note' as const, 'warn' as const),
    spans: anySpans,
  }),
  fc.record({ kind: fc.constant('button' as const), label: anyText, href: anyAddress }),
  fc.record({ kind: fc.constant('file' as const), ...file }),
  fc.record({ kind: fc.constantFrom('audio' as const, 'video' as const), ...file, spans: anySpans }),
  fc.record({ kind: fc.constant('formula' as const), tex: anyTex, alt: anyText }),
  fc.record({ kind: fc.constant('embed' as const), embed: fc.constantFrom('record', 'program'), ref: anyText }),
);
