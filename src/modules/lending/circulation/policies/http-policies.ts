import { z } from 'zod';
import { libraryName, libraryRef, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { expectedVersion, idParam, isoInstant, listOf, sendVersioned, type Api } from '#platform/requests/http';
import { NO_LIMIT, POLICY_FIELDS, SCOPED_FIELDS } from '../client.ts';
import type { StoredPolicy } from '../data/policies.queries.ts';
import { policyAbout, policyLabel } from './describe-policy.ts';
import { explainPolicy } from './explain-policy.ts';
import { getPolicy, listPolicies } from './list-policies.ts';
import { categoryIdOf, ruleNames, type RuleNames } from './lookups.ts';
import { policyChangesSchema } from '../schema.ts';
import { createPolicy, removePolicy, updatePolicy } from './save-policy.ts';

const keyCode = z.string().trim().min(1).max(40);
const keysSchema = z.object({
  library: libraryRef.nullable().describe('null = every library'),
  category: keyCode.nullable().describe('code; null = every member category'),
  itemType: keyCode.nullable().describe('code; null = every kind of copy'),
});
const scopeSchema = keysSchema.extend({ library: libraryName.nullable().describe('null = every library') });
const policySchema = scopeSchema.extend({
  id: z.number(),
  ...policyChangesSchema.shape,
  version: z.number(),
  updatedAt: isoInstant,
});
const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const linkSchema = z.object({ rule: z.number(), ...scopeSchema.shape, value: valueSchema });
const explanationSchema = z.object({
  label: z.string().describe("what the value is called, in the reader's language"),
  about: z.string().describe('what it does'),
  value: valueSchema.describe('no_limit = there is no limit'),
  rule: z.number().nullable().describe('id of the rule that gave the value; null = no rule sets it'),
  chain: z
    .array(linkSchema)
    .describe(
      'the rules that apply, most specific first; value null = inherits, no_limit = says that there is no limit',
    ),
});
const limitSchema = z.object({
  value: z.string(),
  scope: z
    .enum(['all', 'itemType'])
    .describe('what is counted: everything together, or only what is of this item type'),
  limit: z.union([z.number(), z.literal(NO_LIMIT)]),
  rule: z.number().nullable().describe('id of the rule that gave the limit; null = no rule sets it'),
});

const withCodes = (names: RuleNames, { libraryId, categoryId, ...rule }: StoredPolicy) => ({
  ...rule,
  library: names.libraries.find((library) => library.id === libraryId) ?? null,
  category: names.categories.find((category) => category.id === categoryId)?.code ?? null,
});

/** CRUD of loan rules, and why a value is what it is. */
export function policyRoutes(api: Api): void {
  const tags = ['policies'];

  api.get(
    '/policies',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'All loan rules',
        response: { 200: listOf(policySchema) },
      },
    },
    async ({ ctx }) => {
      const [rules, names] = await Promise.all([listPolicies(ctx), ruleNames(ctx)]);
      return { data: rules.map((rule) => withCodes(names, rule)), next: null };
    },
  );

  api.get(
    '/policies/effective',
    {
      config: { access: { may: 'loans.read' } },
      schema: {
        tags,
        summary: 'What rules for a library, member category and kind of copy, and which rule says so',
        querystring: z.object({ library: libraryRef, category: keyCode, itemType: keyCode }),
        response: {
          200: z.object({
            policy: z.record(z.string(), valueSchema),
            fields: z.record(z.string(), explanationSchema),
            limits: z
              .array(limitSchema)
              .describe('limits that hold for each scope on its own: each of them is checked'),
          }),
        },
      },
    },
    async ({ ctx, query }) => {
      const names = await ruleNames(ctx);
      const { policy, fields, ofType } = await explainPolicy(ctx, {
        libraryId: (await resolveLibrary(ctx, query.library)).id,
        categoryId: categoryIdOf(names, query.category),
        itemType: query.itemType,
      });
      const explained = POLICY_FIELDS.map((field) => {
        const { rule, value, chain } = fields[field];
        const inCodes = chain.map((link) => {
          const { id, library, category, itemType } = withCodes(names, link.rule);
          return { rule: id, library, category, itemType, value: link.value };
        });
        const said = { label: policyLabel(field, ctx.locale), about: policyAbout(field, ctx.locale) };
        return [field, { ...said, value: value ?? NO_LIMIT, rule: rule?.id ?? null, chain: inCodes }] as const;
      });
      const limitOf = (limit: number | null): number | typeof NO_LIMIT => limit ?? NO_LIMIT;
      const limits = SCOPED_FIELDS.flatMap((field) => [
        { value: field, scope: 'all' as const, limit: limitOf(policy[field]), rule: fields[field].rule?.id ?? null },
        {
          value: field,
          scope: 'itemType' as const,
          limit: limitOf(policy.ofType[field]),
          rule: ofType[field].rule?.id ?? null,
        },
      ]);
      return {
        policy: Object.fromEntries(POLICY_FIELDS.map((field) => [field, policy[field] ?? NO_LIMIT])),
        fields: Object.fromEntries(explained),
        limits,
      };
    },
  );

  api.post(
    '/policies',
    {
      config: { access: { may: 'policies.edit' } },
      schema: {
        tags,
        summary: 'Add a rule; null or left out = inherit, 0 = zero, of limits no_limit = no limit',
        body: z.object({ ...keysSchema.partial().shape, ...policyChangesSchema.shape }),
        response: { 201: policySchema },
      },
    },
    async ({ ctx, body }, reply) => {
      const names = await ruleNames(ctx);
      const { library, category, itemType = null, ...rest } = body;
      const rule = await createPolicy(ctx, {
        ...rest,
        libraryId: await resolveLibraryId(ctx, library),
        categoryId: category ? categoryIdOf(names, category) : null,
        itemType,
      });
      return sendVersioned(reply.code(201), withCodes(names, rule));
    },
  );

  api.get(
    '/policies/:id',
    {
      config: { access: { may: 'loans.read' } },
      schema: { tags, summary: 'One rule', params: idParam, response: { 200: policySchema } },
    },
    async ({ ctx, params }, reply) => {
      const [rule, names] = await Promise.all([getPolicy(ctx, params.id), ruleNames(ctx)]);
      return sendVersioned(reply, withCodes(names, rule));
    },
  );

  api.patch(
    '/policies/:id',
    {
      config: { access: { may: 'policies.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change values of a rule (If-Match); null = inherit from now on, of limits no_limit = no limit',
        params: idParam,
        body: policyChangesSchema,
        response: { 200: policySchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const rule = await updatePolicy(ctx, params.id, expectedVersion(request), body);
      return sendVersioned(reply, withCodes(await ruleNames(ctx), rule));
    },
  );

  api.delete(
    '/policies/:id',
    {
      config: { access: { may: 'policies.edit' }, ifMatch: true },
      schema: { tags, summary: 'Take a rule away (If-Match)', params: idParam, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removePolicy(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}
