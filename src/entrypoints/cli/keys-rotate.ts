import { parseArgs } from 'node:util';
import { m } from '#i18n/messages';
import { rotateKeys } from '../rotate-keys.ts';
import type { Command } from './command.ts';
import { withOwnServices } from './open-services.ts';

export const keysRotate: Command = {
  usage: 'keys rotate',
  summary: (locale) => m.cli_keys_rotate_summary({}, { locale }),
  async run(args, { locale, say }) {
    parseArgs({ args, options: {} });
    const done = await withOwnServices(locale, async (ctx, services) => rotateKeys(ctx, services));
    if (!done) {
      say(m.cli_keys_rotate_by_hand({}, { locale }));
      return 1;
    }
    const { keyId, resealed } = done;
    say(
      done.added
        ? m.cli_keys_rotated({ key: keyId, count: resealed }, { locale })
        : m.cli_keys_finished({ key: keyId, count: resealed }, { locale }),
    );
    say(m.cli_keys_keep({}, { locale }));
    return 0;
  },
};
