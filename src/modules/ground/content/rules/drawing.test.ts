import { describe, expect, test } from 'vitest';
import { looksDrawn, readDrawing } from './drawing.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const NS = 'xmlns="http://www.w3.org/2000/svg"';
const drawing = (inner: string, root = 'viewBox="0 0 40 20"'): Uint8Array => bytes(`<svg ${NS} ${root}>${inner}</svg>`);
const read = (inner: string, root?: string) => readDrawing(drawing(inner, root));

describe('a drawing', () => {
  test('of shapes, words and colours is kept, written anew, and stays as it is when it is read again', () => {
    const found = read(
      '<title>Rak &amp; buku</title><defs><linearGradient id="g"><stop offset="0" stop-color="#22386b"/></linearGradient>' +
        '<clipPath id="c"><rect width="4" height="4"/></clipPath></defs><!-- catatan -->' +
        '<g style="fill:url(#g); stroke-width:2" clip-path="url(#c)"><path d="M0 0h4v4z"/></g>' +
        '<text x="1" y="2" font-family="Noto Sans, sans-serif" transform="rotate(-4 1 2)">A &lt; B</text>',
    );
    expect(found).toMatchObject({ width: 40, height: 20 });
    const svg = 'svg' in found ? found.svg : '';
    expect(svg).toContain('<g clip-path="url(#c)" fill="url(#g)" stroke-width="2">');
    expect(svg).toContain('A &lt; B');
    expect(svg).not.toMatch(/style=|catatan/);
    expect(readDrawing(bytes(svg))).toEqual(found);
  });

  test('without a box has the size that it says, and one without any is none', () => {
    expect(read('<rect width="1" height="1"/>', 'width="300px" height="200"')).toMatchObject({
      width: 300,
      height: 200,
    });
    for (const root of ['', 'width="0" height="9"', 'viewBox="0 0 4"', 'viewBox="0 0 Infinity 4"', 'viewBox="a b c d"'])
      expect(read('', root), root).toEqual({ why: 'unreadable' });
    expect(read('', 'viewBox="0 0 90000 4"')).toEqual({ why: 'large' });
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an act', '<rect onload="alert(1)"/>'],
    ['an act in capitals', '<rect ONCLICK="alert(1)"/>'],
    ['a page in it', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>'],
    ['a picture of elsewhere', '<image href="https://jahat.example/a.png"/>'],
    ['a link', '<a href="javascript:alert(1)"><rect/></a>'],
    ['a part of elsewhere', '<use href="https://jahat.example/a.svg#b"/>'],
    ['a part of itself many times over', '<use href="#a"/>'],
    ['an old link', '<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>'],
    ['a style that fetches', '<rect style="fill:url(https://jahat.example/a)"/>'],
    ['a style that imports', '<style>@import url(https://jahat.example)</style>'],
    ['a colour that fetches', '<rect fill="url(https://jahat.example/a#b)"/>'],
    ['a colour that fetches, hidden', String.raw`<rect fill="u\72l(https://jahat.example)"/>`],
    ['a colour that fetches by its signs', '<rect fill="&#117;rl(//jahat.example)"/>'],
    ['a function that we do not know', '<rect style="fill:image-set(a)"/>'],
    ['a function without a name', '<rect fill="(a)"/>'],
    ['a cursor', '<rect style="cursor:url(a)"/>'],
    ['something that moves', '<rect><animate attributeName="href" to="javascript:alert(1)"/></rect>'],
    ['something that is set', '<set attributeName="onload" to="alert(1)"/>'],
    ['a filter', '<filter id="f"/>'],
    ['a drawing in a drawing', '<svg viewBox="0 0 1 1"/>'],
    ['an element of another language', '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'],
    ['CDATA', '<text><![CDATA[<script>alert(1)</script>]]></text>'],
    ['an instruction', '<?xml-stylesheet href="https://jahat.example/a.css"?>'],
    ['a clip of a clip', '<clipPath id="a"><rect clip-path="url(#b)"/></clipPath>'],
    ['a name that ends its tag', `<rect id="a&quot;&gt;&lt;script&gt;"/>`],
    ['a base', '<g xml:base="https://jahat.example/"/>'],
  ])('with %s is refused, and says what of it', (_, inner) => {
    expect(read(inner)).toMatchObject({ why: 'unsafe', what: expect.stringMatching(/./) as unknown });
  });

  test('with entities, a document type, signs that are none or an end that is missing is refused', () => {
    const billion = `<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg ${NS} viewBox="0 0 1 1"><text>&a;</text></svg>`;
    expect(readDrawing(bytes(billion))).toEqual({ why: 'unsafe', what: 'DOCTYPE' });
    for (const text of [
      `<svg ${NS} viewBox="0 0 1 1"><text>&a;</text></svg>`,
      `<svg ${NS} viewBox="0 0 1 1"><g></svg>`,
      `<svg ${NS} viewBox="0 0 1 1"/><svg ${NS} viewBox="0 0 1 1"/>`,
      `<svg ${NS} viewBox="0 0 1 1">kata</svg>`,
      `<svg ${NS} viewBox="0 0 1 1"><text>a\0b</text></svg>`,
      '<',
      '',
    ])
      expect(readDrawing(bytes(text)), text).toEqual({ why: 'unreadable' });
    expect(readDrawing(Uint8Array.of(0x3c, 0xff, 0xfe))).toEqual({ why: 'unreadable' });
    expect(readDrawing(bytes('<html><script>1</script></html>'))).toMatchObject({ why: 'unsafe' });
  });

  test('that would keep whoever draws it busy is refused, however short it is', () => {
    expect(read('<path d="M0 0H1e9" stroke-dasharray="1 1"/>')).toEqual({ why: 'large' });
    expect(read('<path d="M0 0H900000"/>')).toEqual({ why: 'large' });
    expect(read('<path d="M0 0H40" stroke-dasharray="0.001"/>')).toEqual({ why: 'large' });
    for (const dashes of ['1px', '0.001px', '1%', '4 2px', '1e3', '.'])
      expect(read(`<path d="M0 0H40" stroke-dasharray="${dashes}"/>`), dashes).toEqual({ why: 'large' });
    expect(read(`<g stroke-dasharray="4 0">${'<line x2="999"/>'.repeat(100)}</g>`)).toEqual({ why: 'large' });
    expect(read('<g stroke-dasharray="4 2"><g stroke-dasharray="none"><line x2="9"/></g></g>')).toMatchObject({
      width: 40,
    });
    expect(read('<g stroke-dasharray="4 2"><path d="' + 'h9'.repeat(5000) + '"/></g>')).toEqual({ why: 'large' });
    expect(read('<g opacity="0.5">'.repeat(5) + '</g>'.repeat(5))).toEqual({ why: 'large' });
    expect(read(`<text>${'A'.repeat(4001)}</text>`)).toEqual({ why: 'large' });
    expect(read(`<path d="M${'0 9'.repeat(40_000)}"/>`)).toEqual({ why: 'large' });
    expect(read(`<rect fill="${'a'.repeat(500_000)}"/>`)).toMatchObject({ width: 40 });
    expect(read('<path d="M0 0.1234567 1e-7" fill="#112233" stroke-dasharray="4,2"/>')).toMatchObject({ width: 40 });
    expect(read('<path d="M0 0" stroke-dasharray="none"/>')).toMatchObject({ width: 40 });
  });

  test('of more elements, of more levels or of more letters than anybody draws is refused', () => {
    expect(read('<rect/>'.repeat(3001))).toEqual({ why: 'large' });
    expect(read('<g>'.repeat(40) + '</g>'.repeat(40))).toEqual({ why: 'large' });
    expect(read(`<path d="${'M0 0'.repeat(200_000)}"/>`)).toEqual({ why: 'large' });
  });
});

test('what begins with markup is looked at as a drawing, a photograph is not', () => {
  expect([drawing(''), bytes('\ufeff\n <?xml version="1.0"?><svg/>')].map(looksDrawn)).toEqual([true, true]);
  expect([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), Uint8Array.of(0x89, 0x50), new Uint8Array()].map(looksDrawn)).toEqual([
    ...[false, false, false],
  ]);
});
