/**
 * What a drawing is coloured with. The drawing program gets the colour of paper (each stands for one ink, so no two are alike); on a page the
 * ink becomes a class of `pilihan/grafik.css`, which knows light and dark.
 */
export const INKS = {
  c1: '#2f4ca1',
  c2: '#b87e13',
  c3: '#4e1d01',
  c4: '#3f989a',
  c5: '#903d48',
  c0: '#8f8271',
  h0: '#e9e2d5',
  h1: '#c3cbe0',
  h2: '#8fa3d0',
  h3: '#5575bd',
  h4: '#22386b',
  /** Names of keys. */
  nama: '#655a4e',
  /** Figures. */
  angka: '#26211c',
  /** Figures on the light and on the strong fields of a heat map. */
  terang: '#26211d',
  gelap: '#fbf7ee',
  /** Lines of the scale, and the ground. */
  garis: '#e0d5c2',
  dasar: '#fbf7ef',
} as const;
export type Ink = keyof typeof INKS;

/** Parts in their order; what is more than five is told apart by its name alone. */
export const PARTS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c0'] as const satisfies readonly Ink[];
export const HEAT = ['h0', 'h1', 'h2', 'h3', 'h4'] as const satisfies readonly Ink[];

const BY_COLOUR = new Map<string, string>(Object.entries(INKS).map(([ink, colour]) => [colour, ink]));

/** The ink of a colour as the drawing program writes it; null for none. */
export function inkOf(colour: string | undefined): string | null {
  if (colour === undefined || colour === 'none' || colour === 'transparent') return null;
  const ink = BY_COLOUR.get(colour);
  if (ink === undefined) throw new Error(`a drawing has a colour that is no ink: ${colour}`);
  return ink;
}
