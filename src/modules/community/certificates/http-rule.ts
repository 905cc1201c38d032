import { z } from 'zod';
import { idParam, type Api } from '#platform/requests/http';
import { saveCertificateRule } from './certificate-rule.ts';
import { viewCertification } from './list-candidates.ts';

const signatory = z.object({
  office: z.string().min(1).max(160),
  name: z.string().min(1).max(120),
  details: z.string().max(160).default(''),
});
const rule = z.object({
  minAttendance: z.int().min(0).max(100).describe('percent of the lesson hours'),
  needsTests: z.boolean(),
  needsPlan: z.boolean(),
  signatories: z.array(signatory).max(4),
});

/** When participants of a programme get a certificate, and who signs. */
export function ruleRoutes(api: Api): void {
  const tags = ['certificates'];
  const config = { access: { may: 'programs.manage' } } as const;
  const path = '/programs/:id/certificate-rule';
  api.get(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'The rule; where none was set, the usual one',
        params: idParam,
        response: { 200: rule },
      },
    },
    async ({ ctx, params }) => (await viewCertification(ctx, params.id)).rule,
  );
  api.put(
    path,
    { config, schema: { tags, summary: 'Set the rule', params: idParam, body: rule, response: { 200: rule } } },
    async ({ ctx, params, body }) => {
      await saveCertificateRule(ctx, params.id, body);
      return (await viewCertification(ctx, params.id)).rule;
    },
  );
}
