import { linkOf } from '#modules/city/posts';
import { limitsOf } from '#modules/city/channels/client';
import type { Post, PostDelivery } from '#modules/city/posts/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { fateLook, kindName, POSTS, readyWord, whenLine, whyOf } from './post-words.server.ts';

/** One account of a post, and what can be done about it. @param sends who looks may send */
function deliveryView(
  ctx: Ctx,
  { post, zone, sends }: { post: Post; zone: string; sends: boolean },
  delivery: PostDelivery,
) {
  const { id, state, accountName: account, kind, nextAt, doneAt, remoteUrl, code, detail, decidedBy } = delivery;
  const scheduled = sends && post.state === 'scheduled';
  // what went out, or may have, is looked after though its post was cancelled since
  const open = sends && (state === 'unknown' || state === 'failed');
  const out = sends && state === 'sent';
  const said = (at: Date | null): string | null => (at === null ? null : formatInstant(at, zone, ctx.locale));
  return {
    ...{ id, account, kind: kindName(kind), byHand: delivery.byHand, composed: delivery.composed, remoteUrl, detail },
    fate: fateLook(delivery.fate),
    trouble: state === 'sent' || state === 'removed' ? null : readyWord(delivery.ready),
    why: whyOf(code),
    next: state === 'retry' && nextAt !== null ? m.posts_next_try({ when: said(nextAt) ?? '' }) : null,
    done: said(doneAt),
    decided: decidedBy === '' ? null : m.posts_decided_by({ name: decidedBy }),
    link: linkOf('', post.subject.leadsTo, delivery.linkCode)?.slice(1) ?? null,
    share: delivery.byHand && post.state === 'scheduled' ? localizeHref(`${POSTS}/${post.id}/bagikan/${id}`) : null,
    can: {
      look: open && state === 'unknown' && !delivery.byHand,
      there: open,
      again: open && scheduled,
      anyway: scheduled && state === 'stopped',
      leave: open || (scheduled && state === 'stopped'),
      edit: out && delivery.edits,
      remove: out && delivery.deletes,
      // said where somebody would look for it
      editElsewhere: out && !limitsOf[kind].edits && !delivery.byHand,
    },
  };
}
export type DeliveryView = ReturnType<typeof deliveryView>;

/** A post as its page shows it. */
export function postView(ctx: Ctx, post: Post, { zone, origin }: { zone: string; origin: string }) {
  const sends = can(ctx.actor, 'posts.send', post.libraryId);
  const writes = can(ctx.actor, 'news.edit', post.libraryId);
  const unfit = post.deliveries.filter(({ composed }) => composed.problems.length > 0).length;
  const ahead = post.state !== 'scheduled' && post.state !== 'cancelled';
  return {
    ...{ id: post.id, title: post.title, version: post.version, unfit, isOut: post.isOut },
    fate: fateLook(post.state),
    about: post.subject.title === '' ? null : m.posts_about_now({ title: post.subject.title }),
    leadsTo: post.subject.leadsTo,
    gone: post.subject.state === 'gone',
    calledOff: post.subject.calledOff,
    over: post.subject.state === 'over',
    campaign: post.campaign === '' ? null : m.posts_campaign_line({ campaign: post.campaign }),
    when: whenLine(post.sendOn, post.sendMinute, ctx.locale),
    people: [
      m.posts_written_by({ name: post.createdBy }),
      ...(post.submittedBy === '' ? [] : [m.posts_submitted_by({ name: post.submittedBy })]),
      ...(post.approvedBy === '' ? [] : [m.posts_approved_by({ name: post.approvedBy })]),
    ].join(' · '),
    picture: post.picture,
    alt: post.alt,
    words: post.words,
    link: linkOf(origin, post.subject.leadsTo, null),
    chosen: post.deliveries.map(({ accountId, ownText }) => ({ accountId, ownText })),
    deliveries: post.deliveries.map((one) => deliveryView(ctx, { post, zone, sends }, one)),
    own: post.needsAnother && post.state === 'submitted',
    can: {
      write: writes && !post.isOut && post.state !== 'cancelled',
      submit: writes && post.state === 'draft',
      approve: sends && post.state === 'submitted' && !post.needsAnother,
      schedule: sends && (post.state === 'approved' || (post.state === 'scheduled' && !post.isOut)),
      back:
        writes &&
        (post.state === 'submitted' || post.state === 'approved' || (post.state === 'scheduled' && !post.isOut)),
      cancel: writes && (ahead || post.deliveries.some(({ state }) => state === 'waiting' || state === 'retry')),
      restore: writes && post.state === 'cancelled',
    },
  };
}
