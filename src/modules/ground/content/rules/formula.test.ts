import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFormula, tidyFormula, type MathNode } from './formula.ts';

/** A formula as text, to look at. */
const written = (node: MathNode | string): string =>
  typeof node === 'string'
    ? node
    : `<${node.tag}${Object.entries(node.attributes)
        .map(([name, value]) => ` ${name}="${value}"`)
        .join('')}>${node.children.map(written).join('')}</${node.tag}>`;
const drawn = (tex: string): string => {
  const read = readFormula(tex);
  return 'math' in read ? (read.math ? written(read.math) : '') : JSON.stringify(read);
};

test('a formula in LaTeX is drawn as MathML, without styles', () => {
  expect(drawn('E = mc^2')).toBe(
    '<math display="block"><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow></math>',
  );
  expect(drawn('\\frac{a}{b}\n% catatan\n+ 15\\%')).toContain('<mfrac><mi>a</mi><mi>b</mi></mfrac><mo>+</mo>');
  expect(drawn('\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}')).toContain('<mtr><mtd><mn>1</mn></mtd>');
  expect(drawn('\\boxed{y} + \\overline{ab}')).toMatch(/class="rumus-kotak".*class="tml-overline"/);
  expect(drawn('\\color{red}{x}')).toBe('<math display="block"><mrow><mi>x</mi></mrow></math>');
  expect(drawn(' % hanya catatan')).toBe('');
});

test('words in a formula are words, whatever they look like', () => {
  const read = readFormula('\\text{<img src=x onerror=a>} <script>');
  const tags = (node: MathNode | string): string[] =>
    typeof node === 'string' ? [] : [node.tag, ...node.children.flatMap(tags)];
  if (!('math' in read) || !read.math) throw new Error('it is no formula');
  expect(new Set(tags(read.math))).toEqual(new Set(['math', 'mrow', 'mtext', 'mo', 'mi']));
});

test('commands that lead elsewhere, bring something in or make others are refused by their name', () => {
  for (const [tex, command] of [
    ['\\href{javascript:alert(1)}{x}', '\\href'],
    ['\\url{https://a.id}', '\\url'],
    ['\\includegraphics{https://a.id/x.png}', '\\includegraphics'],
    ['\\def\\a{\\a\\a}\\a', '\\def'],
    ['\\gdef\\a{b}', '\\gdef'],
    ['\\newcommand{\\a}{b}', '\\newcommand'],
    ['\\class{x}{y}', '\\class'],
    ['\\style{color:red}{c}', '\\style'],
  ] as const)
    expect(readFormula(tex)).toEqual({ why: 'command', command });
  // a longer name is another command
  expect(drawn('\\definitely')).toMatch(/unreadable/);
});

test('a line break before letters is no command, and no length pushes the page aside', () => {
  expect(drawn('a \\\\data')).toContain('<mi>d</mi>');
  expect(readFormula('a \\\\\\href{x}{y}')).toEqual({ why: 'command', command: '\\href' });
  for (const wide of ['\\kern9999em x', '\\hspace{9999em} x', 'x \\rule{9999em}{1em}', '\\raisebox{-9999em}{x}'])
    expect([wide, readFormula(wide)]).toEqual([wide, { why: 'too_deep' }]);
  expect(drawn('a \\quad b')).toContain('mspace');
});

test('a formula in which nothing is to be seen is none, and more than anybody reads is too much', () => {
  for (const empty of ['\\text{}', '\\quad', '{}']) expect(readFormula(empty)).toMatchObject({ why: 'unreadable' });
  expect(readFormula('x+'.repeat(300))).toEqual({ why: 'too_deep' });
  expect(drawn('\\sqrt{}')).toContain('msqrt');
});

test('a formula that many ask for is drawn once', () => {
  expect(readFormula('a^2 + b^2')).toBe(readFormula('a^2 + b^2'));
});

test('it is told near which letters a formula cannot be read', () => {
  expect(readFormula('x + \\nope{y} + z')).toEqual({ why: 'unreadable', near: '\\nope{y} + z' });
  expect(readFormula('\\frac{1')).toEqual({ why: 'unreadable', near: '\\frac{1' });
  expect(readFormula('a $$ b')).toMatchObject({ why: 'unreadable' });
  expect(readFormula('x'.repeat(20_000))).toEqual({ why: 'too_long' });
  expect(readFormula(`${'\\sqrt{'.repeat(200)}x${'}'.repeat(200)}`)).toEqual({ why: 'too_deep' });
});

test('whatever is typed, a formula or a reason comes of it, and no more than elements of MathML', () => {
  const part = fc.constantFrom(
    ...['\\frac', '{', '}', '^', '_', '\\left(', '\\right)', '&', '\\\\', 'x', '\\sqrt', '[3]', '$', '%', '\n', '#1'],
    ...[
      '\\begin{matrix}',
      '\\end{matrix}',
      '\\text',
      '\\color{red}',
      '\\over',
      '\\limits',
      '~',
      '"',
      "'",
      '<',
      '\u202e',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 30 }), (parts) => {
      const tex = parts.join('');
      const text = drawn(tex);
      expect(text).not.toMatch(/\s(?:style|href|src|on\w+)=/);
      expect(tidyFormula(tidyFormula(tex))).toBe(tidyFormula(tex));
    }),
    { numRuns: 2000 },
  );
});
