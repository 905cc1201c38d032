import { pictureWords } from './picture-words.server.ts';
import { pictureAt, type Tone } from './pictures.ts';

/** The tones of the house in colours that a printer has. */
const COLOURS: Record<Tone, string> = {
  n: '#24406b',
  k: '#d99a1c',
  s: '#8a4f24',
  h: '#2f7a46',
  m: '#b23a2c',
  g: '#b9b3a6',
  b: '#ffffff',
  t: '#26221c',
};

/** A picture of a pupil as a card prints it, and its word. */
export const drawPicture = (picture: number): { svg: string; word: string } => ({
  svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${pictureAt(picture)
    .map(([tone, path]) => `<path fill="${COLOURS[tone]}" d="${path}"/>`)
    .join('')}</svg>`,
  word: pictureWords(picture),
});
