/** The pictures by which pupils are known at the door of their class, from 1 to 40. */

/** A colour of the house: nila, kunyit, soga, green, red, grey, the ground, or that of words. */
export type Tone = 'n' | 'k' | 's' | 'h' | 'm' | 'g' | 'b' | 't';
/** Drawn one over the other, on a square of 48. */
export type Picture = readonly (readonly [tone: Tone, path: string])[];

const oval = (x: number, y: number, a: number, b: number): string =>
  `M${x - a} ${y}a${a} ${b} 0 1 0 ${2 * a} 0a${a} ${b} 0 1 0 ${-2 * a} 0z`;
const dot = (x: number, y: number, r: number): string => oval(x, y, r, r);

/** In the order of their numbers. */
export const PICTURE_NAMES = [
  ...(['cat', 'fish', 'bird', 'butterfly', 'snail', 'turtle', 'rabbit', 'bee', 'ladybird', 'chick'] as const),
  ...(['apple', 'banana', 'cherry', 'grapes', 'watermelon', 'carrot', 'mushroom', 'corn', 'flower', 'tree'] as const),
  ...(['leaf', 'sun', 'moon', 'star', 'cloud', 'mountain', 'drop', 'umbrella', 'house', 'boat'] as const),
  ...(['car', 'kite', 'ball', 'balloon', 'key', 'book', 'pencil', 'clock', 'cup', 'bell'] as const),
];
export type PictureName = (typeof PICTURE_NAMES)[number];

const DRAWN: Record<PictureName, Picture> = {
  cat: [
    ['k', 'M10 8l8 8h12l8-8v20a14 13 0 0 1-28 0z'],
    ['t', `${dot(18, 25, 2)}${dot(30, 25, 2)}M21 31h6l-3 4z`],
  ],
  fish: [
    ['n', `${oval(21, 24, 15, 10)}M34 24l10-9v18z`],
    ['b', dot(13, 21, 2.5)],
  ],
  bird: [
    ['s', `${oval(24, 27, 13, 10)}${dot(34, 17, 7)}M12 24L2 20l4 12z`],
    ['k', 'M40 15l7 2-7 3z'],
    ['b', dot(35, 16, 1.5)],
  ],
  butterfly: [
    ['m', oval(14, 17, 10, 9) + oval(34, 17, 10, 9) + dot(16, 33, 8) + dot(32, 33, 8)],
    ['t', 'M22.5 10h3v30h-3z'],
  ],
  snail: [
    ['s', 'M4 38c0-8 2-14 2-22h3c1 8 3 13 9 16h24c2 0 2 6 0 6z'],
    ['k', dot(28, 22, 14)],
    ['b', dot(28, 22, 5)],
  ],
  turtle: [
    ['h', 'M8 30a16 15 0 0 1 32 0z'],
    ['s', `${oval(43, 28, 5, 4)}M12 30h6v8h-6zM30 30h6v8h-6z`],
  ],
  rabbit: [
    ['g', oval(17, 13, 4, 11) + oval(31, 13, 4, 11) + dot(24, 31, 13)],
    ['t', `${dot(19, 29, 2)}${dot(29, 29, 2)}M22 34h4l-2 3z`],
  ],
  bee: [
    ['g', oval(18, 13, 6, 8) + oval(30, 13, 6, 8)],
    ['k', oval(24, 28, 15, 10)],
    ['t', 'M17 19h4v18h-4zM27 19h4v18h-4z'],
  ],
  ladybird: [
    ['m', dot(24, 27, 15)],
    ['t', `${dot(24, 11, 7)}M23 16h2v26h-2z${dot(16, 24, 3)}${dot(32, 24, 3)}${dot(17, 34, 3)}${dot(31, 34, 3)}`],
  ],
  chick: [
    ['k', dot(24, 16, 10) + oval(24, 33, 15, 12)],
    ['s', 'M22 17h6l-3 5z'],
    ['t', dot(20, 14, 1.8) + dot(29, 14, 1.8)],
  ],
  apple: [
    ['m', 'M24 14c8-6 18 0 16 12-1 10-9 18-16 14-7 4-15-4-16-14-2-12 8-18 16-12z'],
    ['h', 'M24 13c0-6 4-10 10-10 0 6-4 10-10 10z'],
  ],
  banana: [
    ['k', 'M10 8c0 20 10 30 30 30l2-5c-16-2-24-10-27-26z'],
    ['s', 'M9 4h7v5H9z'],
  ],
  cherry: [
    ['h', 'M13 26C16 16 22 9 32 5l2 2C24 12 18 18 15 27zM33 26c-1-8-3-14-6-19l3-1c3 6 5 12 6 20z'],
    ['m', dot(14, 34, 9) + dot(34, 34, 9)],
  ],
  grapes: [
    ['h', 'M23 4h4v9h-4z'],
    ['n', dot(14, 18, 6) + dot(25, 18, 6) + dot(36, 18, 6) + dot(19, 28, 6) + dot(30, 28, 6) + dot(25, 38, 6)],
  ],
  watermelon: [
    ['h', 'M4 16h40a20 20 0 0 1-40 0z'],
    ['m', 'M8 16h32a16 16 0 0 1-32 0z'],
    ['t', dot(17, 22, 1.6) + dot(24, 26, 1.6) + dot(31, 22, 1.6)],
  ],
  carrot: [
    ['h', 'M17 15l-6-12 8 6 5-8 5 8 8-6-6 12z'],
    ['k', 'M14 16h20L24 46z'],
  ],
  mushroom: [
    ['g', 'M18 24h12v18H18z'],
    ['m', 'M4 24a20 18 0 0 1 40 0z'],
    ['b', dot(15, 17, 3) + dot(27, 13, 3) + dot(35, 19, 2.5)],
  ],
  corn: [
    ['k', oval(24, 22, 9, 18)],
    ['h', 'M10 18c2 14 6 20 13 26-10 0-15-12-13-26zM38 18c-2 14-6 20-13 26 10 0 15-12 13-26z'],
  ],
  flower: [
    ['m', dot(24, 12, 8) + dot(36, 21, 8) + dot(31, 35, 8) + dot(17, 35, 8) + dot(12, 21, 8)],
    ['k', dot(24, 25, 7)],
  ],
  tree: [
    ['s', 'M21 26h6v18h-6z'],
    ['h', dot(24, 15, 12) + dot(14, 22, 9) + dot(34, 22, 9)],
  ],
  leaf: [
    ['h', 'M6 42C4 18 18 6 42 6c0 24-12 36-32 34z'],
    ['b', 'M10 40L32 16l2 2-22 24z'],
  ],
  sun: [
    [
      'k',
      `${dot(24, 24, 11)}M22 2h4v8h-4zM22 38h4v8h-4zM2 22h8v4H2zM38 22h8v4h-8zM8 11l3-3 5 5-3 3zM32 35l3-3 5 5-3 3zM8 37l5-5 3 3-5 5zM32 13l5-5 3 3-5 5z`,
    ],
  ],
  moon: [['k', 'M32 6a19 19 0 1 0 10 28A16 16 0 0 1 32 6z']],
  star: [['k', 'M24 3l6 14 15 1-12 10 4 15-13-8-13 8 4-15L3 18l15-1z']],
  cloud: [
    ['n', dot(15, 28, 9) + dot(27, 21, 12) + dot(37, 29, 8)],
    ['n', 'M14 27h24v10H14z'],
  ],
  mountain: [
    ['s', 'M2 42L18 10l8 14 5-7 15 25z'],
    ['b', 'M18 10l5 9-5 3-5-2z'],
  ],
  drop: [['n', 'M24 3c8 12 14 18 14 27a14 14 0 0 1-28 0c0-9 6-15 14-27z']],
  umbrella: [
    ['t', 'M22.5 24h3v15a5 5 0 0 1-10 0h3a2 2 0 0 0 4 0z'],
    ['m', 'M4 24a20 18 0 0 1 40 0z'],
  ],
  house: [
    ['g', 'M8 22h32v21H8z'],
    ['m', 'M24 4l21 18H3z'],
    ['s', 'M20 29h8v14h-8z'],
  ],
  boat: [
    ['s', 'M4 32h40l-8 11H12z'],
    ['n', 'M23 4v25H8z'],
    ['k', 'M26 10v19h12z'],
  ],
  car: [
    ['n', 'M8 18l5-9h20l6 9h5v15H4V18z'],
    ['b', 'M15 12h7v6h-10zM26 12h6l4 6H26z'],
    ['t', dot(14, 34, 6) + dot(34, 34, 6)],
  ],
  kite: [
    ['t', 'M24 36c-6 4 6 6 0 10h-2c6-4-6-6 0-10z'],
    ['m', 'M24 2l14 16-14 18L10 18z'],
    ['k', 'M24 2v34L10 18z'],
  ],
  ball: [
    ['m', dot(24, 24, 19)],
    ['k', 'M24 5a19 19 0 0 1 0 38z'],
    ['b', dot(24, 24, 6)],
  ],
  balloon: [
    ['t', 'M23 36h2v10h-2zM20 38h8l-4-6z'],
    ['n', oval(24, 19, 14, 17)],
  ],
  key: [
    ['k', `${dot(13, 24, 10)}M22 21h23v11h-5v-5h-4v5h-5v-5h-9z`],
    ['b', dot(13, 24, 4)],
  ],
  book: [['n', 'M4 9c8-3 14-2 19 2v31c-5-4-11-5-19-2zM44 9c-8-3-14-2-19 2v31c5-4 11-5 19-2z']],
  pencil: [
    ['k', 'M10 32L34 8l7 7-24 24z'],
    ['s', 'M10 32l7 7-11 4z'],
    ['m', 'M34 8l4-4 7 7-4 4z'],
  ],
  clock: [
    ['s', dot(24, 24, 20)],
    ['b', dot(24, 24, 15)],
    ['t', 'M22.5 12h3v11l8 5-1.5 2.5-9.5-6z'],
  ],
  cup: [['m', 'M6 12h28v18a10 10 0 0 1-10 10h-8A10 10 0 0 1 6 30zM34 16h4a7 8 0 0 1 0 16h-4v-4h3a4 4 0 0 0 0-8h-3z']],
  bell: [
    ['s', dot(24, 40, 5)],
    ['k', 'M24 4a12 13 0 0 1 12 13c0 12 3 14 6 18H6c3-4 6-6 6-18A12 13 0 0 1 24 4z'],
  ],
};

/** The name of a picture by its number; one that there is not is the first. */
export const pictureName = (number: number): PictureName => PICTURE_NAMES[number - 1] ?? 'cat';
/** The drawing with a number. */
export const pictureAt = (number: number): Picture => DRAWN[pictureName(number)];
