import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const templates = globSync('src/modules/*/*/templates/*.typ').filter((file) => {
  const text = readFileSync(file, 'utf8');
  return /\bletterhead\(/.test(text) || file.endsWith('certificate.typ');
});

test('whoever prints a paper with a kop sends the logo along', () => {
  expect(templates.length).toBeGreaterThan(12);
  const sources = globSync('src/modules/*/*/*.ts').map((file) => [file, readFileSync(file, 'utf8')] as const);
  const without = templates.filter((template) => {
    const [, , wing = '', module = ''] = template.split('/');
    const printers = sources.filter(
      ([file, text]) => file.startsWith(`src/modules/${wing}/${module}/`) && /renderPdf\(/.test(text),
    );
    const name = template.split('/').at(-1) ?? '';
    const own = printers.filter(([, text]) => text.includes(`templates/${name}`));
    return !(own.length > 0 ? own : printers).every(([, text]) => /withLogo|letterheadLogo/.test(text));
  });
  expect(without).toEqual([]);
});
