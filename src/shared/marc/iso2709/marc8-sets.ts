/**
 * The MARC-8 character sets as Unicode, from the Library of Congress code tables ("MARC 21 Specifications for Record
 * Structure, Character Sets, and Exchange Media", MARC-8 to Unicode mappings). East Asian (EACC) is
 * in `eacc-table.ts`: its characters have three bytes.
 *
 * A set is designated by its final byte; its 94 places are 0x21-0x7E, or 0xA1-0xFE when it is the upper set.
 */
export interface Marc8Set {
  /** Code point at place 0x20-0x7F, 0 where the set has none. */
  points: Uint16Array;
  /** 1 where the character is a combining mark (in MARC-8 it comes before its letter). */
  combining: Uint8Array;
}

/** First place, and either the code points in hexadecimal ("-" for none) or [first code point, how many]. */
type Run = readonly [place: number, points: string | readonly [first: number, count: number]];

const build = (runs: readonly Run[], marks: readonly (readonly [first: number, last: number])[] = []): Marc8Set => {
  const set: Marc8Set = { points: new Uint16Array(96), combining: new Uint8Array(96) };
  for (const [place, points] of runs) {
    if (typeof points === 'string') {
      points.split(' ').forEach((hex, i) => {
        set.points[place - 0x20 + i] = hex === '-' ? 0 : Number.parseInt(hex, 16);
      });
    } else {
      for (let i = 0; i < points[1]; i += 1) set.points[place - 0x20 + i] = points[0] + i;
    }
  }
  for (const [first, last] of marks) set.combining.fill(1, first - 0x20, last - 0x20 + 1);
  return set;
};

const ASCII_PUNCTUATION_AND_DIGITS: Run = [0x21, [0x21, 31]];

const ansel = build(
  [
    [0x21, '141 d8 110 de c6 152 2b9 b7 266d ae b1 1a0 1af 2bc'],
    [0x30, '2bb 142 f8 111 fe e6 153 2ba 131 a3 f0 - 1a1 1b0'],
    [0x40, 'b0 2113 2117 a9 266f bf a1 df 20ac'],
    [0x60, '309 300 301 302 303 304 306 307 308 30c 30a 361 fe21 315 30b 310'],
    [0x70, '327 328 323 324 325 333 332 326 31c 32e 360 fe23 - - 313'],
  ],
  [[0x60, 0x7e]],
);

const basicHebrew = build(
  [
    ASCII_PUNCTUATION_AND_DIGITS,
    [0x22, '5f4'],
    [0x27, '5f3'],
    [0x2d, '5be'],
    [0x40, '5b7 5b8 5b6 5b5 5b4 5b9 5bb 5b0 5b2 5b3 5b1 5bc 5bf 5c1 fb1e'],
    [0x5b, '5b - 5d'],
    [0x60, [0x5d0, 27]],
    [0x7b, [0x5f0, 3]],
  ],
  [[0x40, 0x4e]],
);

const basicArabic = build(
  [
    ASCII_PUNCTUATION_AND_DIGITS,
    [0x25, '66a'],
    [0x2a, '66d'],
    [0x2c, '60c'],
    [0x30, [0x660, 10]],
    [0x3b, '61b'],
    [0x3f, '61f'],
    [0x41, [0x621, 26]],
    [0x5b, '5b - 5d'],
    [0x60, [0x640, 19]],
    [0x73, '671 670'],
    [0x78, '66c 201d 201c'],
  ],
  [[0x6b, 0x72]],
);

const extendedArabic = build(
  [
    [0x21, '6fd 672 673'],
    [0x24, [0x679, 14]],
    [0x32, '6bf 687 688 689 68a 68b 68c 68d 68e 68f 690 691 692 693 694 695 696 697 698 699 69a 69b 69c 6fa'],
    [0x4a, '69d 69e 6fb 69f 6a0 6fc 6a1'],
    [0x51, [0x6a2, 23]],
    [0x68, '6ba 6bb 6bc 6bd 6b9 6be 6c0 6c4 6c5 6c6 6ca 6cb 6cd 6ce 6d0 6d2 6d3'],
    [0x7d, '306 30c'],
  ],
  [[0x7d, 0x7e]],
);

const cyrillicLower =
  '44e 430 431 446 434 435 444 433 445 438 439 43a 43b 43c 43d 43e 43f 44f 440 441 442 443 436 432 44c 44b 437 448 44d 449 447';
const cyrillicUpper =
  '42e 410 411 426 414 415 424 413 425 418 419 41a 41b 41c 41d 41e 41f 42f 420 421 422 423 416 412 42c 42b 417 428 42d 429 427';

const basicCyrillic = build([
  ASCII_PUNCTUATION_AND_DIGITS,
  [0x40, cyrillicLower],
  [0x5f, '44a'],
  [0x60, cyrillicUpper],
]);

const extendedCyrillic = build([
  [0x40, '491 452 453 454 451 455 456 457 458 459 45a 45b 45c 45e 45f - 463 473 475 46b'],
  [0x5b, '5b - 5d - 5f'],
  [0x60, '490 402 403 404 401 405 406 407 408 409 40a 40b 40c 40e 40f 42a 462 472 474 46a'],
]);

const basicGreek = build(
  [
    [0x21, '300 301 308 342 313 314 345'],
    [0x30, 'ab bb 201c 201d 374 375'],
    [0x3b, '387 - - - 37e'],
    [0x41, '391 392 - 393 394 395 3da 3dc 396 397 398 399 39a 39b 39c 39d 39e 39f 3a0 3de 3a1 3a3 -'],
    [0x58, '3a4 3a5 3a6 3a7 3a8 3a9 3e0'],
    [0x61, '3b1 3b2 3d0 3b3 3b4 3b5 3db 3dd 3b6 3b7 3b8 3b9 3ba 3bb 3bc 3bd 3be 3bf 3c0 3df 3c1 3c3 3c2'],
    [0x78, '3c4 3c5 3c6 3c7 3c8 3c9 3e1'],
  ],
  [[0x21, 0x27]],
);

/** The sets by their final byte (as a character). */
export const MARC8_SETS: Readonly<Record<string, Marc8Set>> = {
  B: build([[0x21, [0x21, 94]]]),
  E: ansel,
  '2': basicHebrew,
  '3': basicArabic,
  '4': extendedArabic,
  N: basicCyrillic,
  Q: extendedCyrillic,
  S: basicGreek,
  g: build([[0x61, [0x3b1, 3]]]),
  b: build([
    [0x28, '208d 208e - 208a - 208b'],
    [0x30, [0x2080, 10]],
  ]),
  p: build([
    [0x28, '207d 207e - 207a - 207b'],
    [0x30, '2070 b9 b2 b3 2074 2075 2076 2077 2078 2079'],
  ]),
};
