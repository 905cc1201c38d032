// Fetched only by the page that shows a PDF. The build for older browsers: phones here are not new.
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What pdf.js fetches when a file needs it: fonts, character maps, picture decoders. Ours, not those of a content network. */
const TOOLS = '/baca/alat';
/** So much is fetched at once of a file; the rest of it waits until its pages are opened. */
const CHUNK = 262_144;

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

export const openPdf = (url: string) =>
  pdfjs.getDocument({
    url,
    rangeChunkSize: CHUNK,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    cMapUrl: `${TOOLS}/cmaps/`,
    standardFontDataUrl: `${TOOLS}/standard_fonts/`,
    wasmUrl: `${TOOLS}/wasm/`,
    iccUrl: `${TOOLS}/iccs/`,
  });

export interface OutlineLine {
  title: string;
  page: number;
  level: number;
}

type Document = Awaited<ReturnType<typeof openPdf>['promise']>;
type Page = Awaited<ReturnType<Document['getPage']>>;
interface OutlineItem {
  title: string;
  dest: unknown;
  items: OutlineItem[];
}
const DEEPEST = 3;

/** The table of contents of a PDF; lines that lead to no page of it are left out. */
export async function outlineOf(pdf: Document): Promise<OutlineLine[]> {
  const walk = async (items: readonly OutlineItem[], level: number): Promise<OutlineLine[]> => {
    const lines: OutlineLine[] = [];
    for (const { title, dest, items: below } of items) {
      const page = await pageOf(pdf, dest);
      if (page !== null) lines.push({ title, page, level });
      if (level < DEEPEST) lines.push(...(await walk(below, level + 1)));
    }
    return lines;
  };
  return walk((await pdf.getOutline()) ?? [], 0);
}

async function pageOf(pdf: Document, dest: unknown): Promise<number | null> {
  const target: unknown = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
  const parts: readonly unknown[] = Array.isArray(target) ? target : [];
  const first = parts[0];
  if (typeof first === 'number') return first + 1;
  if (!isReference(first)) return null;
  return (await pdf.getPageIndex(first)) + 1;
}

/** Lays the text of a page over its picture, in the place of what was there. */
export async function drawText(
  page: Page,
  container: HTMLElement,
  viewport: ReturnType<Page['getViewport']>,
): Promise<void> {
  container.replaceChildren();
  await new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container, viewport }).render();
}

const isReference = (value: unknown): value is { num: number; gen: number } =>
  typeof value === 'object' && value !== null && 'num' in value && 'gen' in value;
