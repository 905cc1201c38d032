import { z } from 'zod';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Api } from '#platform/requests/http';
import { receiveForm, type FileForm } from '#platform/requests/receive-form';
import { listLibraries } from './get-library.ts';
import { LOGO_MEGABYTES, letterheadLogo, setLetterheadLogo } from './letterhead-logo.ts';
import { getSettings, setSettings, settingsShape, type Settings } from './settings.ts';

/** How long classes of data are kept is decided at `/retention`, which says what would go. */
const shape = settingsShape.omit({ retentionDays: true }).extend({
  pullOrder: z
    .array(z.string().trim().min(1).max(40))
    .max(500)
    .describe('codes of libraries in the order in which they are asked to fetch copies; none: the nearest'),
});
const form = {
  file: 'logo',
  megabytes: LOGO_MEGABYTES,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  required: true,
  fields: z.object({}),
} satisfies FileForm;

/** Settings of the whole network, and the logo of its letters. */
export function settingRoutes(api: Api): void {
  const tags = ['settings'];
  const access = { may: 'settings.manage', network: true } as const;
  api.get(
    '/settings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The settings of the network; what was never set has its usual value',
        response: { 200: shape },
      },
    },
    async ({ ctx }) => {
      authorize(ctx, 'settings.manage', null);
      return shown(ctx, await getSettings(ctx.db));
    },
  );
  api.patch(
    '/settings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Change settings of the network; what is left out stays',
        body: shape.partial(),
        response: { 200: shape },
      },
    },
    async ({ ctx, body: { pullOrder, ...changes } }) => {
      authorize(ctx, 'settings.manage', null);
      const order = pullOrder && { pullOrder: await idsOf(ctx, pullOrder) };
      return shown(ctx, await setSettings(ctx, { ...changes, ...order }));
    },
  );
  api.get(
    '/settings/letterhead-logo',
    {
      config: { access, gives: ['image/svg+xml'] },
      schema: { tags, summary: 'The logo beside the head of official papers; 204: there is none' },
    },
    async ({ ctx }, reply) => {
      authorize(ctx, 'settings.manage', null);
      const svg = await letterheadLogo(ctx.db);
      if (svg === '') return reply.code(204).send(null);
      return reply
        .type('image/svg+xml')
        .header('content-security-policy', "default-src 'none'; img-src data:; sandbox")
        .send(svg);
    },
  );
  api.put(
    '/settings/letterhead-logo',
    {
      config: { access, form },
      schema: {
        tags,
        summary: 'Put a logo beside the head of every official paper printed from now on; made anew',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { file } = await receiveForm(request, form);
      await setLetterheadLogo(request.ctx, file ?? new Blob());
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/settings/letterhead-logo',
    {
      config: { access },
      schema: { tags, summary: 'Take the logo away', response: { 204: z.null() } },
    },
    async ({ ctx }, reply) => {
      await setLetterheadLogo(ctx, null);
      return reply.code(204).send(null);
    },
  );
}

/** Settings name libraries by their ids, the API by their codes. */
async function shown(ctx: Ctx, { retentionDays: _, pullOrder, ...settings }: Settings) {
  const codes = new Map((await listLibraries(ctx)).map(({ id, code }) => [id, code]));
  return { ...settings, pullOrder: pullOrder.flatMap((id) => codes.get(id) ?? []) };
}

async function idsOf(ctx: Ctx, codes: readonly string[]): Promise<number[]> {
  const libraries = await listLibraries(ctx);
  const ids = codes.map((code, at) => {
    const found = libraries.find((one) => one.code === code.toUpperCase());
    if (!found) throw platformErrors.invalidInput({}, { [`pullOrder.${at}`]: 'unknown' });
    return found.id;
  });
  return [...new Set(ids)];
}
