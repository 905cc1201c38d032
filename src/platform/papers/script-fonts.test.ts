import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { fontsFor, plainFont } from './script-fonts.ts';

const { root } = readConfig({});

test('fonts of other scripts are read only where a text has such letters', async () => {
  expect(await fontsFor('Siti Aminah, é ñ', root)).toEqual([]);
  expect(await fontsFor('{"name":"陳慧玲"}', root)).toHaveLength(2);
  expect(await fontsFor('ꦱꦸꦫ 陳', root)).toHaveLength(4);
});

test('a packed font comes out whole: its tables lie where its head says', async () => {
  const [font] = await fontsFor('ꦱ', root);
  if (!font) throw new Error('no font');
  const count = font.readUInt16BE(4);
  expect(count).toBeGreaterThan(8);
  for (let nth = 0; nth < count; nth += 1) {
    const at = 12 + nth * 16;
    expect(font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12)).toBeLessThanOrEqual(font.length);
  }
  expect(plainFont(font)).toBe(font);
});
