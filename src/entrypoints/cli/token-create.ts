import { parseArgs } from 'node:util';
import { createApiToken } from '#modules/ground/identity';
import { m } from '#i18n/messages';
import { needed, UsageError, type Command } from './command.ts';
import { withServices } from './open-services.ts';

const DAY = 86_400_000;

export const tokenCreate: Command = {
  usage: "token create --user NAME --scopes '*' [--name TEXT] [--expires-days N]",
  summary: (locale) => m.cli_token_create_summary({}, { locale }),
  async run(args, { locale, out }) {
    const { values } = parseArgs({
      args,
      options: {
        user: { type: 'string' },
        scopes: { type: 'string' },
        name: { type: 'string' },
        'expires-days': { type: 'string' },
      },
    });
    const username = needed(values.user, '--user', locale);
    const scopes = needed(values.scopes, '--scopes', locale).split(/[\s,]+/);
    const days = values['expires-days'];
    if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) {
      throw new UsageError(m.cli_option_number({ option: '--expires-days' }, { locale }));
    }
    const { token } = await withServices(locale, async (ctx, services) =>
      createApiToken(ctx, services, {
        username,
        name: values.name ?? m.cli_token_default_name({}, { locale }),
        scopes,
        expiresAt: days === undefined ? null : new Date(ctx.clock.now().getTime() + Number(days) * DAY),
      }),
    );
    out(token);
    return 0;
  },
};
