import { expect, test } from 'vitest';
import { drawnBars, drawnData, drawnQr } from './drawings.ts';
import { qrSvg } from './qr.ts';

test('a code is its text until the paper is set, and SVG for the template, however deep it lies', async () => {
  const data = {
    title: '$draw',
    rows: [{ svg: drawnQr('https://perpus.example/q/A'), none: '' }],
    bars: drawnBars('A100'),
  };
  // what a request hands on: a thousand codes cost it nothing
  expect(JSON.stringify(data)).not.toContain('<svg');
  const drawn: unknown = JSON.parse(await drawnData(data));
  const bars: unknown = expect.stringMatching(/^<svg .*h\d+v1h-\d+z"\/><\/svg>$/);
  expect(drawn).toEqual({ title: '$draw', rows: [{ svg: qrSvg('https://perpus.example/q/A'), none: '' }], bars });
});
