import type { NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Locale } from '../context.ts';
import { drawnData } from './drawings.ts';
import { platformErrors } from '../errors.ts';
import { mainFile } from './practice-band.ts';
import { fontsFor } from './script-fonts.ts';

export interface PdfOptions {
  /** Written into the file as its time of creation: the same data at the same instant gives the same bytes. */
  createdAt: Date;
  /** Language of the text: hyphenation, and what a screen reader speaks. */
  locale: Locale;
}

/** Results that so many renderings have not used are forgotten, so that memory does not grow with every letter. */
const KEEP_RENDERINGS = 10;

/** One document to be set: everything that goes into it. */
export interface Paper {
  template: string;
  data: object;
  locale: Locale;
  /** null = as a picture (SVG), which tells no time. */
  createdAt: Date | null;
}
/** A PDF that somebody brought (base64), of which the pages alone are wanted, drawn anew: `redraw-pdf.ts`. */
export interface BroughtPdf {
  pages: string;
}
/** Sets a paper in another process. null = there is nobody to wait for it: set it here. */
export type Typesetter = (paper: Paper | BroughtPdf) => Promise<Uint8Array<ArrayBuffer> | null>;

let elsewhere: Typesetter = async () => Promise.resolve(null);

/** Asks whoever sets papers in another process, see {@link Typesetter}. */
export const setElsewhere: Typesetter = async (paper) => elsewhere(paper);

/** Called once by the server: from then on papers of requests are set by the worker, whose memory goes when it rests. */
export function setPapersElsewhere(typesetter: Typesetter): void {
  elsewhere = typesetter;
}

type Compiler = Awaited<ReturnType<typeof openCompiler>>['compiler'];
type Document = Parameters<Compiler['pdf']>[0];

/**
 * Sets a document (tagged PDF) from a Typst template and data.
 * @param config where the project lies; templates reach nothing outside its `src`
 * @param template path below `src`, e.g. `modules/lending/charges/templates/receipt.typ`; it reads the data with
 * `#let data = json(bytes(sys.inputs.data))`, finds codes (drawings.ts) in them as SVG, and may import the parts in `/platform/typst/`
 * Throws `platform.pdf_unavailable` where there is no compiler for this kind of machine.
 */
export async function renderPdf(
  config: Pick<Config, 'root'>,
  template: string,
  data: object,
  { createdAt, locale }: PdfOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const paper = { template, data, locale, createdAt };
  return (await elsewhere(paper)) ?? setHere(config, paper);
}

/** The same document as one SVG picture, letters as shapes, pages below each other: to be looked at before it is printed. */
export async function renderSvg(
  config: Pick<Config, 'root'>,
  template: string,
  data: object,
  locale: Locale,
): Promise<string> {
  const paper = { template, data, locale, createdAt: null };
  return new TextDecoder().decode((await elsewhere(paper)) ?? (await setHere(config, paper)));
}

/** Sets a paper in this process: in the worker, at the command line, in tests. */
export async function setHere(
  config: Pick<Config, 'root'>,
  { template, data, locale, createdAt }: Paper,
): Promise<Uint8Array<ArrayBuffer>> {
  return withDocument(config, template, { data, locale }, (compiler, document) => {
    if (createdAt === null) return new TextEncoder().encode(compiler.plainSvg(document));
    return Uint8Array.from(compiler.pdf(document, { creationTimestamp: Math.floor(createdAt.getTime() / 1000) }));
  });
}

async function withDocument<T>(
  config: Pick<Config, 'root'>,
  template: string,
  { data, locale }: { data: object; locale: Locale },
  use: (compiler: Compiler, document: Document) => T,
): Promise<T> {
  const drawn = await drawnData(data);
  const { compiler, workspace } = await openCompiler(config, await fontsFor(drawn, config.root));
  try {
    const inputs = { data: drawn, locale };
    const result = compiler.compile({ ...mainFile(workspace, template), inputs });
    const complaint = result.takeError() ?? result.takeWarnings();
    const document = result.result;
    // a warning is a mistake in the template too: a font that is not there, a layout that does not settle
    if (complaint || !document) throw new Error(`${template}: ${explain(compiler, complaint)}`);
    return use(compiler, document);
  } finally {
    compiler.evictCache(KEEP_RENDERINGS);
  }
}

async function openCompiler(config: Pick<Config, 'root'>, fontBlobs: Buffer[]) {
  const { NodeCompiler } = await loadCompiler();
  const workspace = join(config.root, 'src');
  const more = fontBlobs.length > 0 && { fontArgs: [{ fontBlobs }] };
  return { workspace, compiler: NodeCompiler.create({ workspace, ...more }) };
}

const explain = (compiler: Compiler, complaint: NodeError | null): string =>
  complaint ? JSON.stringify(compiler.fetchDiagnostics(complaint)) : 'no document';

/** 50 MB of machine code, brought only where something is to be printed: a server that prints nothing never loads it. */
export async function loadCompiler() {
  try {
    return await import('@myriaddreamin/typst-ts-node-compiler');
  } catch (error) {
    process.stderr.write(
      `pdf: no compiler for this machine: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    throw platformErrors.pdfUnavailable({ platform: `${process.platform}-${process.arch}` });
  }
}
