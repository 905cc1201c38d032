import type { StoreInput, StoreView } from '#modules/ground/backups';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';

/** What the form of a place elsewhere says. */
export const storeOf = (values: Record<string, string>) =>
  ({
    kind: choiceIn(values, 'kind', ['s3', 'rsync']),
    name: values.name ?? '',
    address: values.address ?? '',
    bucket: values.bucket ?? '',
    folder: values.folder ?? '',
    region: values.region ?? '',
    accessKey: values.accessKey ?? '',
    secret: values.secret ?? '',
    active: values.active === '1',
  }) satisfies StoreInput;

/** What the form shows at first; never what opens it. */
export const storeValues = ({ kind, name, address, bucket, folder, region, accessKey, active }: StoreView) => ({
  ...{ kind, name, address, bucket, folder, region, accessKey },
  active: active ? '1' : '',
});
