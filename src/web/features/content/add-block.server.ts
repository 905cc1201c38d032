import { filesOf, picturesOf, type BlockInput } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import { choiceIn, idIn } from '#web/kit/form/read-fields.server.ts';

/** What a new part begins with, of those that begin empty. */
const EMPTY = {
  text: (): BlockInput => ({ kind: 'text', spans: [] }),
  heading: (): BlockInput => ({ kind: 'heading', level: 2, text: '' }),
  list: (): BlockInput => ({ kind: 'list', ordered: false, items: [] }),
  quote: (): BlockInput => ({ kind: 'quote', spans: [], source: '' }),
  table: (): BlockInput => ({ kind: 'table', head: true, rows: [['', '']], caption: '' }),
  callout: (): BlockInput => ({ kind: 'callout', tone: 'note', spans: [] }),
  formula: (): BlockInput => ({ kind: 'formula', tex: '', alt: '' }),
};
const KINDS = [
  'text',
  'heading',
  'list',
  'quote',
  'table',
  'callout',
  'formula',
  'file',
  'picture',
  'gallery',
  'button',
  'embed',
] as const;

/** What is taken along or played, as what it is and by its title; what is not there is refused with the block. */
async function fileBlock(ctx: Ctx, fileId: number): Promise<BlockInput> {
  const file = (await filesOf(ctx.db, [fileId])).get(fileId);
  const of = { fileId, label: file?.title ?? '' };
  return file === undefined || file.kind === 'file' ? { kind: 'file', ...of } : { kind: file.kind, ...of, spans: [] };
}

/** A new part as its form was filled in: a picture says what it shows from the first. Throws a refusal at the field. */
export async function firstBlock(ctx: Ctx, values: Readonly<Record<string, string>>): Promise<BlockInput> {
  const kind = choiceIn(values, 'kind', KINDS);
  if (kind === 'button') return { kind, label: values.label ?? '', href: values.href ?? '' };
  if (kind === 'embed') return { kind, embed: values.embed ?? '', ref: values.ref ?? '' };
  if (kind === 'file') return fileBlock(ctx, idIn(values, 'fileId'));
  if (kind !== 'picture' && kind !== 'gallery') return EMPTY[kind]();
  const pictureId = idIn(values, 'pictureId');
  const alt = (await picturesOf(ctx.db, [pictureId])).get(pictureId)?.alt ?? '';
  return kind === 'picture' ? { kind, pictureId, alt } : { kind, pictures: [{ pictureId, alt }] };
}
