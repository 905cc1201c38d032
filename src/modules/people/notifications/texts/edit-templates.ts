import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary, listLibraries } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { HOME_ZONE } from '#shared/dates';
import type { Services } from '#platform/services';
import { channels, languages, type Channel, type Language } from '../client.ts';
import {
  deleteTemplate,
  lockTemplate,
  selectTextsFor,
  upsertTemplate,
  type TemplateKey,
  type TemplateScope,
} from '../data/templates.queries.ts';
import { frame, textKinds } from '../outbox/frame.ts';
import type { NoticeKinds } from '../notice-kind.ts';
import { noticeErrors } from '../errors.ts';
import { composeMessage } from '../rules/compose-message.ts';
import { shippedText, type NoticeText, type TextKind } from '../rules/notice-text.ts';
import { checkText, placeholdersOf } from '../rules/placeholders.ts';
import { commonValues } from './write-message.ts';
import { mayReadScope } from '../read-scope.ts';

type Needs = Pick<Services, 'notices'>;
const keyFields = z.object({
  topic: z.string(),
  channel: z.enum(channels),
  language: z.enum(languages),
  libraryId: z.number().int().positive().nullable().default(null),
  categoryId: z.number().int().positive().nullable().default(null),
});
export const templateText = z.object({ subject: requiredText(200), body: requiredText(4000) });
export type TemplateKeyInput = z.input<typeof keyFields>;

/** Throws `platform.invalid_input`, also for a topic that has no text. */
function readKey(kinds: NoticeKinds, input: TemplateKeyInput): TemplateKey & { kind: TextKind } {
  const known = textKinds(kinds);
  const topic = z.enum(known.map((kind) => kind.topic));
  const key = parseInput(keyFields.extend({ topic }), input);
  return { ...key, kind: known.find((kind) => kind.topic === key.topic) ?? frame };
}

export interface TemplateView {
  topic: string;
  text: NoticeText;
  /** Where the text comes from: written for this very scope, for a wider one, or shipped with the product. */
  origin: 'own' | 'inherited' | 'shipped';
  placeholders: string[];
  version: number | null;
}

/** The texts that hold on a channel in a language, for a library, a category, both or everywhere. Needs `notices.manage`. */
export async function listTemplates(
  ctx: Ctx,
  { notices }: Needs,
  about: { channel: Channel; language: Language } & TemplateScope,
): Promise<TemplateView[]> {
  mayReadScope(ctx, about.libraryId);
  const kinds = textKinds(notices);
  const rows = await selectTextsFor(ctx.db, { topics: kinds.map(({ topic }) => topic), ...about });
  return kinds.map((kind) => {
    const { topic } = kind;
    const ofTopic = rows.filter((row) => row.topic === topic);
    const own = ofTopic.find((row) => row.libraryId === about.libraryId && row.categoryId === about.categoryId);
    const wider =
      (about.libraryId === null
        ? undefined
        : ofTopic.find((row) => row.libraryId === about.libraryId && !row.categoryId)) ??
      (about.categoryId === null
        ? undefined
        : ofTopic.find((row) => !row.libraryId && row.categoryId === about.categoryId)) ??
      ofTopic.find((row) => row.libraryId === null && row.categoryId === null);
    const row = own ?? wider;
    return {
      topic,
      text: row ? { subject: row.subject, body: row.body } : shippedText(kind, about.channel, about.language),
      origin: own ? 'own' : wider ? 'inherited' : 'shipped',
      placeholders: placeholdersOf(kind),
      version: own?.version ?? null,
    };
  });
}

/** Throws `notices.unknown_placeholder`, `notices.placeholder_missing`, each at the field it is about. */
function readText(kind: TextKind, input: NoticeText): NoticeText {
  const parsed = parseInput(templateText, input);
  const text = { subject: parsed.subject, body: parsed.body.replace(/\r\n/g, '\n') };
  const { unknown, missing } = checkText(kind, text);
  if (unknown.length > 0) {
    const names = unknown.map((name) => `{${name}}`).join(', ');
    const field = checkText(kind, { ...text, subject: '' }).unknown.length > 0 ? 'body' : 'subject';
    throw noticeErrors.unknownPlaceholder({ names }, { [field]: 'unknown_placeholder' });
  }
  if (missing !== null)
    throw noticeErrors.placeholderMissing({ name: `{${missing}}` }, { body: 'placeholder_missing' });
  return text;
}

/** Writes a text of one's own. Needs `notices.manage` for its library, or network-wide. */
export async function saveTemplate(
  ctx: Ctx,
  { notices }: Needs,
  keyInput: TemplateKeyInput,
  input: NoticeText,
): Promise<void> {
  const { kind, ...key } = readKey(notices, keyInput);
  authorize(ctx, 'notices.manage', key.libraryId);
  const text = readText(kind, input);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockTemplate(trx, key);
    await upsertTemplate(trx, key, text, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: 'notice_template.saved',
      entity: 'notice_template',
      entityId: nameOf(key),
      libraryId: key.libraryId,
      before: before && { subject: before.subject, body: before.body },
      after: text,
    });
  });
}

/** Goes back to the wider text, in the end to the one that ships. Needs `notices.manage` like {@link saveTemplate}. */
export async function resetTemplate(ctx: Ctx, { notices }: Needs, keyInput: TemplateKeyInput): Promise<void> {
  const key = readKey(notices, keyInput);
  authorize(ctx, 'notices.manage', key.libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockTemplate(trx, key);
    if (!before) return;
    await deleteTemplate(trx, before.id);
    await recordAudit(trx, ctx, {
      action: 'notice_template.reset',
      entity: 'notice_template',
      entityId: nameOf(key),
      libraryId: key.libraryId,
      before: { subject: before.subject, body: before.body },
    });
  });
}

const nameOf = ({ topic, channel, language, libraryId, categoryId }: TemplateKey): string =>
  [topic, channel, language, libraryId ?? '*', categoryId ?? '*'].join('/');

/** A message as it would look with these words, with made-up values. Throws as {@link saveTemplate} does. */
export async function previewTemplate(
  ctx: Ctx,
  { notices, config }: Pick<Services, 'notices' | 'config'>,
  keyInput: TemplateKeyInput,
  input: NoticeText,
): Promise<NoticeText> {
  const { kind, ...key } = readKey(notices, keyInput);
  mayReadScope(ctx, key.libraryId);
  const text = readText(kind, input);
  const { channel, language } = key;
  const { publicUrl } = config;
  const library =
    key.libraryId === null ? (await listLibraries(ctx, { active: true }))[0] : await getLibrary(ctx, key.libraryId);
  // a frame is shown around whichever kind comes first
  const shown = notices.get(kind.topic) ?? [...notices.values()][0];
  const stored = await listTemplates(ctx, { notices }, key);
  const textOf = ({ topic }: TextKind) =>
    topic === kind.topic ? text : stored.find((one) => one.topic === topic)?.text;
  const around = textOf(frame);
  const own = shown && textOf(shown);
  if (!around || !own) throw noticeErrors.notPossible();
  const place = { timeZone: library?.timeZone ?? HOME_ZONE, language, publicUrl };
  const items = shown.describe(shown.example(ctx.clock.now()), place);
  const contact = {
    fullName: 'Dimas Aji Pratama',
    number: '20261100001',
    locale: language,
    categoryId: key.categoryId ?? 0,
  };
  const common = commonValues({
    contact,
    library: library ?? { id: 0, name: '', timeZone: place.timeZone },
    publicUrl,
  });
  const message = composeMessage([{ kind: shown, text: own, items }], around, common);
  return channel === 'push' ? { subject: message.subject, body: message.body.slice(0, 300) } : message;
}
