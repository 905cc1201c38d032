import { picturesOf } from '#modules/ground/content';
import type { Picture } from '#modules/ground/content/client';
import type { Db, Tx } from '#platform/database/db';
import type { DeliveryRow } from '../data/deliveries.queries.ts';
import type { PostRow } from '../data/posts.queries.ts';
import { composeText, type Composed, type Material } from '../rules/derive-text.ts';
import type { SubjectNow } from './subject-of.ts';

/** A link that is not made yet, as long as those that are. */
const NOT_YET = 'xxxxxx';

/** The link of what is about something, as one that is made already or as long as it will be; null = it leads nowhere. */
export const linkOf = (origin: string, leadsTo: string | null, code: string | null): string | null =>
  leadsTo === null ? null : `${origin}/q/${code ?? NOT_YET}`;

/** The picture of a post; null = it has none. */
export const pictureOf = async (db: Db | Tx, { pictureId }: Pick<PostRow, 'pictureId'>): Promise<Picture | null> =>
  pictureId === null ? null : ((await picturesOf(db, [pictureId])).get(pictureId) ?? null);

/** What channels take of a picture: its largest JPEG; of a drawing there is none. */
export const photographOf = (picture: Picture | null) =>
  picture?.files.filter(({ format }) => format === 'jpeg').toSorted((a, b) => b.width - a.width)[0];

/** From what the text for an account is made. @param origin where the network is reached by everybody */
export const materialOf = (
  post: PostRow,
  delivery: Pick<DeliveryRow, 'ownText' | 'linkCode'>,
  { subject, words }: SubjectNow,
  origin: string,
): Material => ({
  ...{ title: post.title, body: post.body, hashtags: post.hashtags, ownText: delivery.ownText, words },
  ...{ hasPicture: post.pictureId !== null, alt: post.alt },
  link: linkOf(origin, subject.leadsTo, delivery.linkCode),
});

/** The text of a post for an account as it would go out now. */
export const composeFor = (
  post: PostRow,
  delivery: Pick<DeliveryRow, 'ownText' | 'linkCode' | 'kind'>,
  now: SubjectNow,
  origin: string,
): Composed => composeText(delivery.kind, materialOf(post, delivery, now, origin));
