import { expect, test } from 'vitest';
import { readScan } from './read-scan.ts';

const read = (text: string) => readScan(text, ['https://pustaka.example', 'http://10.0.0.7:8080']);

test('a short link, a shelf or a title of this library is followed; an address of somebody else is not', () => {
  expect(read('https://pustaka.example/q/AB12')).toEqual({ kind: 'address', path: '/q/AB12' });
  expect(read('Lihat https://pustaka.example/katalog/7?x=1 ya')).toEqual({ kind: 'address', path: '/katalog/7?x=1' });
  expect(read('http://10.0.0.7:8080/q/AB12')).toEqual({ kind: 'address', path: '/q/AB12' });
  expect(read('https://pustaka.example//jahat.example/x')).toEqual({ kind: 'address', path: '/jahat.example/x' });
  expect(read('https://jahat.example/q/AB12')).toEqual({ kind: 'elsewhere', host: 'jahat.example' });
  expect(read('https://pustaka.example.jahat.example/')).toEqual({
    kind: 'elsewhere',
    host: 'pustaka.example.jahat.example',
  });
});

test('the ISBN is found in a barcode, in print, in shared words and in the address of a bookshop', () => {
  for (const text of [
    '9789793062792',
    '978-979-3062-79-2',
    'ISBN 979-3062-79-7',
    'Laskar Pelangi (ISBN: 978-979-3062-79-2), bagus sekali',
    'https://toko.example/buku/9789793062792?ref=hp',
  ])
    expect(read(text), text).toEqual({ kind: 'isbn', isbn: '9789793062792' });
});

test('digits that only look like an ISBN are a code, and nothing is nothing', () => {
  expect(read('9789793062793')).toEqual({ kind: 'code', code: '9789793062793' });
  expect(read(' B-019855 ')).toEqual({ kind: 'code', code: 'B-019855' });
  expect(read('  ')).toEqual({ kind: 'nothing' });
});
