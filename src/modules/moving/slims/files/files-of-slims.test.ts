import { expect, test } from 'vitest';
import { FILES_OF_SLIMS } from './files-of-slims.ts';

test.for([
  ['images/docs/a.jpg', 'docs a.jpg'],
  ['./Images/DOCS/a.jpg', 'docs a.jpg'],
  ['slims\\images\\persons\\b.png', 'persons b.png'],
  ['repository/buku/c.pdf', 'repository buku/c.pdf'],
  ['repository/docs/c.pdf', 'repository docs/c.pdf'],
  ['images/a.jpg', null],
  ['/images/docs/a.jpg', null],
  ['C:/images/docs/a.jpg', null],
  ['images/docs/../docs/a.jpg', null],
  ['images/docs/..', null],
  ['images/docs/a\0.jpg', null],
  ['images/docs/', null],
] as const)('%s is taken for %s', ([path, wanted]) => {
  const place = FILES_OF_SLIMS.placeOf(path);
  expect(place && `${FILES_OF_SLIMS.areas[place.kind]} ${place.name}`).toBe(wanted);
});
