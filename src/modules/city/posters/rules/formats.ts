/** What is printed or shown, in the order in which a page offers it. */
export const POSTER_FORMATS = ['a3', 'a4', 'leaflet', 'tent', 'door', 'square', 'wide'] as const;
export type PosterFormat = (typeof POSTER_FORMATS)[number];

/** How a drawing lies; each has units of its own, in which its words are placed too. */
export const SHAPES = {
  portrait: [210, 297],
  landscape: [297, 210],
  square: [1080, 1080],
  wide: [1200, 630],
} as const satisfies Record<string, readonly [width: number, height: number]>;
export type Shape = keyof typeof SHAPES;

/** One side of a sheet: where it lies, in points of the page, and how long a unit of the drawing is there. */
export interface Face {
  x: number;
  y: number;
  unit: number;
  turned: boolean;
}

interface Sheet {
  shape: Shape;
  /** Of the whole sheet; millimetres, of what is shown on a screen pixels. */
  width: number;
  height: number;
  measure: 'mm' | 'px';
  /** It is folded across the middle, and shows the drawing on both sides. */
  folded?: true;
}

const SHEETS: Record<PosterFormat, Sheet> = {
  a3: { shape: 'portrait', width: 297, height: 420, measure: 'mm' },
  a4: { shape: 'portrait', width: 210, height: 297, measure: 'mm' },
  leaflet: { shape: 'portrait', width: 148, height: 210, measure: 'mm' },
  tent: { shape: 'landscape', width: 210, height: 297, measure: 'mm', folded: true },
  door: { shape: 'landscape', width: 297, height: 210, measure: 'mm' },
  square: { shape: 'square', width: 1080, height: 1080, measure: 'px' },
  wide: { shape: 'wide', width: 1200, height: 630, measure: 'px' },
};

/** Points to a millimetre; a pixel is three quarters of one. */
const POINTS = { mm: 72 / 25.4, px: 0.75 };

/** What is known of a format. */
export const sheetOf = (format: PosterFormat): Sheet => SHEETS[format];

/** A sheet in points: its page, its sides, and where it is folded. A drawing covers its side, though paper is a hair longer than A sizes are. */
export function pageOf(format: PosterFormat): { width: number; height: number; faces: Face[]; folds: number[] } {
  const { shape, width, height, measure, folded } = SHEETS[format];
  const points = POINTS[measure];
  const page = { width: width * points, height: height * points };
  const side = { width: page.width, height: folded ? page.height / 2 : page.height };
  const [across, down] = SHAPES[shape];
  const unit = Math.max(side.width / across, side.height / down);
  const x = (side.width - across * unit) / 2;
  if (!folded) return { ...page, faces: [{ x, y: 0, unit, turned: false }], folds: [] };
  const faces = [
    // stands on its head until it is folded
    { x, y: side.height - down * unit, unit, turned: true },
    { x, y: side.height, unit, turned: false },
  ];
  return { ...page, faces, folds: [side.height] };
}
