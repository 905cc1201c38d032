import { z } from 'zod';
import { AppError, platformErrors } from '../errors.ts';
import { loadCompiler, setElsewhere } from './pdf.ts';

/** A letter, a plan, a small book; more is an attempt to keep somebody busy. */
const MOST_PAGES = 60;
const FIELD = 'pdf';

/** Why a PDF is not drawn anew: locked or broken; what was filled in or drawn upon it would be lost; too many pages. */
type Flaw = 'unreadable' | 'marks' | 'too_long';

/** What may stand on a page beside its own drawing: nothing is lost of the paper without these. */
const LOOSE: ReadonlySet<string> = new Set(['Link', 'Popup', 'FileAttachment']);
const standing = z.array(
  z.object({
    /** Left out by broken programs. */
    subtype: z.string().nullish(),
    fieldType: z.string().nullish(),
    fieldValue: z.unknown().optional(),
    hasAppearance: z.boolean().nullish(),
  }),
);
type Standing = z.output<typeof standing>[number];

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isFilled) : typeof value === 'string' && value !== '' && value !== 'Off';

/** Fields that nobody filled in, links and attached files go; a stamp, a note or a signature is part of what was brought. */
function isMark({ subtype, fieldType, fieldValue, hasAppearance }: Standing): boolean {
  if (subtype !== 'Widget') return typeof subtype !== 'string' || !LOOSE.has(subtype);
  return isFilled(fieldValue) || (fieldType === 'Sig' && hasAppearance === true);
}

const flawed = (flaw: Flaw): AppError => platformErrors.notAcceptableFile({}, { [FIELD]: flaw });

/** How many pages it has. Throws where they cannot be drawn anew without losing something. */
async function countPages(bytes: Uint8Array): Promise<number> {
  // loaded with the first PDF that somebody brings
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: Uint8Array.from(bytes),
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const unlessBroken = async <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((): never => {
      throw flawed('unreadable');
    });
  try {
    const document = await unlessBroken(task.promise);
    if (document.numPages > MOST_PAGES) throw flawed('too_long');
    if (document.isPureXfa) throw flawed('marks');
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await unlessBroken(document.getPage(number));
      const all: unknown = await unlessBroken(page.getAnnotations({ intent: 'any' }));
      const known = standing.safeParse(all);
      if (!known.success) throw flawed('unreadable');
      if (known.data.some(isMark)) throw flawed('marks');
      page.cleanup();
    }
    return document.numPages;
  } finally {
    await task.destroy();
  }
}

const SOURCE = '/brought.pdf';
/** Each page in its own size. Nothing of the file around its pages is read: neither who made it nor what it would do. */
const template = (pages: number): string => `#set page(width: auto, height: auto, margin: 0pt)
#set document(date: none)
#for number in range(1, ${pages + 1}) { page(image("${SOURCE}", page: number)) }`;

/** {@link redrawPdf} in this process: in the worker, in jobs, in tests. */
export async function redrawHere(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const pages = await countPages(bytes);
  const { NodeCompiler } = await loadCompiler();
  const compiler = NodeCompiler.create({ workspace: '/' });
  compiler.mapShadow(SOURCE, Buffer.from(bytes));
  try {
    const compiled = compiler.compile({ mainFileContent: template(pages) });
    if (!compiled.result) throw flawed('unreadable');
    return Uint8Array.from(compiler.pdf(compiled.result, {}));
  } catch (error) {
    throw error instanceof AppError ? error : flawed('unreadable');
  } finally {
    compiler.resetShadow();
    compiler.evictCache(0);
  }
}

/**
 * A PDF anew: its pages as they look, with their words, and nothing else. Who made it and when, where, by which programme, attached files,
 * scripts, links, notes and what stands in the metadata of its pictures goes. What a picture inside holds in its own bytes (EXIF) stays.
 * @param how.reasons what is said at the field `how.field` of each {@link Flaw}
 * Throws `platform.not_acceptable_file`, `platform.busy` where the worker has no time for it, `platform.pdf_unavailable` where there is no compiler for this kind of machine.
 */
export async function redrawPdf(
  bytes: Uint8Array,
  how: { field: string; reasons: Record<Flaw, string> },
): Promise<Uint8Array> {
  try {
    return (await setElsewhere({ pages: Buffer.from(bytes).toString('base64') })) ?? (await redrawHere(bytes));
  } catch (error) {
    const flaw = error instanceof AppError ? error.fields[FIELD] : undefined;
    if (flaw !== 'unreadable' && flaw !== 'marks' && flaw !== 'too_long') throw error;
    throw platformErrors.notAcceptableFile({}, { [how.field]: how.reasons[flaw] });
  }
}
