import { buffer, text } from 'node:stream/consumers';
import { pictureFileOf } from '#modules/ground/content';
import type { Picture, PictureFile } from '#modules/ground/content/client';
import { remakePhoto, svgOfPicture } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';

/** A picture as it is set on paper, its sides in millimetres. */
export interface PaperPicture {
  /** Null: its file is not there, so that its words are printed. */
  svg: string | null;
  width: number;
  height: number;
  alt: string;
  credit: string;
}

/** What a picture takes of a sheet at most, in millimetres, and how sharp a photograph is printed, in pixels. */
const [MOST_WIDTH, MOST_HEIGHT] = [120, 75];
const PHOTO = { longest: 900, quality: 78, megabytes: 50, field: 'picture' };

async function svgOf(storage: Storage, { format, href }: PictureFile): Promise<string | null> {
  const file = pictureFileOf(href.slice(href.lastIndexOf('/') + 1));
  if (!file) return null;
  if (format === 'svg') return text(storage.open(file.key));
  const { bytes, ...size } = await remakePhoto(await buffer(storage.open(file.key)), PHOTO);
  return svgOfPicture('jpeg', bytes, size);
}

/** Pictures as they are printed, by their ids. */
export async function paperPictures(
  storage: Storage,
  pictures: ReadonlyMap<number, Picture>,
): Promise<Map<number, PaperPicture>> {
  const drawn = new Map<number, PaperPicture>();
  for (const { id, width, height, alt, credit, files } of pictures.values()) {
    const file = files.find(({ format }) => format === 'svg') ?? files.find(({ format }) => format === 'jpeg');
    const svg = file ? await svgOf(storage, file).catch(() => null) : null;
    const scale = Math.min(MOST_WIDTH / width, MOST_HEIGHT / height);
    drawn.set(id, { svg, width: width * scale, height: height * scale, alt, credit });
  }
  return drawn;
}
